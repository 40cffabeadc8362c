import Groundwork
import SearchTrees

extension RecordedWorker {
  /// What writes the tree for other programs; nil where nothing does.
  var exporter: TreeExporter? { options.makeExporter?(recording.header ?? JournalHeader()) }

  /// Writes the tree that is shown into a file.
  func export(_ order: ExportOrder) {
    guard let exporter else { return notify("nothing is exported from here", isError: true) }
    var request = SliceRequest()
    request.rowCount = 1
    let outcome = exporter.write(order, facts, slice(for: request).summary)
    switch outcome {
    case .written(let words): notify(words, isLogged: true)
    case .refused(let reason): notify("export: \(reason)", isError: true)
    }
  }
}
