import SearchTrees

/// What the search's thread finds wrong with this program itself.
extension SearchWorker {
  /// Logs a difference with the seed, and says so at once.
  func notify(_ difference: ShadowDifference) { notify(difference.words, isError: true) }

  /// Holds the recording against the tree, if it is time to; O(events).
  ///
  /// A recording that tells another tree is written on, and the search can be saved beside it.
  func checkRecording() {
    guard let recorder, recorder.failure == nil, !isRecordingWrong, session.phase == .select,
      recordingCheck.isDue()
    else { return }
    var place: String?
    session.read { tree in
      guard tree.count <= ShadowCheck.largestTree else { return }
      place = recorder.difference(from: tree)
    }
    guard let place else { return }
    isRecordingWrong = true
    let difference = ShadowDifference(
      .recording, at: place, seed: session.seed, iteration: session.iterations)
    recordingCheck.found(difference)
    notify(difference)
  }
}
