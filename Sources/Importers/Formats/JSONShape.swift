import Groundwork

/// How the trees of a JSON document are written down.
enum JSONShape: Hashable {
  /// Objects that hold their children under a key.
  case nested(key: String)
  /// Objects that hold each child under a key of its own, `left` and `right`.
  case branches(keys: [String])
  /// Objects that hold each child under its action, beside their numbers and some other objects.
  case actions(facts: [String])
  /// A list of records with ids.
  case records
  /// An object of records, by their ids.
  case keyed
  /// An object of records, by tags like `0.1.2`.
  case tagged
  /// An object of records, by their paths.
  case pathed
  /// Nodes beside edges.
  case graph(nodes: String, edges: String)
  /// Nodes beside a list of edges for each of them, as NetworkX writes adjacency.
  case adjacency(nodes: String, edges: String)
  /// Nodes and edges in one list, each with its `data`, as Cytoscape has them.
  case elements

  /// A way from the outermost value to the tree.
  typealias Path = [String]

  /// What is looked at to find a tree, at most.
  private static let mostValues = 4_000
  private static let deepest = 7

  /// Returns the first tree in a value, breadth first, and the way to it; one of a rarer shape where there is no
  /// other.
  static func find(in value: JSONValue) -> (path: Path, shape: JSONShape)? {
    find(in: value) { JSONShape(of: $0) } ?? find(in: value) { JSONShape(loosely: $0) }
  }

  private static func find(
    in value: JSONValue, _ shape: (JSONValue) -> JSONShape?
  ) -> (path: Path, shape: JSONShape)? {
    var queue: [(path: Path, value: JSONValue)] = [([], value)]
    var index = 0
    while index < queue.count, index < mostValues {
      let (path, value) = queue[index]
      index += 1
      if let shape = shape(value) { return (path, shape) }
      guard path.count < deepest else { continue }
      for element in (value.elements ?? []).prefix(20) {
        switch element {
        case .object, .array: queue.append((path, element))
        default: break
        }
      }
      // Where trees are named, they are looked at first.
      let members = value.members ?? []
      let preferred = members.filter { isRootKey($0.key) }
      let others = members.filter { !isRootKey($0.key) }
      for member in preferred + others {
        switch member.value {
        case .object, .array: queue.append((path + [member.key], member.value))
        default: break
        }
      }
    }
    return nil
  }

  private static func isRootKey(_ key: String) -> Bool {
    MapField.root.keys.contains { WordText.normalized($0) == WordText.normalized(key) }
  }

  /// Returns how a value is a tree; nil if it is none.
  init?(of value: JSONValue) {
    if let elements = value.elements {
      if Self.areElements(elements) {
        self = .elements
      } else if Self.areRecords(elements) || Self.arePlaces(elements) {
        self = .records
      } else {
        return nil
      }
      return
    }
    guard let members = value.members, !members.isEmpty else { return nil }
    if let graph = Self.graph(value) {
      self = graph
    } else if Self.areTags(members) {
      self = .tagged
    } else if let key = Self.keyOfChild(in: value) {
      self = .branches(keys: [key])
    } else if let key = Self.childrenKey(of: value) {
      self = .nested(key: key)
    } else if members.count > 1, members.allSatisfy({ $0.value.members != nil }),
      Self.areRecords(members.map(\.value), keys: Set(members.map(\.key)))
    {
      self = .keyed
    } else {
      return nil
    }
  }

  // MARK: - Graphs

  private static func graph(_ value: JSONValue) -> JSONShape? {
    if let lists = value["adjacency"]?.elements, value["nodes"]?.elements != nil,
      lists.allSatisfy({ $0.elements != nil })
    {
      return .adjacency(nodes: "nodes", edges: "adjacency")
    }
    for key in ["edges", "links"] {
      guard let edges = value[key], let nodes = value["nodes"],
        nodes.elements != nil || nodes.members != nil,
        let first = edges.elements?.first ?? edges.members?.first?.value
      else { continue }
      let isEdge = [first, first["data"] ?? .null].contains { edge in
        edgeKeys.contains { edge[$0.source] != nil && edge[$0.target] != nil }
      }
      if isEdge || first.elements?.count ?? 0 >= 2 { return .graph(nodes: "nodes", edges: key) }
    }
    // One node has no edges.
    if let edges = value["edges"] ?? value["links"], edges.elements?.isEmpty ?? false,
      value["nodes"]?.elements?.first?.members != nil
    {
      return .graph(nodes: "nodes", edges: value["edges"] != nil ? "edges" : "links")
    }
    return nil
  }

  /// What both ends of an edge are called.
  static let edgeKeys: [(source: String, target: String)] = [
    ("source", "target"), ("from", "to"), ("parent", "child"), ("src", "dst"), ("u", "v"),
    ("parent_id", "child_id"), ("source_id", "target_id"), ("start", "end"),
  ]

  /// Whether a list holds nodes and edges, each with its `data`.
  static func areElements(_ values: [JSONValue]) -> Bool {
    let sample = values.prefix(200)
    guard !sample.isEmpty, sample.allSatisfy({ $0["data"]?.members != nil }) else { return false }
    // Of a long list the edges may come late.
    return sample.contains(where: isEdgeElement)
      || sample.count == 200 && sample.allSatisfy { $0["data"]?["id"] != nil }
  }

  /// Whether the data of an element of Cytoscape are those of an edge.
  static func isEdgeElement(_ value: JSONValue) -> Bool {
    guard let data = value["data"] else { return false }
    return edgeKeys.contains { data[$0.source] != nil && data[$0.target] != nil }
  }

  // MARK: - Tags

  /// Whether all keys are tags like `0.1.2`, one of which begins another.
  static func areTags(_ members: [JSONValue.Member]) -> Bool {
    guard members.allSatisfy({ $0.value.members != nil && isTag($0.key) }) else { return false }
    let keys = Set(members.map(\.key))
    if keys.count == 1 {
      return keys == ["0"] && members[0].value.members?.isEmpty == false
        && hasStatistics(members[0].value)
    }
    return keys.contains { key in
      parent(ofTag: key).map { keys.contains($0) } ?? false
    }
  }

  private static func isTag(_ key: String) -> Bool {
    let parts = key.split(separator: ".", omittingEmptySubsequences: false)
    return !parts.isEmpty && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isNumber) }
  }

  /// Returns a tag without its last part; nil where it has one part.
  static func parent(ofTag tag: String) -> String? {
    tag.lastIndex { $0 == "." || $0 == "/" || $0 == "-" || $0 == "_" }.map { String(tag[..<$0]) }
  }

  // MARK: - Nested objects

  /// Whether an object holds a number that a node of a search has.
  static func hasStatistics(_ value: JSONValue) -> Bool {
    let keys = (value.members ?? []).map { WordText.normalized($0.key) }
    return statisticKeys.contains { keys.contains($0) }
      || (value.members ?? []).contains { member in
        let inner = (member.value.members ?? []).map { WordText.normalized($0.key) }
        return statisticKeys.contains { inner.contains($0) }
      }
  }

  static let statisticKeys: Set<String> = Set(
    [MapField.visits, .sum, .mean, .value, .prior, .reward].flatMap(\.keys).map {
      WordText.normalized($0)
    })

  /// Returns the key under which an object holds its children; nil if it holds none.
  private static func childrenKey(of value: JSONValue) -> String? {
    let members = value.members ?? []
    var empty: String?
    for key in MapField.children.keys {
      let normalized = WordText.normalized(key)
      for member in members where WordText.normalized(member.key) == normalized {
        switch member.value {
        case .array(let elements):
          if elements.isEmpty { empty = empty ?? member.key }
          guard let first = elements.first(where: { $0 != .null }).map(unpaired) else { continue }
          // A node of its own has children; what is none may hold a list of all nodes.
          let areApart =
            areRecords(elements) && (key == "nodes" || areLinked(elements))
            || !hasStatistics(value) && arePlaces(elements)
          if first.members != nil, !areApart || hasChildren(elements, member.key) {
            return member.key
          }
        case .object(let inner):
          if inner.isEmpty { empty = empty ?? member.key }
          if inner.contains(where: { $0.value.members != nil }),
            inner.allSatisfy({ $0.value.members != nil || $0.value == .null }),
            !areRecords(inner.map(\.value), keys: Set(inner.map(\.key)))
          {
            return member.key
          }
        case .null: empty = empty ?? member.key
        default: break
        }
      }
    }
    // The children may stand one level down, beside the numbers.
    if let empty, hasStatistics(value) { return empty }
    return nil
  }

  /// Whether some of a list hold children themselves, under the same key.
  private static func hasChildren(_ elements: [JSONValue], _ key: String) -> Bool {
    elements.contains {
      unpaired($0)[key]?.elements?.contains { unpaired($0).members != nil } ?? false
    }
  }

  /// Returns the child in a list of an action and a child; any other value as it is.
  private static func unpaired(_ value: JSONValue) -> JSONValue {
    guard let elements = value.elements, elements.count > 1, isScalar(elements[0]) else {
      return value
    }
    return elements.first { $0.members != nil } ?? value
  }
}
