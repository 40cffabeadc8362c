import Groundwork

/// What a file says of a tree as a whole, beside it or at its root: what it is about, what it answered.
struct StatedFacts {
  /// What stands beside the tree, and the record of its root.
  let beside: JSONValue
  let table: RecordTable
  let row: Int?

  private static let questionKeys = [
    "question", "query", "problem", "problem_statement", "task", "prompt", "instance_id", "name",
    "id",
  ]
  private static let subjectKeys = [
    "question", "query", "problem", "problem_statement", "task", "prompt", "instance_id",
  ]
  private static let answerKeys = [
    "answer", "final_answer", "prediction", "predicted_answer", "model_answer", "pred", "output",
  ]
  private static let rightKeys = [
    "right", "correct", "is_correct", "resolved", "solved", "success", "passed",
  ]
  private static let costKeys = ["cost", "total_cost", "cost_usd", "total_cost_usd"]

  /// What the tree is about, in short; nil where nothing says it.
  var question: String? {
    for key in Self.questionKeys {
      guard let text = beside[key].flatMap(FieldReader.text) else { continue }
      // Of one game there are as many trees as positions.
      let turn = beside["turn"]?.integer.map { ", turn \($0)" } ?? ""
      return text.prefix(300) + turn
    }
    return nil
  }

  /// What the tree answers, where the file says it in so many words: trees with different ones are no moments
  /// of one search.
  var subject: JSONValue? { first(Self.subjectKeys) }

  /// What the search answered; nil where nothing says it.
  var answer: String? {
    first(Self.answerKeys).flatMap { FieldReader.text(of: $0) }.map { String($0.prefix(300)) }
  }

  /// Whether that is right; nil where nothing says it.
  var isRight: Bool? {
    switch first(Self.rightKeys) {
    case .bool(let truth): return truth
    case .number(let number): return number == 1 ? true : number == 0 ? false : nil
    case .string(let text):
      switch text.lowercased() {
      case "true", "yes", "1", "right", "correct": return true
      case "false", "no", "0", "wrong", "incorrect": return false
      default: return nil
      }
    default: return nil
    }
  }

  /// What the search cost; nil where nothing says it.
  var cost: Double? { first(Self.costKeys)?.number }

  /// The first of some keys that says something: beside the tree, or in the record of its root.
  private func first(_ keys: [String]) -> JSONValue? {
    for key in keys {
      if let value = beside[key], value != .null { return value }
      guard let row, let column = table.existing(key) else { continue }
      let cell = table.cell(column, row)
      if !cell.isEmpty { return table.value(cell) }
    }
    return nil
  }
}

/// The numbers of a tree that a list of trees shows.
struct TreeMeasure {
  /// How many nodes it has.
  var nodes = 0
  /// The depth of its deepest node.
  var depth = 0
  /// At how many nodes the children have more visits than the node itself and its further visits allow.
  var faults = 0
  /// The sum of what its nodes cost; nil where nothing says it.
  var cost: Double?

  /// Measures a tree.
  ///
  /// O(nodes of the tree).
  init(_ forest: Forest, root: Int, visits: [Double], costs: [Double]?) {
    var level: [Int32] = [Int32(root)]
    var next: [Int32] = []
    while !level.isEmpty {
      nodes += level.count
      next.removeAll(keepingCapacity: true)
      for node in level {
        let node = Int(node)
        if let costs, costs[node].isFinite { cost = (cost ?? 0) + costs[node] }
        guard !forest.isLeaf(node) else { continue }
        var below = 0.0
        for place in forest.places(ofChildrenOf: node) {
          let child = forest.child(at: place)
          next.append(Int32(child))
          if visits[child] > 0, forest.kinds[child] == .record { below += visits[child] }
        }
        if visits[node] >= 0, below > visits[node] { faults += 1 }
      }
      if !next.isEmpty { depth += 1 }
      swap(&level, &next)
    }
  }
}
