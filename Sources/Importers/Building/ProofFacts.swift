import Groundwork

/// What kinds of nodes a file tells apart beside the usual one, and which of them are solved.
///
/// In a proof a conjunctive node needs all of its children, as the goals that a tactic leaves; any other node
/// needs one.
struct ProofFacts {
  /// The kind of each node that is of another than most: `and`, `chance`, `observation`.
  private(set) var kinds: [Int: String] = [:]
  /// Whether nodes are solved, 1 or 0; NaN where nothing says it, and empty where no node is.
  private(set) var solved: [Double] = []

  private static let kindKeys: Set<String> = [
    "nodetype", "kind", "type", "nodekind", "player", "toplay", "role", "operator", "andor",
  ]
  private static let conjunctionKeys: Set<String> = [
    "isand", "isandnode", "conjunctive", "isconjunctive", "conjunction", "isconjunction", "and",
  ]
  private static let solvedKeys: Set<String> = [
    "solved", "issolved", "proved", "isproved", "proven", "isproven",
  ]
  private static let names: [String: String] = [
    "and": "and", "andnode": "and", "conjunctive": "and", "conjunction": "and",
    "conjunctivenode": "and", "all": "and", "or": "or", "ornode": "or", "disjunctive": "or",
    "disjunction": "or", "disjunctivenode": "or", "chance": "chance", "chancenode": "chance",
    "observation": "observation", "observationnode": "observation",
  ]

  /// Looks for kinds and proofs in the records of a forest.
  ///
  /// O(nodes) where there are columns of that name.
  init(_ forest: Forest) {
    readKinds(forest)
    readSolved(forest)
    kinds = kinds.filter { $0.value != "or" }
  }

  private mutating func readKinds(_ forest: Forest) {
    let table = forest.table
    for (column, name) in table.names.enumerated() {
      let key = Self.key(of: name)
      if Self.kindKeys.contains(key) {
        for node in 0..<forest.count where forest.rows[node] >= 0 {
          let cell = table.cell(column, Int(forest.rows[node]))
          if cell.isEmpty || cell.isNumber { continue }
          guard let word = table.text(cell)?.split(separator: ".").last,
            let kind = Self.names[WordText.normalized(word)]
          else {
            // Another word says that the column is about something else.
            if kinds.isEmpty { break }
            continue
          }
          kinds[node] = kind
        }
      } else if Self.conjunctionKeys.contains(key) {
        for node in 0..<forest.count where forest.rows[node] >= 0 {
          if Self.truth(table, column, Int(forest.rows[node])) == true { kinds[node] = "and" }
        }
      }
    }
  }

  private mutating func readSolved(_ forest: Forest) {
    let table = forest.table
    let columns = table.names.indices.filter {
      Self.solvedKeys.contains(Self.key(of: table.names[$0]))
    }
    let isProof = kinds.values.contains("and")
    guard isProof, !columns.isEmpty else { return }
    solved = [Double](repeating: .nan, count: forest.count)
    for node in 0..<forest.count where forest.rows[node] >= 0 {
      for column in columns {
        guard let truth = Self.truth(table, column, Int(forest.rows[node])) else { continue }
        solved[node] = truth ? 1 : 0
        break
      }
    }
    for root in forest.roots {
      for node in forest.levels(from: root.node).reversed() { settle(Int(node), in: forest) }
    }
  }

  /// Solves a node by its children, unless the file says of itself that it is solved.
  private mutating func settle(_ node: Int, in forest: Forest) {
    guard solved[node] != 1, !forest.isLeaf(node) else { return }
    let children = forest.children(of: node)
    let count = children.count { solved[Int($0)] == 1 }
    let isSolved = kinds[node] == "and" ? count == children.count : count > 0
    if isSolved {
      solved[node] = 1
    } else if children.contains(where: { solved[Int($0)] == 0 }) {
      solved[node] = 0
    }
  }

  private static func key(of name: String) -> String {
    WordText.normalized(name.split(separator: ".").last.map { String($0) } ?? name)
  }

  private static func truth(_ table: RecordTable, _ column: Int, _ row: Int) -> Bool? {
    let cell = table.cell(column, row)
    switch cell.content {
    case .bool(let truth): return truth
    case .number(let number): return number == 1 ? true : number == 0 ? false : nil
    case .missing, .null: return nil
    default:
      switch table.text(cell)?.lowercased() {
      case "true", "yes": return true
      case "false", "no": return false
      default: return nil
      }
    }
  }
}
