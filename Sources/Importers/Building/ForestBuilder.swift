import Groundwork

/// Puts records together to trees: by the parents that a table has, or by ids.
///
/// The first edge into a node, in the order of the file, gives it its place. Further ones become leaves
/// that refer to it; those that close a cycle are cut. O(nodes + edges).
struct ForestBuilder {
  private struct Edge: BitwiseCopyable {
    var source: Int32
    var target: Int32
    var row: Int32

    init(source: Int, target: Int, row: Int) {
      (self.source, self.target, self.row) = (Int32(source), Int32(target), Int32(row))
    }
  }

  private let reading: ForeignReading
  private let mapping: Mapping
  private var forest: Forest

  private init(_ reading: ForeignReading, _ mapping: Mapping) {
    self.reading = reading
    self.mapping = mapping
    forest = Forest(table: reading.table, edges: reading.edges)
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
    forest.rows = [Int32](filling: table.count, with: 0)
    for row in 0..<table.count { forest.rows[row] = Int32(row) }
    forest.parents = table.parents
    forest.edgeRows = [Int32](filling: table.count, with: -1)
    forest.kinds = [Forest.Kind](repeating: .record, count: table.count)
    if let order = reading.order {
      forest.link(in: order)
    } else {
      forest.link(in: 0..<table.count)
    }
    for (number, group) in reading.groups.enumerated() {
      for place in group.rows {
        let row = reading.order?[place] ?? place
        if forest.parents[row] < 0 { forest.roots.append((row, number)) }
      }
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
    forest.reserve(group.rows.count)
    var nodes = IdentityNodes(records: group.rows.count)
    let ids = IdentityColumn(mapping.fields[.id], reading.table)
    let hasDropped = !reading.table.dropped.isEmpty
    for row in group.rows where !hasDropped || !reading.table.dropped.contains(row) {
      let place = Identity.number(Double(row - group.rows.lowerBound).bitPattern)
      let id = ids == nil ? place : ids?.id(of: row)
      if id == nil {
        forest.nameless += 1
        continue
      }
      if let id, let node = nodes[id] {
        if !reading.isJournal { forest.repeats += 1 }
        forest.rows[node] = Int32(row)
        if reading.isJournal { forest.arrivals.append((Int32(row), Int32(node))) }
        continue
      }
      let node = forest.add(row: row, parent: -1)
      if let id { nodes[id] = node }
      if reading.isJournal { forest.arrivals.append((Int32(row), Int32(node))) }
    }
    let records = first..<forest.count
    var ghosts: [Identity: Int] = [:]
    var edges = parentEdges(of: records, nodes, &ghosts)
    // Where records name their parents, that counts more than what parents say of their children.
    let named = edges.isEmpty ? 0..<0 : records
    let count = edges.count
    edges += childEdges(of: records, nodes)
    if ids == nil, !edges.isEmpty { forest.hasPlaces = true }
    edges += tableEdges(of: group, &nodes)
    let (further, placed) = place(edges, first: count, named: named, from: first)
    cutCycles(from: first)
    attach(ghosts, first)
    sortOut(edges, further, placed, first, &order)
    for node in first..<forest.count where forest.parents[node] < 0 {
      forest.roots.append((node, number))
    }
  }

  private mutating func parentEdges(
    of records: Range<Int>, _ nodes: IdentityNodes, _ ghosts: inout [Identity: Int]
  ) -> [Edge] {
    guard let parents = IdentityColumn(mapping.fields[.parent], reading.table) else { return [] }
    var edges: [Edge] = []
    edges.reserveCapacity(records.count)
    for node in records {
      guard let id = parents.id(of: Int(forest.rows[node])) else { continue }
      if let parent = nodes[id] {
        // Some writers let the root be its own parent.
        if parent != node { edges.append(Edge(source: parent, target: node, row: -1)) }
      } else if !id.meansNone {
        forest.orphans += 1
        let ghost: Int
        if let known = ghosts[id] {
          ghost = known
        } else {
          ghost = forest.add(row: -1, parent: -1, .ghost)
          ghosts[id] = ghost
          forest.ghosts[ghost] = id.words
        }
        edges.append(Edge(source: ghost, target: node, row: -1))
      }
    }
    return edges
  }

  private mutating func childEdges(of records: Range<Int>, _ nodes: IdentityNodes) -> [Edge] {
    guard let lists = IdentityColumn(mapping.fields[.children], reading.table) else { return [] }
    var edges: [Edge] = []
    var missing = 0
    for node in records {
      let value = lists.value(of: Int(forest.rows[node]))
      for id in (value.elements ?? []).compactMap({ Identity($0) }) {
        guard let child = nodes[id] else {
          if !id.meansNone { missing += 1 }
          continue
        }
        edges.append(Edge(source: node, target: child, row: -1))
      }
      for member in value.members ?? [] {
        guard let id = Identity(member.value) else { continue }
        guard let child = nodes[id] else {
          if !id.meansNone { missing += 1 }
          continue
        }
        edges.append(Edge(source: node, target: child, row: -1))
        if forest.names[child] == nil { forest.names[child] = member.key }
      }
    }
    // Lists of which nothing is an id hold something else.
    if !edges.isEmpty { forest.missing += missing }
    return edges
  }

  private mutating func tableEdges(
    of group: ForeignReading.Group, _ nodes: inout IdentityNodes
  ) -> [Edge] {
    guard let table = reading.edges, let source = table.existing("source"),
      let target = table.existing("target")
    else { return [] }
    var edges: [Edge] = []
    for row in group.edges {
      guard let from = Identity(table.cell(source, row), of: table),
        let to = Identity(table.cell(target, row), of: table)
      else { continue }
      for id in [from, to] where nodes[id] == nil {
        nodes[id] = forest.add(row: -1, parent: -1, .ghost)
        forest.ghosts[forest.count - 1] = id.words
        if reading.table.count > 0 { forest.orphans += 1 }
      }
      if let from = nodes[from], let to = nodes[to] {
        edges.append(Edge(source: from, target: to, row: row))
      }
    }
    return edges
  }

  /// Gives each node its first parent; returns the places of the edges beyond, and of each node's edge, -1
  /// for none.
  ///
  /// The `first` edges are those that the `named` nodes say themselves: no other edge gives them a
  /// parent.
  private mutating func place(
    _ edges: [Edge], first: Int, named: Range<Int>, from base: Int
  ) -> (further: [Int], placed: [Int32]) {
    var further: [Int] = []
    var placed = [Int32](repeating: -1, count: max(0, forest.count - base))
    for place in edges.indices {
      let edge = edges[place]
      let target = Int(edge.target)
      let parent = forest.parents[target]
      if parent == edge.source, place >= first, edge.row < 0 || forest.edgeRows[target] < 0 {
        if edge.row >= 0 { forest.edgeRows[target] = edge.row }
        continue
      }
      let isFree = parent < 0 && edge.source != edge.target
      if isFree, place < first || !named.contains(target) {
        forest.parents[target] = edge.source
        forest.edgeRows[target] = edge.row
        placed[target - base] = Int32(place)
      } else {
        further.append(place)
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

  /// Makes leaves of the edges that are left, and brings the nodes into the order of the edges: those
  /// without one come first.
  private mutating func sortOut(
    _ edges: [Edge], _ further: [Int], _ placed: [Int32], _ first: Int, _ order: inout [Int]
  ) {
    let nodes = first..<first + placed.count
    // The node that came into the tree by each edge; -1 where none did.
    var arrivals = [Int32](repeating: -1, count: edges.count)
    for node in nodes {
      let place = placed[node - first]
      if place >= 0 { arrivals[Int(place)] = Int32(node) } else { order.append(node) }
    }
    if !further.isEmpty {
      let spans = spans(from: first)
      for place in further {
        let edge = edges[place]
        let (outer, inner) = (spans[Int(edge.target) - first], spans[Int(edge.source) - first])
        if outer.lowerBound <= inner.lowerBound, inner.upperBound <= outer.upperBound {
          forest.cycles += 1
          continue
        }
        forest.transpositions += 1
        let node = forest.add(
          row: -1, parent: Int(edge.source), edge: Int(edge.row), .reference)
        forest.targets[node] = Int(edge.target)
        arrivals[place] = Int32(node)
      }
    }
    order.reserveCapacity(order.count + edges.count)
    for node in arrivals where node >= 0 { order.append(Int(node)) }
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
