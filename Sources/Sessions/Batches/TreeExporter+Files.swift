import Exporters
import Glibc
import Groundwork
public import Journals
public import SearchTrees

extension TreeExporter {
  /// Writes the tree of a search; `name` is what the search is called, and `header` returns the first line of
  /// its journal, when that is needed.
  public init(name: String, header: @escaping @Sendable () -> JournalHeader) {
    self.init(
      forms: ExportFormat.all.map { Form(name: $0.name, title: $0.title) },
      write: { order, facts, summary in
        Self.write(order, facts, header(), summary, name: name)
      })
  }

  private static func write(
    _ order: ExportOrder, _ facts: any TreeFacts, _ header: JournalHeader,
    _ summary: SearchSummary, name: String
  ) -> Outcome {
    guard let format = ExportFormat.named(order.form) else {
      return .refused("there is no form \"\(order.form)\"")
    }
    // Before anything is worked out for nothing; whether it can be made is known when it is.
    if unsafe access(order.path, F_OK) == 0 { return .refused(exists(order.path)) }
    let moment =
      summary.timeline.map { "event \(NumberText.grouped($0.event)) of \(name)" }
      ?? "\(name) after \(NumberText.grouped(summary.iterations)) iterations"
    let written: ExportFormat.Written
    do throws(ExpressionError) {
      written = try format.write(
        facts, of: ExportedSearch(header: header, summary: summary, moment: moment),
        selection: ExportedTree.Selection(), filter: order.filter)
    } catch {
      return .refused("the filter: \(error.words)")
    }
    if let reason = put(written.bytes, toNew: order.path) { return .refused(reason) }
    let left =
      written.leftOut > 0 ? ", \(NumberText.grouped(written.leftOut)) left out" : ""
    return .written(
      "exported to \(order.path): \(NumberText.grouped(written.nodes)) nodes\(left)")
  }

  private static func exists(_ path: String) -> String {
    "\(path): there is a file of this name; nothing was written"
  }

  /// Writes a file that was not there before; returns why it cannot be written, and then leaves none.
  private static func put(_ bytes: [UInt8], toNew path: String) -> String? {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      return errno == EEXIST ? exists(path) : "\(path): \(WholeWrite.reason)"
    }
    var failure = WholeWrite.put(bytes, to: descriptor)
    if close(descriptor) != 0, failure == nil { failure = WholeWrite.reason }
    if failure != nil { unsafe unlink(path) }
    return failure.map { "\(path): \($0)" }
  }
}
