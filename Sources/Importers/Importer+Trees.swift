import Groundwork

/// The trees of a file, and the one that is read.
extension Importer {
  /// A tree of a file, as a list shows it.
  public struct Entry: Hashable, Sendable {
    /// Its number, from 1.
    public var number: Int
    /// What it is about, in one line.
    ///
    /// Untrusted text.
    public var text: String
    /// How many nodes it has.
    public var nodes: Int
    /// The depth of its deepest node.
    public var depth: Int
    /// N of its root; nil where it is not known.
    public var visits: Double?
    /// Q of its root; nil where it is not known.
    public var value: Double?
    /// What the search answered, in short; nil where the file does not say it.
    ///
    /// Untrusted text.
    public var answer: String?
    /// Whether that is right; nil where the file does not say it.
    public var isRight: Bool?
    /// At how many nodes the children have more visits than the node.
    public var faults: Int
    /// What the search cost; nil where the file does not say it.
    public var cost: Double?
    /// Whether it is a part of some tree: its root is named as a parent and is not in the file.
    public var isPart: Bool
  }

  /// How many moments of the tree there are.
  public var moments: Int { places[chosen].roots.count }

  static func entries(
    _ trees: [ForeignTree], _ forest: Forest, _ reading: ForeignReading, _ mapping: Mapping,
    _ values: Interpretation, _ label: (Int) -> String
  ) -> [Entry] {
    let cost = mapping.statistics.first { WordText.normalized($0.name).hasPrefix("cost") }
    let costs = cost.map { FieldReader(forest: forest).numbers($0.expression) }
    return trees.enumerated().map { place, tree in
      let root = tree.roots.last ?? 0
      let facts = facts(of: tree, forest, reading)
      let measure = TreeMeasure(forest, root: root, visits: values.visits, costs: costs)
      let visits = values.visits[root]
      let value =
        values.convention == .sum && visits != 0
        ? values.values[root] / visits : values.values[root]
      return Entry(
        number: place + 1, text: facts.question ?? label(tree.roots[0]), nodes: measure.nodes,
        depth: measure.depth, visits: visits.isNaN ? nil : visits,
        value: value.isFinite && visits != 0 ? value : nil, answer: facts.answer,
        isRight: facts.isRight, faults: measure.faults, cost: facts.cost ?? measure.cost,
        isPart: forest.kinds[tree.roots[0]] != .record)
    }
  }

  static func facts(
    of tree: ForeignTree, _ forest: Forest, _ reading: ForeignReading
  ) -> StatedFacts {
    let row = Int(forest.rows[tree.roots.last ?? 0])
    return StatedFacts(
      beside: reading.groups[tree.group].facts, table: reading.table, row: row < 0 ? nil : row)
  }

  /// The same file with another of its trees.
  ///
  /// - Parameter number: its number, from 1, which must be one of ``trees``.
  public func showing(tree number: Int) -> Importer {
    var other = self
    other.chosen = min(max(1, number), places.count) - 1
    return other
  }

  /// The moments of the search, each about a node: those that the file tells, or its records one by one where
  /// later ones replace earlier ones.
  var steps: [ForeignReading.Step] {
    if forest.arrivals.isEmpty { return reading.steps }
    let fields = FieldReader(forest: forest)
    func column(_ field: MapField) -> Int? {
      mapping.fields[field].flatMap { fields.column(of: $0) }.flatMap { $0.isEdge ? nil : $0.1 }
    }
    let visits = column(.visits)
    let value = column(values.convention == .sum ? .sum : .mean)
    func number(_ column: Int?, _ row: Int32) -> Double {
      column.flatMap { reading.table.number(reading.table.cell($0, Int(row))) } ?? .nan
    }
    return forest.arrivals.map { row, node in
      .init(
        row: Int(node),
        numbers: [
          .init(row: Int(node), visits: number(visits, row), value: number(value, row))
        ])
    }
  }
}
