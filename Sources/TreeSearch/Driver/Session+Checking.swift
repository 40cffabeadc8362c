public import SearchTrees

/// What a session holds against a second way, and what came of it.
extension Session {
  /// One time in how many slices and steps back are checked; 0 is never.
  public var checkPeriod: Int {
    get { sliceCheck.period }
    set {
      guard newValue != sliceCheck.period else { return }
      sliceCheck = ShadowCheck(period: newValue)
      undoCheck = ShadowCheck(period: newValue)
    }
  }

  /// Takes the differences out that were found since the last time.
  public func takeDifferences() -> [ShadowDifference] {
    sliceCheck.takeDifferences() + undoCheck.takeDifferences()
  }

  /// Fills in a slice twice, once with what earlier ones have left and once without, and leaves the
  /// second where they differ.
  ///
  /// Orders that are held on purpose are held in both.
  func fillChecked(_ slice: inout TreeSlice, for request: SliceRequest) {
    var fresh = slice
    cut(&slice, for: request)
    let kept = (slicer: slicer, finder: finder, checks: checks)
    slicer = slicer.withoutMemory(of: search.tree)
    finder = nil
    checks = []
    cut(&fresh, for: request)
    guard let place = slice.difference(from: fresh) else {
      (slicer, finder, checks) = kept
      return
    }
    sliceCheck.found(
      ShadowDifference(.slice, at: place, seed: search.seed, iteration: search.iterations))
    slice = fresh
  }

  /// Keeps what the search is before a simulation that is explained, if it is time to.
  func keepMoment() {
    guard search.undo.isOn, search.tree.count <= ShadowCheck.largestTree, undoCheck.isDue()
    else { return }
    keptMoments.keep(search)
  }

  /// Holds what a simulation was taken back to against what was kept when it began.
  func checkTakenBack() {
    assert(search.phase == .select, "what is taken back ends between two simulations")
    guard let moment = keptMoments.moment(at: search.iterations) else { return }
    keptMoments.forget(from: search.iterations + 1)
    guard let place = search.difference(from: moment) else { return }
    undoCheck.found(
      ShadowDifference(.takingBack, at: place, seed: search.seed, iteration: search.iterations))
    search.restore(moment)
    slicer = TreeSlicer()
    finder = nil
  }
}
