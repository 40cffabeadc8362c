import Groundwork

/// Puts records together to trees: by the parents that a table has, or by ids.
///
/// The first edge into a node, in the order of the file, gives it its place. Further ones become leaves
/// that refer to it; those that close a cycle are cut. O(nodes + edges).
struct ForestBuilder {
  /// An id, so that 7 and "7" are one.
  private enum Identity: Hashable {
    case number(UInt64)
    case text(String)
  }

  private struct Edge {
    var source: Int
    var target: Int
    var row: Int
  }

  private let reading: ForeignReading
  private let mapping: Mapping
  private var forest: Forest
  private let reader: Forest

  private init(_ reading: ForeignReading, _ mapping: Mapping) {
    self.reading = reading
    self.mapping = mapping
    forest = Forest(table: reading.table, edges: reading.edges)
    var records = Forest(table: reading.table, edges: nil)
    if case .ids = reading.link {
      for row in 0..<reading.table.count { _ = records.add(row: row, parent: -1) }
    }
    reader = records
  }

  /// Returns the trees of a file.
  static func forest(of reading: ForeignReading, _ mapping: Mapping) -> Forest {
    var builder = ForestBuilder(reading, mapping)
    switch reading.link {
    case .parents: builder.takeParents()
    case .ids: builder.followIDs()
    }
    return builder.forest
  }

  // MARK: - Parents that the table has

  private mutating func takeParents() {
    let table = reading.table
    forest.rows = (0..<table.count).map { Int32($0) }
    forest.parents = table.parents
    forest.edgeRows = [Int32](repeating: -1, count: table.count)
    forest.kinds = [Forest.Kind](repeating: .record, count: table.count)
    if let order = reading.order {
      forest.link(in: order)
    } else {
      forest.link(in: 0..<table.count)
    }
    for (number, group) in reading.groups.enumerated() {
      let rows = reading.order.map { order in order[group.rows] } ?? Array(group.rows)[...]
      for row in rows where forest.parents[row] < 0 { forest.roots.append((row, number)) }
    }
  }

  // MARK: - Ids

  private mutating func followIDs() {
    var order: [Int] = []
    for (number, group) in reading.groups.enumerated() { follow(group, number, &order) }
    forest.link(in: order)
  }

  private mutating func follow(
    _ group: ForeignReading.Group, _ number: Int, _ order: inout [Int]
  ) {
    let first = forest.count
    var nodes: [Identity: Int] = [:]
    nodes.reserveCapacity(group.rows.count)
    for row in group.rows where !reading.table.dropped.contains(row) {
      let id = identity(of: row, .id)
      if id == nil, mapping.fields[.id] != nil {
        forest.nameless += 1
        continue
      }
      if let id, let node = nodes[id] {
        if !reading.isJournal { forest.repeats += 1 }
        forest.rows[node] = Int32(row)
        continue
      }
      let node = forest.add(row: row, parent: -1)
      if let id { nodes[id] = node }
    }
    let records = first..<forest.count
    var ghosts: [Identity: Int] = [:]
    var edges = parentEdges(of: records, nodes, &ghosts)
    // Where records name their parents, that counts more than what parents say of their children.
    let named = edges.isEmpty ? 0..<0 : records
    let count = edges.count
    edges += childEdges(of: records, nodes) + tableEdges(of: group, &nodes)
    let further = place(edges, first: count, named: named)
    cutCycles(from: first)
    attach(ghosts, first)
    sortOut(further.0, placed: further.1, first, &order)
    for node in first..<forest.count where forest.parents[node] < 0 {
      forest.roots.append((node, number))
    }
  }

  private func identity(of row: Int, _ field: MapField) -> Identity? {
    guard let expression = mapping.fields[field] else { return nil }
    return identity(FieldReader(forest: reader).value(expression, of: row))
  }

  private func identity(_ value: JSONValue) -> Identity? {
    switch value {
    case .null: return nil
    case .number(let number): return number.isNaN ? nil : .number(number.bitPattern)
    case .whole(let number): return .text(String(number))
    case .bool(let truth): return .text("\(truth)")
    case .string(let text):
      if WordText.nothing.contains(text.lowercased()) { return nil }
      if text.utf8.count < 16, let number = Int(text), String(number) == text {
        return .number(Double(number).bitPattern)
      }
      return .text(text)
    case .object:
      for key in MapField.id.keys {
        if let inner = value[key], let id = identity(inner) { return id }
      }
      return nil
    case .array: return nil
    }
  }

  private mutating func parentEdges(
    of records: Range<Int>, _ nodes: [Identity: Int], _ ghosts: inout [Identity: Int]
  ) -> [Edge] {
    guard mapping.fields[.parent] != nil else { return [] }
    var edges: [Edge] = []
    for node in records {
      guard let id = identity(of: Int(forest.rows[node]), .parent) else { continue }
      if let parent = nodes[id] {
        // Some writers let the root be its own parent.
        if parent != node { edges.append(Edge(source: parent, target: node, row: -1)) }
      } else if !Self.meansNone(id) {
        forest.orphans += 1
        let ghost: Int
        if let known = ghosts[id] {
          ghost = known
        } else {
          ghost = forest.add(row: -1, parent: -1, .ghost)
          ghosts[id] = ghost
          forest.ghosts[ghost] = Self.words(id)
        }
        edges.append(Edge(source: ghost, target: node, row: -1))
      }
    }
    return edges
  }

  /// Whether an id that no record has is how writers say that there is no parent.
  private static func meansNone(_ id: Identity) -> Bool {
    id == .number((-1.0).bitPattern) || id == .number((0.0).bitPattern)
  }

  private static func words(_ id: Identity) -> String {
    switch id {
    case .number(let bits): WordText.text(of: Double(bitPattern: bits))
    case .text(let text): text
    }
  }

  private func childEdges(of records: Range<Int>, _ nodes: [Identity: Int]) -> [Edge] {
    guard let expression = mapping.fields[.children] else { return [] }
    let fields = FieldReader(forest: reader)
    var edges: [Edge] = []
    for node in records {
      let value = fields.value(expression, of: Int(forest.rows[node]))
      let ids = value.elements ?? value.members?.map(\.value) ?? []
      for id in ids {
        guard let id = identity(id), let child = nodes[id] else { continue }
        edges.append(Edge(source: node, target: child, row: -1))
      }
    }
    return edges
  }

  private mutating func tableEdges(
    of group: ForeignReading.Group, _ nodes: inout [Identity: Int]
  ) -> [Edge] {
    guard let table = reading.edges, let source = table.existing("source"),
      let target = table.existing("target")
    else { return [] }
    var edges: [Edge] = []
    for row in group.edges {
      guard let from = identity(table.value(table.cell(source, row))),
        let to = identity(table.value(table.cell(target, row)))
      else { continue }
      for id in [from, to] where nodes[id] == nil {
        nodes[id] = forest.add(row: -1, parent: -1, .ghost)
        forest.ghosts[forest.count - 1] = Self.words(id)
        if reading.table.count > 0 { forest.orphans += 1 }
      }
      if let from = nodes[from], let to = nodes[to] {
        edges.append(Edge(source: from, target: to, row: row))
      }
    }
    return edges
  }

  /// Gives each node its first parent; returns the edges beyond, and the place of each node's edge.
  ///
  /// The `first` edges are those that the `named` nodes say themselves: no other edge gives them a
  /// parent.
  private mutating func place(
    _ edges: [Edge], first: Int, named: Range<Int>
  ) -> ([(edge: Edge, place: Int)], [Int: Int]) {
    var further: [(Edge, Int)] = []
    var placed: [Int: Int] = [:]
    placed.reserveCapacity(edges.count)
    for (place, edge) in edges.enumerated() {
      let isTheSame = forest.parents[edge.target] == Int32(edge.source)
      if isTheSame, place >= first, edge.row < 0 || forest.edgeRows[edge.target] < 0 {
        if edge.row >= 0 { forest.edgeRows[edge.target] = Int32(edge.row) }
        continue
      }
      let isFree = forest.parents[edge.target] < 0 && edge.source != edge.target
      if isFree, place < first || !named.contains(edge.target) {
        forest.parents[edge.target] = Int32(edge.source)
        forest.edgeRows[edge.target] = Int32(edge.row)
        placed[edge.target] = place
      } else {
        further.append((edge, place))
      }
    }
    return (further, placed)
  }

  /// Cuts the last edge, in the order of the file, of each cycle.
  private mutating func cutCycles(from first: Int) {
    // Where a walk up has passed: 0 nowhere, else the walk's number.
    var walks = [Int32](repeating: 0, count: max(0, forest.count - first))
    for start in first..<forest.count {
      let walk = Int32(start - first + 1)
      var node = start
      while node >= first, walks[node - first] == 0 {
        walks[node - first] = walk
        node = Int(forest.parents[node])
      }
      guard node >= first, walks[node - first] == walk else { continue }
      var last = node
      var current = Int(forest.parents[node])
      while current != node {
        if isLater(current, last) { last = current }
        current = Int(forest.parents[current])
      }
      forest.parents[last] = -1
      forest.edgeRows[last] = -1
      forest.cycles += 1
    }
  }

  private func isLater(_ node: Int, _ other: Int) -> Bool {
    let (row, otherRow) = (forest.edgeRows[node], forest.edgeRows[other])
    if row >= 0, otherRow >= 0 { return row > otherRow }
    // Of parents that records name, the oldest record is the likeliest root.
    return node < other
  }

  /// Hangs parents that are not there below the only root that is.
  private mutating func attach(_ ghosts: [Identity: Int], _ first: Int) {
    let roots = (first..<forest.count).filter {
      forest.parents[$0] < 0 && forest.kinds[$0] == .record
    }
    guard roots.count == 1, let root = roots.first else { return }
    for ghost in ghosts.values { forest.parents[ghost] = Int32(root) }
  }

  /// Makes leaves of the edges that are left, and brings the nodes into the order of the edges.
  private mutating func sortOut(
    _ further: [(edge: Edge, place: Int)], placed: [Int: Int], _ first: Int, _ order: inout [Int]
  ) {
    var keys: [(place: Int, node: Int)] = (first..<forest.count).map { node in
      (placed[node] ?? -1, node)
    }
    if !further.isEmpty {
      let spans = spans(from: first)
      for (edge, place) in further {
        let (outer, inner) = (spans[edge.target - first], spans[edge.source - first])
        if outer.lowerBound <= inner.lowerBound, inner.upperBound <= outer.upperBound {
          forest.cycles += 1
          continue
        }
        forest.transpositions += 1
        let node = forest.add(row: -1, parent: edge.source, edge: edge.row, .reference)
        forest.targets[node] = edge.target
        keys.append((place, node))
      }
    }
    order += keys.sorted { $0 < $1 }.map(\.node)
  }

  /// Returns when a walk through the trees comes to each node and when it leaves it.
  private func spans(from first: Int) -> [Range<Int>] {
    var children: [Int: [Int]] = [:]
    for node in first..<forest.count where forest.parents[node] >= 0 {
      children[Int(forest.parents[node]), default: []].append(node)
    }
    var spans = [Range<Int>](repeating: 0..<0, count: max(0, forest.count - first))
    var time = 0
    for root in first..<forest.count where forest.parents[root] < 0 {
      var open: [(node: Int, next: Int, start: Int)] = [(root, 0, time)]
      while let (node, next, start) = open.last {
        if let child = children[node].flatMap({ $0.indices.contains(next) ? $0[next] : nil }) {
          open[open.count - 1].next += 1
          time += 1
          open.append((child, 0, time))
        } else {
          time += 1
          spans[node - first] = start..<time
          open.removeLast()
        }
      }
    }
    return spans
  }
}
