import Groundwork
import SearchTrees

/// A tree as the data of a page: short keys, and nothing where nothing is known.
enum PageData {
  /// The data as JSON that can stand in an element `script`: `<`, `>` and `&` have escapes, so that no text
  /// ends the element.
  static func json(_ tree: ExportedTree) -> [UInt8] {
    var text = JSONWriter()
    var places: [Int: Int] = [:]
    for (place, node) in tree.nodes.enumerated() { places[node.id] = place }
    text.raw("{")
    for member in head(tree, places) {
      text.string(member.0)
      text.raw(":")
      text.value(printable(member.1))
      text.raw(",")
    }
    text.raw("\"nodes\":[")
    for place in tree.nodes.indices {
      text.raw(place > 0 ? ",\n" : "\n")
      text.value(printable(JSONValue(node(at: place, in: tree))))
    }
    text.raw("]}")
    return withoutMarkup(text.bytes)
  }

  /// JSON in which no character means anything to HTML; outside of texts it has none of these.
  private static func withoutMarkup(_ json: [UInt8]) -> [UInt8] {
    var safe: [UInt8] = []
    safe.reserveCapacity(json.count)
    for byte in json {
      switch byte {
      case UInt8(ascii: "<"): safe += Array("\\u003c".utf8)
      case UInt8(ascii: ">"): safe += Array("\\u003e".utf8)
      case UInt8(ascii: "&"): safe += Array("\\u0026".utf8)
      default: safe.append(byte)
      }
    }
    return safe
  }

  /// A value whose texts hold nothing that no reader can see.
  private static func printable(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .string(Escaping.printable(text))
    case .array(let elements): .array(elements.map { printable($0) })
    case .object(let members):
      .object(members.map { .init(Escaping.printable($0.key), printable($0.value)) })
    default: value
    }
  }

  private static func head(
    _ tree: ExportedTree, _ places: [Int: Int]
  ) -> [(String, JSONValue)] {
    let edge = tree.search?.summary.edge ?? .prior
    let answer = tree.search?.summary.answer
    let answered = answer.map { answer in
      let steps = answer.nodes.dropFirst().compactMap { places[$0.index] }
      return JSONValue([("places", .array(steps.map { .integer($0) }))])
    }
    let visits =
      tree.search?.summary.visitsCount == .judgements
      ? "judgements of it" : "simulations through it"
    return [
      ("visits", .string(visits)), ("values", .string(PageFacts.values(of: tree))),
      ("hasPriors", .bool(tree.nodes.contains { $0.prior != nil })),
      ("edge", JSONValue([("head", .string(edge.head)), ("meaning", .string(edge.meaning))])),
      ("statistics", .array(statistics(of: tree))),
      ("best", .array(tree.bestLine.sorted().filter { $0 > 0 }.map { .integer($0) })),
      ("answer", answered ?? .null),
    ]
  }

  private static func statistics(of tree: ExportedTree) -> [JSONValue] {
    let layout = tree.statistics
    return layout.cellNames.indices.map { place in
      guard let (statistic, number) = layout.statistic(at: place) else { return .null }
      let head = statistic.width > 1 ? "\(statistic.head) \(number + 1)" : statistic.head
      return JSONValue([("head", .string(head)), ("meaning", .string(statistic.meaning))])
    }
  }

  private static func node(at place: Int, in tree: ExportedTree) -> [(String, JSONValue)] {
    let node = tree.nodes[place]
    let details = tree.details[place]
    var members: [(String, JSONValue)] = [("i", .integer(node.id))]
    func add(_ key: String, _ value: JSONValue?) { if let value { members.append((key, value)) } }
    add("p", node.parent.map { .integer($0) })
    if node.parent != nil { add("a", .string(node.action)) }
    add("n", number(node.visits))
    add("q", number(node.mean))
    add("x", number(node.exact))
    add("w", number(node.sum))
    add("e", number(node.prior))
    if node.statistics.contains(where: { $0 != nil }) {
      add("s", .array(node.statistics.map { number($0) ?? .null }))
    }
    let flags = node.flags.names.filter { $0 != "complete" }
    if !flags.isEmpty { add("f", .array(flags.map { .string($0) })) }
    add("k", node.kind.map { .string($0) })
    add("t", node.text.map { .string($0) })
    add("r", node.rationale.map { .string($0) })
    add("o", node.note.map { .string($0) })
    if node.hiddenChildren > 0 { add("h", .integer(node.hiddenChildren)) }
    add("u", details.extras.unexpanded.flatMap { $0 > 0 ? .integer($0) : nil })
    add("by", details.extras.source.map { .string($0) })
    let others = details.extras.statistics.filter { $0.value != nil }
    if !others.isEmpty {
      add("z", .array(others.map { .array([.string($0.name), number($0.value) ?? .null]) }))
    }
    add("v", details.verdict.map { JSONValue(verdict($0)) })
    add("d", details.decision.map { JSONValue(decision($0, isRecorded: details.isRecorded)) })
    return members
  }

  /// A number that is known and finite.
  private static func number(_ number: Double?) -> JSONValue? {
    number.flatMap { $0.isFinite ? .number($0) : nil }
  }

  // MARK: - What was said

  private static func verdict(_ verdict: Verdict) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = []
    func add(_ key: String, _ value: JSONValue?) { if let value { members.append((key, value)) } }
    add("value", number(verdict.value))
    if !verdict.vector.isEmpty {
      add("vector", .array(verdict.vector.map { number($0) ?? .null }))
    }
    add("confidence", number(verdict.confidence))
    add("model", verdict.model.map { .string($0) })
    add("source", verdict.source.map { .string($0) })
    if verdict.isStandIn { add("standIn", .bool(true)) }
    if !verdict.cost.isEmpty {
      add("cost", .array(verdict.cost.map { .array([.string($0.name), .number($0.value)]) }))
    }
    if !verdict.parts.isEmpty {
      add(
        "parts",
        .array(
          verdict.parts.map { part in
            let numbers = [part.raw, part.normalized, part.weight, part.contribution]
            return .array([.string(part.name)] + numbers.map { number($0) ?? .null })
          }))
    }
    if !verdict.voices.isEmpty {
      add(
        "voices",
        .array(
          verdict.voices.map {
            .array([.string($0.name), number($0.value) ?? .null, .optional($0.text)])
          }))
    }
    if !verdict.evidence.isEmpty {
      add("evidence", .array(verdict.evidence.map { .string(words(of: $0)) }))
    }
    return members
  }

  private static func words(of evidence: VerdictEvidence) -> String {
    [
      evidence.document, evidence.line.map { "line \($0)" }, evidence.place.map { "place \($0)" },
      evidence.text,
    ].compactMap(\.self).joined(separator: ", ")
  }

  // MARK: - Choices

  private static func decision(
    _ table: SelectionTable, isRecorded: Bool
  ) -> [(String, JSONValue)] {
    var terms: [String] = []
    for candidate in table.candidates {
      for term in candidate.terms where !terms.contains(term.name) { terms.append(term.name) }
    }
    var members: [(String, JSONValue)] = [
      ("t", .array(terms.map { .string($0) })),
      ("c", .array(table.candidates.map { JSONValue(candidate($0)) })),
    ]
    if let winner = table.winner { members.append(("w", .integer(winner))) }
    if isRecorded { members.append(("r", .bool(true))) }
    let rule = [table.rule, table.formula].filter { !$0.isEmpty }.joined(separator: ": ")
    if !rule.isEmpty { members.append(("f", .string(rule))) }
    var words: [String] = []
    if table.exploration.value.isFinite, !table.exploration.name.isEmpty {
      words.append("\(table.exploration.name) = \(NumberText.short(table.exploration.value))")
    }
    if let margin = table.margin { words.append("margin \(NumberText.fixed(margin))") }
    if !words.isEmpty { members.append(("l", .string(words.joined(separator: ", ")))) }
    return members
  }

  private static func candidate(_ candidate: SelectionTable.Candidate) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = [("a", .string(candidate.label))]
    func add(_ key: String, _ value: JSONValue?) { if let value { members.append((key, value)) } }
    add("n", number(candidate.visits))
    add("q", number(candidate.value))
    add("e", number(candidate.prior))
    add("p", number(candidate.probability))
    let terms = candidate.terms.filter { !$0.value.isNaN }
    if !terms.isEmpty {
      add("t", JSONValue(terms.map { ($0.name, score($0.value) ?? .null) }))
    }
    add("s", score(candidate.score))
    return members
  }

  /// A score, which may be infinite.
  private static func score(_ score: Double) -> JSONValue? {
    score.isNaN ? nil : score.isFinite ? .number(score) : .string(score > 0 ? "inf" : "-inf")
  }
}
