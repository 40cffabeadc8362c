/// One tree of a file, or the moments of one search.
struct ForeignTree {
  /// The root of each moment, the newest one last; one where there is a single moment.
  var roots: [Int]
  /// The document that it is of.
  var group: Int
  /// How many nodes it has, at the newest moment.
  var nodes: Int

  /// Returns the trees of a forest: its roots, or one whose moments they are.
  ///
  /// `asSnapshots` is what a person said; nil lets the file decide.
  static func all(
    in forest: Forest, _ reading: ForeignReading, _ labels: (Int) -> String, visits: [Double],
    asSnapshots: Bool?
  ) -> [ForeignTree] {
    // Nodes whose parent is not there come last: they are parts of some tree, and none.
    let roots =
      forest.roots.filter { forest.kinds[$0.node] == .record }
      + forest.roots.filter { forest.kinds[$0.node] != .record }
    let trees = roots.map { root in
      ForeignTree(
        roots: [root.node], group: root.group, nodes: forest.size(from: root.node))
    }
    guard trees.count > 1, asSnapshots != false else { return trees }
    let isClear = asSnapshots == true || reading.areSnapshots
    let subjects = trees.map { tree in
      let row = Int(forest.rows[tree.roots[0]])
      return StatedFacts(
        beside: reading.groups[tree.group].facts, table: reading.table, row: row < 0 ? nil : row
      ).subject
    }
    let isOne = Set(subjects).count == 1
    guard isClear || isOne && grow(trees, in: forest, labels, visits), let last = trees.last else {
      return trees
    }
    return [ForeignTree(roots: trees.map { $0.roots[0] }, group: last.group, nodes: last.nodes)]
  }

  /// As many nodes are compared before many trees are taken for many.
  private static let most = 200_000

  /// Whether each tree holds the one before, and visits never fall.
  private static func grow(
    _ trees: [ForeignTree], in forest: Forest, _ label: (Int) -> String, _ visits: [Double]
  ) -> Bool {
    // Trees of one document are a forest.
    guard Set(trees.map(\.group)).count == trees.count else { return false }
    var isLarger = false
    var looked = 0
    for (earlier, later) in zip(trees, trees.dropFirst()) {
      guard later.nodes >= earlier.nodes else { return false }
      if later.nodes > earlier.nodes { isLarger = true }
      var open = [(earlier.roots[0], later.roots[0])]
      while let (old, new) = open.popLast() {
        looked += 1
        if looked > most { return false }
        if old == earlier.roots[0], label(old) != label(new) { return false }
        if visits[old] > visits[new] { return false }
        if visits[new] > visits[old] { isLarger = true }
        var matches: [String: Int] = [:]
        for child in forest.children(of: new) {
          let name = label(Int(child))
          if matches[name] == nil { matches[name] = Int(child) }
        }
        for child in forest.children(of: old) {
          guard let match = matches[label(Int(child))] else { return false }
          open.append((Int(child), match))
        }
      }
    }
    return isLarger
  }
}
