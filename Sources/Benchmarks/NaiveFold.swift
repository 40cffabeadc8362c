/// What a journal says, worked out the slow and plain way: a dictionary of nodes, one event after the
/// other.
///
/// Nothing of it is shared with the reader and the fold of the program. It knows what the format
/// allows, so that it can say of each line whether it must be taken, and what every number is then.
struct NaiveFold {
  /// What is known of a node.
  struct Node {
    var children: [UInt64] = []
    var action = ""
    var prior: Double?
    /// By the names of the columns; what is not there was never said, nil was said to be unknown.
    var numbers: [String: Double?] = [:]
  }

  private let columns: [String]
  private(set) var nodes: [UInt64: Node]
  private(set) var iteration = 0
  /// The path of the newest answer.
  private var answerPath: [UInt64]?

  init(root: UInt64, columns: [String]) {
    self.columns = columns
    nodes = [root: Node()]
  }

  /// Returns why the format does not allow an event here; nil where it does.
  func fault(of event: RandomJournal.Event) -> String? {
    switch event {
    case .expand(let parent, let children):
      if nodes[parent] == nil { return "no node \(parent)" }
      let ids = children.map(\.id)
      if Set(ids).count < ids.count || ids.contains(where: { nodes[$0] != nil }) {
        return "an id is used twice"
      }
      return children.contains { $0.prior ?? 0 < 0 } ? "a prior below 0" : nil
    case .stats(let rows): return fault(of: rows)
    case .backup(_, let path, let rows):
      if let missing = path.first(where: { nodes[$0] == nil }) { return "no node \(missing)" }
      return fault(of: rows)
    case .answer, .other: return nil
    }
  }

  private func fault(of rows: [RandomJournal.Row]) -> String? {
    for row in rows {
      if nodes[row.id] == nil { return "no node \(row.id)" }
      var numbers: [String: Double] = [:]
      for (name, cell) in zip(columns, row.cells) {
        if cell == .nonsense { return "a text among numbers" }
        guard case .number(let number) = cell else { continue }
        numbers[name] = number
        if name == "visits", !(0...4e9).contains(number) { return "\(number) visits" }
      }
      if let visits = numbers["visits"], let mean = numbers["mean"] ?? numbers["value"],
        !(mean * visits).isFinite
      {
        return "a sum beyond all numbers"
      }
    }
    return nil
  }

  /// Applies an event that the format allows.
  mutating func apply(_ event: RandomJournal.Event) {
    switch event {
    case .expand(let parent, let children):
      for child in children {
        nodes[child.id] = Node(action: child.action, prior: child.prior)
        nodes[parent]?.children.append(child.id)
      }
    case .stats(let rows): take(rows)
    case .backup(let number, _, let rows):
      iteration = number ?? iteration + 1
      take(rows)
    case .answer(let path): answerPath = path
    case .other: break
    }
  }

  private mutating func take(_ rows: [RandomJournal.Row]) {
    for row in rows {
      for (name, cell) in zip(columns, row.cells) {
        if case .number(let number) = cell {
          nodes[row.id]?.numbers[name] = .some(number)
        } else {
          nodes[row.id]?.numbers[name] = .some(nil)
        }
      }
    }
  }

  /// The actions of the newest answer, none where its path is not a way through the tree; nil where
  /// there is no answer.
  var answer: [String]? {
    guard let answerPath else { return nil }
    let isWay = zip(answerPath, answerPath.dropFirst()).allSatisfy { parent, child in
      nodes[parent]?.children.contains(child) ?? false
    }
    return isWay ? answerPath.dropFirst().compactMap { nodes[$0]?.action } : []
  }

  /// The visits of a node; nil where they are not known.
  func visits(of id: UInt64) -> Double? { nodes[id]?.numbers["visits"] ?? nil }

  /// Q of a node; nil where it is not known.
  func value(of id: UInt64) -> Double? {
    let numbers = nodes[id]?.numbers ?? [:]
    let visits = visits(of: id)
    if columns.contains("sum") {
      guard let sum = numbers["sum"] ?? nil, let visits, visits > 0 else { return nil }
      return sum / visits
    }
    guard let mean = numbers["mean"] ?? numbers["value"] ?? nil else { return nil }
    // Of a node that was not visited there is no mean; where nobody counts visits, there is.
    return columns.contains("visits") && visits == 0 ? nil : mean
  }
}
