import Groundwork

/// Puts the events of a tree, or of the moments of a search, one behind the other.
struct JournalText: ~Copyable {
  private let journal: ForeignJournal
  private let forest: Forest
  private let take: (Span<UInt8>) -> Void
  private var writer: EventWriter
  /// The id in the journal of each node; -1 where it has none yet.
  private var ids: [Int32]
  private var count = 0
  /// How many bytes were handed over since pages were given back.
  private var written = 0
  /// The node of the newest moment for each key, where nodes have ids: what is said of it there counts.
  private var newest: [String: Int] = [:]

  /// As many bytes are handed over at once: what is still near the processor when the system copies it.
  private static let portion = 1 << 18
  /// As many bytes are written before the pages of the file are given back.
  private static let mostWritten = 40 << 20
  /// As many rows stand in one event.
  private static let rows = 4_096
  /// As many nodes are looked at before they are written.
  private static let block = 64
  /// What was seen of nodes that were looked at: nothing that is wanted.
  private var seen = 0

  init(_ journal: ForeignJournal, isASCII: Bool, take: @escaping (Span<UInt8>) -> Void) {
    self.journal = journal
    writer = EventWriter(isASCII: isASCII)
    self.take = take
    forest = journal.forest
    ids = [Int32](filling: journal.forest.count, with: -1)
  }

  /// Writes a tree; `steps` are the moments of its search, each about a node, where they are known.
  mutating func write(
    _ tree: ForeignTree, header: JSONValue, remarks: [String], steps: [ForeignReading.Step]
  ) {
    line(header)
    for remark in remarks {
      line(["type": .string("log"), "level": .string("info"), "text": .string(remark)])
    }
    if !steps.isEmpty {
      write(steps, root: tree.roots[0])
    } else if tree.roots.count == 1 {
      write(single: tree.roots[0])
    } else {
      write(moments: tree.roots)
    }
    flush(atLeast: 0)
  }

  private mutating func line(_ value: JSONValue) {
    writer.value(value)
    writer.raw("\n")
    flush(atLeast: Self.portion)
  }

  private mutating func flush(atLeast size: Int) {
    guard writer.count > size else { return }
    written += writer.count
    writer.handOver(to: take)
    // Texts are copied from everywhere in the file; its pages are not to stand in memory all at once.
    guard written > Self.mostWritten else { return }
    written = 0
    forest.table.source.bytes.release()
  }

  private mutating func write(single root: Int) {
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
    }
    writeNumbers(nodes)
  }

  // MARK: - Moments that the file tells

  private mutating func write(_ steps: [ForeignReading.Step], root: Int) {
    ids[root] = 0
    count = 1
    for step in steps {
      add(step.row)
      if ids[step.row] < 0 { continue }
      let numbers = step.numbers.filter { ids[$0.row] >= 0 }
      if let value = step.value {
        writeBackup(to: step.row, value)
      } else {
        if numbers.isEmpty { continue }
        writer.reserve()
        writer.raw("{\"type\":\"stats\",\"stats\":[")
      }
      for (place, known) in numbers.enumerated() {
        writer.reserve()
        if place > 0 { writer.raw(",") }
        journal.row(known, as: Int(ids[known.row]), to: &writer)
      }
      writer.raw("]}\n")
      flush(atLeast: Self.portion)
    }
    // What no moment names is there at the end.
    let nodes = forest.levels(from: root)
    for node in nodes { add(Int(node)) }
    writeNumbers(nodes)
  }

  /// Begins the event of a value that was backed up from a node.
  private mutating func writeBackup(to node: Int, _ value: Double) {
    var path: [Int32] = []
    var current = node
    while current >= 0 {
      path.append(ids[current])
      current = Int(forest.parents[current])
    }
    writer.reserve(path.count * 12)
    writer.raw("{\"type\":\"backup\",\"path\":[")
    for (place, id) in path.reversed().enumerated() {
      if place > 0 { writer.raw(",") }
      writer.integer(Int(id))
    }
    writer.raw("],\"value\":")
    writer.number(value)
    writer.raw(",\"stats\":[")
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
      journal.expand(as: Int(ids[node]), children, first: count, to: &writer)
    } else {
      let faces = children.map { child in newest[key(of: Int(child))].map { Int32($0) } ?? child }
      journal.expand(as: Int(ids[node]), faces[...], first: count, to: &writer)
    }
    count += children.count
    flush(atLeast: Self.portion)
  }

  private mutating func writeNumbers(_ nodes: [Int32]) {
    if journal.hasNumbers {
      var start = 0
      while start < nodes.count {
        let end = min(nodes.count, start + Self.rows)
        writer.reserve()
        writer.raw("{\"type\":\"stats\",\"stats\":[")
        for place in start..<end {
          if place % Self.block == 0 {
            let block = place..<min(end, place + Self.block)
            seen &+= journal.lookAheadAtNumbers(nodes[block])
          }
          writer.reserve()
          if place > start { writer.raw(",") }
          let node = Int(nodes[place])
          journal.row(node, as: Int(ids[node]), to: &writer)
        }
        writer.reserve()
        writer.raw("]}\n")
        flush(atLeast: Self.portion)
        start = end
      }
    }
    guard !journal.hasNoVerdicts else { return }
    for place in nodes.indices {
      if place % Self.block == 0 {
        let block = place..<min(nodes.count, place + Self.block)
        seen &+= journal.lookAheadAtReasons(nodes[block])
      }
      let node = Int(nodes[place])
      journal.verdict(node, as: Int(ids[node]), to: &writer)
      flush(atLeast: Self.portion)
    }
  }

  /// Writes moments: what is new of each one, and its numbers.
  private mutating func write(moments roots: [Int]) {
    if journal.mapping.fields[.id] != nil, let last = roots.last {
      for node in forest.levels(from: last) { newest[key(of: Int(node))] = Int(node) }
    }
    for (number, root) in roots.enumerated() {
      if number == 0 {
        write(single: root)
      } else {
        grow(from: roots[number - 1], to: root)
      }
      line([
        "type": .string("mark"), "name": .string("snapshot \(number + 1) of \(roots.count)"),
      ])
    }
  }

  /// Gives the nodes of a moment the ids that they had, adds what is new, and writes the numbers.
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
    writeNumbers(nodes)
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
