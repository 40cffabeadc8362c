import SearchTrees

/// What the recording's thread finds wrong with this program itself.
extension RecordedWorker {
  /// Logs a difference with the seed, and says so at once.
  func notify(_ difference: ShadowDifference) {
    notify(difference.words, isError: true)
  }

  /// Fills in what the events alone say, and one time in many again without what earlier slices left.
  func fill(_ slice: inout TreeSlice, for request: SliceRequest, _ path: Set<NodeID>) {
    guard sliceCheck.isDue() else {
      return recording.fill(&slice, for: request, path: path, &slicer)
    }
    var fresh = slice
    recording.fill(&slice, for: request, path: path, &slicer)
    var second = slicer.withoutMemory(of: recording.fold.tree)
    recording.fill(&fresh, for: request, path: path, &second)
    guard let place = slice.difference(from: fresh) else { return }
    let difference = ShadowDifference(
      .slice, at: place, seed: recording.header?.seed, iteration: recording.fold.iterationNumber)
    sliceCheck.found(difference)
    notify(difference)
    slice = fresh
    slicer = second
  }
}
