import Groundwork

/// Tables of nodes.
enum TableWriter {
  /// Room is made for rows of as many bytes; what is not needed costs nothing.
  private static let bytesOfRow = 128

  /// Comma-separated values (RFC 4180), a row a node; what is not known is empty.
  ///
  /// A text that a spreadsheet would take for a formula has an apostrophe before it.
  @Sendable
  static func csv(_ tree: ExportedTree) -> [UInt8] {
    var text = JSONWriter()
    text.reserveCapacity(tree.nodes.count * bytesOfRow)
    let names = RowNames(of: tree)
    head(names, to: &text)
    for node in tree.nodes { row(node, node.parent.map { tree.nodes[$0].id }, names, to: &text) }
    return text.bytes
  }

  /// The same of a whole tree, node by node as it is read.
  @Sendable
  static func csv(_ rows: ExportedRows) -> [UInt8] {
    var text = JSONWriter()
    text.reserveCapacity(rows.count * bytesOfRow)
    head(rows.names, to: &text)
    rows.visit { row($0, $1, rows.names, to: &text) }
    return text.bytes
  }

  private static func head(_ names: RowNames, to text: inout JSONWriter) {
    let all =
      ["id", "parent", "depth", "action", "visits", "sum", "mean", "exact", names.edge]
      + names.statistics + names.flags.map(\.name) + ["kind", "text", "rationale", "note"]
      + names.constants.map(\.name)
    for (place, name) in all.enumerated() {
      text.comma(before: place)
      cell(name, to: &text)
    }
    newline(&text)
  }

  private static func row(
    _ node: ExportedTree.Node, _ parent: Int?, _ names: RowNames, to text: inout JSONWriter
  ) {
    text.integer(node.id)
    text.byte(UInt8(ascii: ","))
    if let parent { text.integer(parent) }
    text.byte(UInt8(ascii: ","))
    text.integer(node.depth)
    text.byte(UInt8(ascii: ","))
    cell(node.action, to: &text)
    number(node.visits, to: &text)
    number(node.sum, to: &text)
    number(node.mean, to: &text)
    number(node.exact, to: &text)
    text.byte(UInt8(ascii: ","))
    // It has the digits that it was written with, which are few.
    if let prior = node.prior, prior.isFinite { text.number(Float(prior)) }
    for statistic in node.statistics { number(statistic, to: &text) }
    for (flag, _) in names.flags {
      text.byte(UInt8(ascii: ","))
      if node.flags.contains(flag) { text.raw("true") }
    }
    words(node.kind, to: &text)
    words(node.text, to: &text)
    words(node.rationale, to: &text)
    words(node.note, to: &text)
    for constant in names.constants { words(node.parent == nil ? constant.value : nil, to: &text) }
    newline(&text)
  }

  @inline(__always)
  private static func number(_ number: Double?, to text: inout JSONWriter) {
    text.byte(UInt8(ascii: ","))
    if let number, number.isFinite { text.number(number) }
  }

  @inline(__always)
  private static func words(_ words: String?, to text: inout JSONWriter) {
    text.byte(UInt8(ascii: ","))
    if let words { cell(words, to: &text) }
  }

  private static func newline(_ text: inout JSONWriter) { text.raw("\r\n") }

  private static func cell(_ words: String, to text: inout JSONWriter) {
    // Nearly all texts stand as they are.
    text.plain(Escaping.isPlainCell(words) ? words : Escaping.cell(words))
  }
}
