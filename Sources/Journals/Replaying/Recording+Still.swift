public import SearchTrees

/// A recording as it stands, for those who have no thread for it.
extension Recording {
  /// Fills in everything that a request asks for, at the moment that is shown.
  public func fill(_ slice: inout TreeSlice, for request: SliceRequest) {
    if request.wantsTrace { slice.trace = trace() }
    let path = Set(slice.trace?.path.map(\.node) ?? [])
    if let interpreter {
      interpreter.fill(&slice, for: request, from: &fold.tree, at: answeringMoment)
    } else {
      var slicer = TreeSlicer()
      fill(&slice, for: request, path: path, &slicer)
    }
    fillAccount(in: &slice.summary)
    fill(&slice.detail, for: request)
    slice.summary.findings = findings()
    slice.summary.marks = marks
  }
}
