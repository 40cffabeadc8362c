/// A form in which a tree is written for somebody else.
///
/// All of them stand in ``all``; the option, its help and its completion read them from there. Every writer
/// escapes each text for what it is written into.
public struct ExportFormat: Sendable {
  /// Its name on the command line.
  public let name: String
  /// What it is, in a few words.
  public let title: String
  /// Writes a tree.
  let write: @Sendable (ExportedTree) -> [UInt8]

  /// Every format.
  public static let all: [ExportFormat] = [
    ExportFormat(name: "csv", title: "a table, a row a node", write: TableWriter.csv),
    ExportFormat(name: "rows", title: "JSON Lines, an object a node", write: ObjectWriter.rows),
    ExportFormat(name: "json", title: "nested JSON", write: ObjectWriter.nested),
    ExportFormat(name: "dot", title: "a graph for Graphviz", write: DrawingWriter.dot),
    ExportFormat(name: "mermaid", title: "a flowchart for Mermaid", write: DrawingWriter.mermaid),
    ExportFormat(name: "md", title: "a list in Markdown", write: ListWriter.markdown),
    ExportFormat(
      name: "paths", title: "the best paths to an end, with their values", write: ListWriter.paths),
  ]

  /// Returns the format of a name; nil where there is none.
  public static func named(_ name: String) -> ExportFormat? { all.first { $0.name == name } }

  /// Returns the bytes of a tree in this form, UTF-8.
  ///
  /// O(nodes).
  public func bytes(of tree: ExportedTree) -> [UInt8] { write(tree) }
}
