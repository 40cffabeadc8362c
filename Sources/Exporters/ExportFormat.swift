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
  /// Writes a whole tree while it is read; nil where all nodes must be there first.
  var writeRows: (@Sendable (ExportedRows) -> [UInt8])?

  /// Every format.
  public static let all: [ExportFormat] = [
    ExportFormat(
      name: "csv", title: "a table, a row a node", write: TableWriter.csv,
      writeRows: TableWriter.csv),
    ExportFormat(
      name: "rows", title: "JSON Lines, an object a node", write: ObjectWriter.rows,
      writeRows: ObjectWriter.rows),
    ExportFormat(
      name: "json", title: "nested JSON", write: ObjectWriter.nested,
      writeRows: ObjectWriter.nested),
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

  /// Returns the bytes of a whole tree in this form, UTF-8; nil where the form needs all nodes at once.
  ///
  /// O(nodes).
  public func bytes(of rows: ExportedRows) -> [UInt8]? { writeRows?(rows) }

  /// Whether it writes a whole tree while it is read.
  public var isOfRows: Bool { writeRows != nil }
}
