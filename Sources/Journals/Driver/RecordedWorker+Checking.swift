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

/// What the recording's thread finds wrong with the recording.
extension RecordedWorker {
  /// Larger trees are looked at where somebody asks for it: they are read a second time for that.
  private static let mostNodesUnasked = 200_000

  /// Looks on where there is nothing else to do; returns whether there is more to look at.
  func goOnWithDiagnosis(until deadline: Double) -> Bool {
    let isAsked = request?.wantsDiagnosis ?? false
    if diagnosis == nil {
      guard recording.eventCount > 0,
        isAsked || isLoaded && recording.nodeCount <= Self.mostNodesUnasked
      else { return false }
      diagnosis = DiagnosisPass(of: recording, time: time)
    }
    guard let before = diagnosis, before.hasWork else { return false }
    let hasMore = diagnosis?.advance(until: deadline) ?? false
    if isAsked || diagnosis?.report.faults != before.report.faults { hasChanged = true }
    return hasMore || diagnosis?.hasWork ?? false
  }

  /// What contradicts itself: in what was looked at of the shown moment, and in the whole recording.
  var findings: [TreeFinding] {
    let shown = recording.findings()
    let others = (diagnosis?.report.faults ?? []).filter { fault in
      !shown.contains { $0.rule == fault.rule }
    }
    return others.isEmpty
      ? shown
      : CheckRule.all.flatMap { rule in
        (shown + others).filter { $0.rule == rule }
      }
  }
}
