import SearchTrees

extension SearchWorker {
  /// Writes the tree that is shown into a file for other programs.
  func export(_ order: ExportOrder) {
    guard let exporter = options.exporter else {
      return notify("nothing is exported from here", isError: true)
    }
    var request = SliceRequest()
    request.rowCount = 1
    var slice = TreeSlice()
    session.fill(&slice, for: request)
    fill(&slice.summary)
    switch exporter.write(order, facts, slice.summary) {
    case .written(let words): notify(words)
    case .refused(let reason): notify("export: \(reason)", isError: true)
    }
  }
}
