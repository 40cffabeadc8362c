import Groundwork

/// What a file says of itself that `treetop export` wrote: the record of its root names the program, whose view
/// values are, where they lie, and what the number on an edge is called.
enum StatedExport {
  /// Where the root names the program, and how.
  private static let mark = (key: "exported_by", program: "treetop")
  /// What is no statistic of a node there: it follows from the rest, or is said as something else.
  private static let passedOver: Set<String> = [
    "depth", "left_out", "exact", "banned", "growth_banned", "proven", "pinned", "closed",
    "retired",
    "unentered", "prior_edited",
  ]

  /// Reads it; what the person said counts more.
  ///
  /// O(1), and O(records) where texts of a table have apostrophes before formulas.
  static func take(from reading: ForeignReading, into mapping: inout Mapping) {
    let table = reading.table
    guard let column = table.existing(mark.key), table.count > 0,
      table.text(table.cell(column, 0)) == mark.program
    else { return }
    reading.isExport = true
    if reading.preset?.name == FormatPreset.tableText.name { removeApostrophes(table) }
    func word(_ key: String) -> String? {
      table.existing(key).flatMap { table.text(table.cell($0, 0)) }
    }
    if mapping.view == nil { reading.fixedView = word("view").flatMap { ValueView(rawValue: $0) } }
    let bounds = word("range")?.split(separator: ":").compactMap { Double($0) } ?? []
    if mapping.range == nil, bounds.count == 2, bounds[0] <= bounds[1] {
      mapping.range = bounds[0]...bounds[1]
    }
    let edge = word("edge_name")
    reading.edgeName = edge
    let fields: [(MapField, String)] = [
      (.action, "action"), (.text, "text"), (.visits, "visits"), (.sum, "sum"), (.mean, "mean"),
      (.prior, edge ?? "prior"), (.terminal, "terminal"), (.rationale, "rationale"),
    ]
    for (field, key) in fields {
      mapping.fields[field] = table.existing(key) == nil ? nil : .path([.key(key)])
    }
  }

  /// Whether a column of such a file is none of the node's statistics.
  static func isPassedOver(_ name: String) -> Bool { passedOver.contains(name) }

  /// Takes away the apostrophes that keep a spreadsheet from taking texts for formulas.
  private static func removeApostrophes(_ table: RecordTable) {
    let quote = UInt8(ascii: "'")
    for key in ["action", "text", "kind", "rationale", "note", "range"] {
      guard let column = table.existing(key) else { continue }
      for row in 0..<table.count {
        let cell = table.cell(column, row)
        if case .range(let range) = cell.content,
          range.isEmpty || table.source.bytes[range.lowerBound] != quote
        {
          continue
        }
        guard let text = table.text(cell), text.utf8.first == quote else { continue }
        let rest = text.dropFirst()
        let first = rest.drop { $0 == "'" }.unicodeScalars.first
        guard let first, "=+-@\t\r\n".unicodeScalars.contains(first) else { continue }
        table.replace(table.store(String(rest)), column, row)
      }
    }
  }
}

/// What such a file says was done to its nodes, as the edits of a journal.
struct StatedEdits {
  private let truths: [(key: String, author: String, column: FieldColumn)]
  private let values: [(key: String, author: String, column: FieldColumn)]
  private let exact: FieldColumn?
  private let prior: FieldColumn?
  private let note: FieldColumn?

  /// Looks the columns up; nil where the file says nothing of that kind.
  init?(_ reading: ForeignReading, _ mapping: Mapping, _ reader: FieldReader) {
    guard reading.isExport else { return nil }
    func column(_ key: String) -> FieldColumn? {
      reading.table.existing(key) == nil ? nil : FieldColumn(.path([.key(key)]), reader)
    }
    func columns(_ keys: [(String, String)]) -> [(key: String, author: String, column: FieldColumn)]
    {
      keys.compactMap { key, author in column(key).map { (key, author, $0) } }
    }
    truths = columns([
      ("banned", "user"), ("growth_banned", "user"), ("closed", "search"), ("retired", "search"),
      ("unentered", "search"),
    ])
    values = columns([("proven", "search"), ("pinned", "user"), ("prior_edited", "user")])
    exact = column("exact")
    prior = FieldColumn(mapping.fields[.prior], reader)
    note = column("note")
    if truths.isEmpty, values.isEmpty, note == nil { return nil }
  }

  /// Hands over what was done to a node.
  func send(_ node: Int, as id: Int, to sink: inout some EventSink & ~Copyable) {
    for (key, author, column) in truths where column.truth(of: node) == true {
      send(key, .bool(true), by: author, id, to: &sink)
    }
    for (key, author, column) in values where column.truth(of: node) == true {
      let isPrior = key == "prior_edited"
      guard let text = (isPrior ? prior : exact)?.text(of: node),
        let number = WordText.number(of: text), number.isFinite
      else { continue }
      send(isPrior ? "prior" : key, .number(number), by: author, id, to: &sink)
    }
    if let text = note?.text(of: node) {
      send("note", .string(text), by: "user", id, to: &sink)
    }
  }

  private func send(
    _ key: String, _ value: JSONValue, by author: String, _ id: Int,
    to sink: inout some EventSink & ~Copyable
  ) {
    sink.event([
      "type": .string("edit"), "by": .string(author), "node": .integer(id),
      "set": JSONValue([(key, value)]),
    ])
  }
}
