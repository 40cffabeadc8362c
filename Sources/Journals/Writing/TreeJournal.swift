public import Groundwork
public import SearchTrees

/// Writes a tree as it is at one moment as a journal: the nodes, their numbers, and what was said of them
/// and done to them.
///
/// How the search came there is not in it. The caller adds nodes before it says anything of them; a node is
/// known by its id, and the root by that of the header.
public struct TreeJournal {
  /// A node that is added.
  public struct Child {
    /// Its id, which no other node has.
    public var id: Int
    /// The action that leads to it.
    ///
    /// Untrusted text, like the other texts.
    public var action: String
    /// The number on the edge into it; nil where it is not known.
    public var prior: Double?
    /// Whether the episode ends there.
    public var isTerminal = false
    /// What kind of node it is.
    public var kind: String?
    /// Its state.
    public var text: String?
    /// Who proposed it.
    public var source: String?
    /// The number by which the environment knows the action; nil for none.
    public var code: UInt32?

    /// Describes a node that is added.
    public init(id: Int, action: String) {
      self.id = id
      self.action = action
    }
  }

  private var output = JournalOutput()
  private var rowsOnLine = 0

  /// As many rows are written on a line: one of the longest rows is far from the longest line.
  private static let mostRows = 4096

  /// Begins with the first line.
  public init(_ header: JournalHeader) {
    header.write(to: &output)
    output.endLine()
  }

  /// What is written so far, UTF-8.
  public var bytes: [UInt8] { output.bytes }

  /// Adds the children of a node.
  ///
  /// - Parameter unexpanded: how many more it could have; nil where that is not known. Codes are written only
  ///   where it is.
  public mutating func expand(_ node: Int, _ children: [Child], unexpanded: Int?) {
    output.raw("{\"type\":\"expand\",\"node\":")
    output.integer(node)
    output.raw(",\"children\":[")
    for (place, child) in children.enumerated() {
      output.comma(before: place)
      write(child)
    }
    output.raw("]")
    if let unexpanded {
      let codes = children.compactMap(\.code)
      if codes.count == children.count, !codes.isEmpty {
        output.raw(",\"codes\":")
        output.value(.array(codes.map { .integer(Int($0)) }))
      }
      output.raw(",\"unexpanded\":")
      output.integer(unexpanded)
    }
    end()
  }

  private mutating func write(_ child: Child) {
    output.raw("{\"id\":")
    output.integer(child.id)
    output.raw(",\"action\":")
    output.string(child.action)
    output.writeExactly(child.prior, as: ",\"prior\":")
    if child.isTerminal { output.raw(",\"terminal\":true") }
    for (key, text) in [("kind", child.kind), ("text", child.text), ("source", child.source)] {
      guard let text else { continue }
      output.raw(",")
      output.string(key)
      output.raw(":")
      output.string(text)
    }
    output.raw("}")
  }

  /// Writes the numbers of a node, in the order of the header's statistics; what is not known is null.
  ///
  /// Rows are gathered on lines: ``endRows()`` ends the last one.
  public mutating func row(_ node: Int, _ numbers: [Double?]) {
    output.raw(rowsOnLine == 0 ? "{\"type\":\"stats\",\"stats\":[[" : ",[")
    output.integer(node)
    for number in numbers {
      output.raw(",")
      if let number, number.isFinite { output.number(number) } else { output.raw("null") }
    }
    output.raw("]")
    rowsOnLine += 1
    if rowsOnLine == Self.mostRows { endRows() }
  }

  /// Ends the line of rows.
  public mutating func endRows() {
    guard rowsOnLine > 0 else { return }
    rowsOnLine = 0
    output.raw("]")
    end()
  }

  /// Writes what an evaluator said of a node.
  public mutating func evaluate(_ node: Int, _ verdict: Verdict) {
    output.raw("{\"type\":\"evaluate\",\"node\":")
    output.integer(node)
    output.writeVerdict(verdict, isTerminal: false)
    end()
  }

  /// Writes a decision that was recorded; `id` names a node, or none where it is not written.
  public mutating func select(_ table: SelectionTable, at node: Int, id: (NodeID) -> Int?) {
    let candidates = table.candidates.compactMap { candidate in
      id(candidate.node).map { JSONValue(Self.members(of: candidate, $0)) }
    }
    guard !candidates.isEmpty else { return }
    var members: [(String, JSONValue)] = [("type", .string("select")), ("node", .integer(node))]
    if let winner = table.winner, let chosen = id(table.candidates[winner].node) {
      members.append(("chosen", .integer(chosen)))
    }
    members.append(("candidates", .array(candidates)))
    line(members)
  }

  private static func members(
    of candidate: SelectionTable.Candidate, _ id: Int
  ) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = [("node", .integer(id))]
    if candidate.score.isFinite { members.append(("score", .number(candidate.score))) }
    let terms = candidate.terms.filter(\.value.isFinite)
    if !terms.isEmpty {
      members.append(("terms", JSONValue(terms.map { ($0.name, .number($0.value)) })))
    }
    if let probability = candidate.probability {
      members.append(("probability", .number(probability)))
    }
    if !candidate.working.isEmpty { members.append(("why", .string(candidate.working))) }
    return members
  }

  /// Writes something that was done to a node, by a person or by the search itself.
  public mutating func edit(_ node: Int, _ key: String, _ value: JSONValue, by author: String) {
    line([
      ("type", .string("edit")), ("by", .string(author)), ("node", .integer(node)),
      ("set", JSONValue([(key, value)])),
    ])
  }

  /// Writes the answer.
  public mutating func answer(_ answer: SearchAnswer, path: [Int]) {
    var members: [(String, JSONValue)] = [
      ("type", .string("answer")), ("path", .array(path.map { .integer($0) })),
    ]
    if let text = answer.text, !text.isEmpty { members.append(("text", .string(text))) }
    if let value = answer.value, value.isFinite { members.append(("value", .number(value))) }
    if !answer.rule.isEmpty { members.append(("why", .string(answer.rule))) }
    if let instead = answer.instead { members.append(("instead", .string(instead))) }
    line(members)
  }

  /// Writes that the search went on from a node.
  public mutating func reroot(_ node: Int) {
    line([("type", .string("reroot")), ("node", .integer(node))])
  }

  /// Writes a line of the log.
  public mutating func log(_ text: String) {
    line([("type", .string("log")), ("text", .string(text))])
  }

  private mutating func line(_ members: [(String, JSONValue)]) {
    output.value(JSONValue(members))
    output.endLine()
  }

  private mutating func end() {
    output.raw("}")
    output.endLine()
  }
}
