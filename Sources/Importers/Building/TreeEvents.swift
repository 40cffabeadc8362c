import Groundwork

/// Puts the events of a tree, or of the moments of a search, one behind the other.
///
/// Nodes come first, then their numbers, then what evaluators said. O(nodes).
struct TreeEvents<Sink: EventSink & ~Copyable>: ~Copyable {
  private let journal: ForeignJournal
  private let forest: Forest
  private var sink: Sink
  /// The id in the journal of each node; -1 where it has none yet.
  private(set) var ids: [Int32]
  /// The node that each event is about, whose children it adds or whose verdict it is; -1 for any other.
  ///
  /// Events behind the last one with a node are left out.
  private(set) var subjects: [Int32] = []
  /// How many events there were before the first verdict.
  private(set) var eventsBeforeVerdicts = 0
  private var count = 0
  /// How many bytes were handed over when pages were given back last, and how many nodes were looked at since.
  private var released = 0
  private var passed = 0
  /// The node of the newest moment for each key, where nodes have ids: what is said of it there counts.
  private var newest: [String: Int] = [:]
  /// Whether the events are those of the tree as it is at the end, and of nothing before.
  private var hasOneMoment = false

  /// As many bytes are handed over, or nodes looked at, before the pages of the file are given back.
  private static var mostHandedOver: Int { 40 << 20 }
  private static var mostPassed: Int { 1 << 17 }
  /// As many rows stand in one event.
  private static var rows: Int { 4_096 }
  /// As many nodes are looked at before they are handed over.
  private static var block: Int { 64 }
  /// What was seen of nodes that were looked at: nothing that is wanted.
  private var seen = 0

  init(_ journal: ForeignJournal, to sink: consuming Sink) {
    self.journal = journal
    self.sink = sink
    forest = journal.forest
    ids = [Int32](filling: journal.forest.count, with: -1)
  }

  /// Hands over a tree; `steps` are the moments of its search, each about a node, where they are known.
  mutating func send(
    _ tree: ForeignTree, header: JSONValue, remarks: [String], steps: [ForeignReading.Step]
  ) {
    sink.event(header)
    for remark in remarks {
      sink.event(["type": .string("log"), "level": .string("info"), "text": .string(remark)])
    }
    hasOneMoment = steps.isEmpty && tree.roots.count == 1
    if !steps.isEmpty {
      send(steps, root: tree.roots[0])
    } else if tree.roots.count == 1 {
      send(single: tree.roots[0])
    } else {
      send(moments: tree.roots)
    }
    sink.end()
  }

  /// Gives pages of the file back from time to time: texts are copied from everywhere in it, and are not to stand in
  /// memory all at once.
  private mutating func pass(_ nodes: Int) {
    passed += nodes
    guard passed > Self.mostPassed || sink.size - released > Self.mostHandedOver else { return }
    (released, passed) = (sink.size, 0)
    forest.table.source.bytes.release()
  }

  /// Notes which node the newest event is about.
  private mutating func note(_ node: Int) {
    while subjects.count + 1 < sink.count { subjects.append(-1) }
    subjects.append(Int32(node))
  }

  private mutating func send(single root: Int) {
    ids[root] = 0
    count = 1
    let nodes = forest.growth(from: root)
    var next = 1
    var looked = 1
    while next < nodes.count {
      let parent = Int(forest.parents[Int(nodes[next])])
      let children = forest.children(of: parent)
      next += children.count
      while looked < min(next + Self.block / 2, nodes.count) {
        let block = looked..<min(nodes.count, looked + Self.block)
        seen &+= journal.lookAhead(nodes[block])
        looked = block.upperBound
      }
      expand(parent, children)
      if newest.isEmpty { note(parent) }
    }
    sendNumbers(nodes)
  }

  // MARK: - Moments that the file tells

  private mutating func send(_ steps: [ForeignReading.Step], root: Int) {
    ids[root] = 0
    count = 1
    for step in steps {
      add(step.row)
      if ids[step.row] < 0 { continue }
      let numbers = step.numbers.filter { ids[$0.row] >= 0 }
      if let value = step.value {
        sink.beginRows(backing: value, along: path(to: step.row))
      } else {
        if numbers.isEmpty { continue }
        sink.beginRows()
      }
      for (place, known) in numbers.enumerated() {
        journal.row(known, as: Int(ids[known.row]), isFirst: place == 0, to: &sink)
      }
      sink.endRows()
      pass(numbers.count)
    }
    // What no moment names is there at the end.
    let nodes = forest.levels(from: root)
    for node in nodes { add(Int(node)) }
    sendNumbers(nodes)
  }

  /// The ids from the root to a node.
  private func path(to node: Int) -> [Int32] {
    var path: [Int32] = []
    var current = node
    while current >= 0 {
      path.append(ids[current])
      current = Int(forest.parents[current])
    }
    return path.reversed()
  }

  /// Adds a node, and those above it, where they are not there yet.
  private mutating func add(_ node: Int) {
    var missing: [Int] = []
    var current = node
    // Records that name each other as parents have no end.
    while current >= 0, ids[current] < 0, missing.count <= forest.count {
      missing.append(current)
      current = Int(forest.parents[current])
    }
    // A node of another tree has no place in this one.
    guard current >= 0, ids[current] >= 0 else { return }
    for node in missing.reversed() { expand(Int(forest.parents[node]), [Int32(node)]) }
  }

  private mutating func expand(_ node: Int, _ children: ArraySlice<Int32>) {
    for (place, child) in children.enumerated() { ids[Int(child)] = Int32(count + place) }
    if newest.isEmpty {
      journal.expand(as: Int(ids[node]), children, first: count, to: &sink)
    } else {
      let faces = children.map { child in newest[key(of: Int(child))].map { Int32($0) } ?? child }
      journal.expand(as: Int(ids[node]), faces[...], first: count, to: &sink)
    }
    count += children.count
    pass(children.count)
  }

  private mutating func sendNumbers(_ nodes: [Int32]) {
    if journal.hasNumbers {
      var start = 0
      while start < nodes.count {
        let end = min(nodes.count, start + Self.rows)
        sink.beginRows()
        for place in start..<end {
          if place % Self.block == 0 {
            let block = place..<min(end, place + Self.block)
            seen &+= journal.lookAheadAtNumbers(nodes[block])
          }
          let node = Int(nodes[place])
          journal.row(node, as: Int(ids[node]), isFirst: place == start, to: &sink)
        }
        sink.endRows()
        start = end
      }
    }
    eventsBeforeVerdicts = sink.count
    guard !journal.hasNoVerdicts else { return }
    for place in nodes.indices {
      if place % Self.block == 0 {
        let block = place..<min(nodes.count, place + Self.block)
        seen &+= journal.lookAheadAtReasons(nodes[block])
      }
      let node = Int(nodes[place])
      let before = sink.count
      journal.verdict(node, as: Int(ids[node]), to: &sink)
      if sink.count == before + 1, !journal.hasEdits, hasOneMoment { note(node) }
      pass(1)
    }
  }

  /// Hands over moments: what is new of each one, and its numbers.
  private mutating func send(moments roots: [Int]) {
    if journal.mapping.fields[.id] != nil, let last = roots.last {
      for node in forest.levels(from: last) { newest[key(of: Int(node))] = Int(node) }
    }
    for (number, root) in roots.enumerated() {
      if number == 0 {
        send(single: root)
      } else {
        grow(from: roots[number - 1], to: root)
      }
      sink.event([
        "type": .string("mark"), "name": .string("snapshot \(number + 1) of \(roots.count)"),
      ])
    }
  }

  /// Gives the nodes of a moment the ids that they had, adds what is new, and hands over the numbers.
  private mutating func grow(from old: Int, to new: Int) {
    ids[new] = ids[old]
    var open = [(old: old, new: new)]
    var nodes: [Int32] = [Int32(new)]
    while let pair = open.popLast() {
      var matches: [String: [Int]] = [:]
      if pair.old >= 0 {
        for child in forest.children(of: pair.old).reversed() {
          matches[key(of: Int(child)), default: []].append(Int(child))
        }
      }
      var added: [Int32] = []
      for child in forest.children(of: pair.new) {
        nodes.append(child)
        if let match = matches[key(of: Int(child))]?.popLast() {
          ids[Int(child)] = ids[match]
          open.append((match, Int(child)))
        } else {
          added.append(child)
          open.append((-1, Int(child)))
        }
      }
      if !added.isEmpty { expand(pair.new, added[...]) }
    }
    sendNumbers(nodes)
  }

  /// What a node is known by from moment to moment: its id, or its label.
  private func key(of node: Int) -> String {
    if let id = journal.mapping.fields[.id],
      let text = FieldReader(forest: forest).text(id, of: node)
    {
      return "#" + text
    }
    return journal.labels.label(of: node)
  }
}
