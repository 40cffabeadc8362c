import Groundwork
public import SearchTrees

/// A form in which a tree is written for somebody else.
///
/// All of them stand in ``all``; the option, its help and its completion read them from there. Every writer
/// escapes each text for what it is written into.
public struct ExportFormat: Sendable {
  /// Its name on the command line.
  public let name: String
  /// What it is, in a few words.
  public let title: String
  /// As many nodes are written unless somebody says another number, the most visited ones; nil for all.
  ///
  /// A drawing with more of them shows nothing any more, and a page becomes slow.
  public var mostNodes: Int?
  /// As many children of a node are written unless somebody says how many nodes or children; nil for all.
  var mostChildren: Int?
  /// Whether it has use for what is known of a node beside its numbers and texts.
  var wantsDetails = false
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
    ExportFormat(
      name: "journal", title: "a recording of this moment, all that is known in it",
      wantsDetails: true, write: JournalWriter.journal),
    ExportFormat(
      name: "html", title: "a page for a browser: it folds, searches, explains",
      mostNodes: 10_000, wantsDetails: true, write: PageWriter.html),
    ExportFormat(
      name: "svg", title: "a picture of the tree", mostNodes: 60, mostChildren: 8,
      write: FigureWriter.svg),
    ExportFormat(name: "dot", title: "a graph for Graphviz", write: DrawingWriter.dot),
    ExportFormat(
      name: "mermaid", title: "a flowchart for Mermaid", mostNodes: 400,
      write: DrawingWriter.mermaid),
    ExportFormat(name: "md", title: "a list in Markdown", write: ListWriter.markdown),
    ExportFormat(
      name: "paths", title: "the best paths to an end, with their values", write: ListWriter.paths),
  ]

  /// How many nodes are written unless somebody says another number, in words.
  public static var usualNodes: String {
    let bounded = all.compactMap { format in
      format.mostNodes.map { "\(format.name) \(NumberText.grouped($0))" }
    }
    return (bounded + ["the others all"]).joined(separator: ", ")
  }

  /// Returns the format of a name; nil where there is none.
  public static func named(_ name: String) -> ExportFormat? { all.first { $0.name == name } }

  /// What was written of a tree.
  public struct Written: Sendable {
    /// The bytes, UTF-8.
    public var bytes: [UInt8]
    /// How many nodes are in them.
    public var nodes: Int
    /// How many nodes of the tree are left out.
    public var leftOut: Int
  }

  /// Writes a tree that is somebody's at the moment.
  ///
  /// `filter` is a condition of the nodes that are wanted, with those on the way to them; nil for all. O(nodes).
  /// - Throws: what is wrong with the condition.
  public func write(
    _ facts: any TreeFacts, of search: ExportedSearch, selection: ExportedTree.Selection,
    filter: String?
  ) throws(ExpressionError) -> Written {
    let summary = search.summary
    if let writeRows, filter == nil, selection == ExportedTree.Selection() {
      let rows = ExportedRows(of: facts, edgeName: summary.edge.name, search)
      return Written(bytes: writeRows(rows), nodes: rows.count, leftOut: 0)
    }
    var matches: NodeSet?
    if let filter {
      matches =
        try FoundNodes(TreeExpression(condition: filter, facts.expressionNames), in: facts).matches
    }
    var tree = ExportedTree(
      of: facts, title: summary.title, edgeName: summary.edge.name, selection: selection,
      matches: matches)
    tree.search = search
    if let most = selection.nodes ?? mostNodes {
      let isOpen = selection.nodes == nil && selection.top == nil
      tree.keep(most: most, children: isOpen ? mostChildren : nil)
    }
    if wantsDetails { tree.readDetails(from: facts) }
    return Written(bytes: write(tree), nodes: tree.nodes.count, leftOut: tree.leftOut)
  }
}
