import Groundwork

/// Shapes that are looked for where no other one is found.
extension JSONShape {
  /// Keys under which one child of each kind stands.
  static let branchKeys: [[String]] = [
    ["left", "right", "middle"], ["left_child", "right_child"], ["yes", "no"], ["true", "false"],
    ["then", "else"], ["if_true", "if_false"], ["low", "high"], ["lhs", "rhs"],
    ["children_left", "children_right"], ["child"], ["next"],
  ]

  /// Returns how a value is a tree that is written in one of the rarer ways; nil if it is none.
  init?(loosely value: JSONValue) {
    guard let members = value.members, !members.isEmpty else { return nil }
    if let keys = Self.branches(of: value) {
      self = .branches(keys: keys)
    } else if let key = Self.keyOfLeaves(in: value) {
      self = .nested(key: key)
    } else if Self.arePaths(members) {
      self = .pathed
    } else if let facts = Self.factsBesideActions(in: value) {
      self = .actions(facts: facts)
    } else {
      return nil
    }
  }

  /// Returns the key of an only child: an object under a key of children that has a number which the object around
  /// it has too, and so is no list by action.
  static func keyOfChild(in value: JSONValue) -> String? {
    (value.members ?? []).first { member in
      member.value.members != nil && !sharedNumbers(value, member.value).isEmpty
        && MapField.children.keys.contains {
          WordText.normalized($0) == WordText.normalized(member.key)
        }
    }?.key
  }

  /// Returns the keys under which an object holds its children, one under each.
  private static func branches(of value: JSONValue) -> [String]? {
    for keys in branchKeys {
      let found = (value.members ?? []).filter { member in
        keys.contains { WordText.normalized($0) == WordText.normalized(member.key) }
      }
      let children = found.map(\.value).filter { $0.members?.isEmpty == false }
      guard let first = children.first else { continue }
      let isTwice = children.count > 1 || found.count > 1 && hasStatistics(value)
      if isTwice || first.members?.contains(where: { $0.key == found[0].key }) ?? false
        || !sharedNumbers(value, first).isEmpty
      {
        return keys
      }
    }
    return nil
  }

  /// Returns the key of children that are texts or numbers, in an object that has no id: those would be ids.
  private static func keyOfLeaves(in value: JSONValue) -> String? {
    let members = value.members ?? []
    let names: Set<String> = ["name", "node"]
    let ids = Set(MapField.id.keys.map { WordText.normalized($0) }).subtracting(names)
    guard !members.contains(where: { ids.contains(WordText.normalized($0.key)) }) else {
      return nil
    }
    let keys = Set(
      MapField.children.keys.filter { !$0.hasSuffix("ids") && $0 != "nodes" && $0 != "edges" })
    return members.first { member in
      keys.contains(member.key.lowercased())
        && (member.value.elements?.contains { $0.string != nil || $0.number != nil } ?? false)
    }?.key
  }

  /// Whether objects stand under the paths of nodes.
  private static func arePaths(_ members: [JSONValue.Member]) -> Bool {
    let sample = members.prefix(500)
    guard sample.count > 1, sample.allSatisfy({ $0.value.members != nil }),
      sample.count(where: { hasStatistics($0.value) }) * 2 >= sample.count
    else { return false }
    return PathTable.areNested(sample.map(\.key))
  }

  /// Returns the keys of objects that are no nodes, where each other object in a node is a child under its action;
  /// nil where that is not so.
  private static func factsBesideActions(in value: JSONValue) -> [String]? {
    var facts: Set<String> = []
    var nodes = 0
    var open = [value]
    while let node = open.popLast(), nodes < 200 {
      for member in node.members ?? [] where member.value.members != nil {
        // A first child with siblings behind it is another shape.
        if WordText.normalized(member.key).hasSuffix("sibling") { return nil }
        let shared = sharedNumbers(node, member.value)
        if shared.count < 2, !shared.contains(where: { visits.contains(WordText.normalized($0)) }) {
          facts.insert(member.key)
        } else {
          nodes += 1
          open.append(member.value)
        }
      }
    }
    return nodes > 1 ? facts.sorted() : nil
  }

  private static let visits = Set(MapField.visits.keys.map { WordText.normalized($0) })

  /// Returns the keys of numbers of a search that two objects have both.
  private static func sharedNumbers(_ one: JSONValue, _ other: JSONValue) -> [String] {
    (one.members ?? []).filter { member in
      member.value.number != nil && other[member.key]?.number != nil
        && statisticKeys.contains(WordText.normalized(member.key))
    }.map(\.key)
  }
}

extension JSONShape {
  /// Where objects hold their children.
  var childKeys: ChildKeys {
    switch self {
    case .nested(let key): ChildKeys(list: key)
    case .branches(let keys): ChildKeys(branches: keys)
    case .actions(let facts): ChildKeys(allBut: facts)
    default: .none
    }
  }

  /// Whether edges stand apart from the nodes.
  var hasEdges: Bool {
    switch self {
    case .graph, .adjacency, .elements: true
    default: false
    }
  }

  /// The shape in words.
  var title: String {
    switch self {
    case .nested, .branches, .actions: "nested JSON"
    case .records: "records in JSON"
    case .keyed: "records in JSON, by id"
    case .tagged: "records in JSON, by tag"
    case .pathed: "records in JSON, by path"
    case .graph(_, let edges): "nodes and \(edges) in JSON"
    case .adjacency: "nodes and their neighbours in JSON"
    case .elements: "nodes and edges in JSON"
    }
  }
}
