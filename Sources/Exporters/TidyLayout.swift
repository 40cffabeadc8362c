/// Where the nodes of a tree stand in a drawing, so that it is as narrow as it can be without two nodes of a
/// level coming too near, parents in the middle of their children, and equal trees look equal.
///
/// Reingold and Tilford 1981, by outlines of subtrees. Their trees lean to the side from which children are
/// placed; here they are placed from both sides, and the mean of the two is taken, which keeps every
/// distance (Buchheim et al. 2002 get rid of the leaning in another way).
struct TidyLayout {
  /// Where each node stands across the levels, in distances of two neighbours; the least is 0.
  private(set) var positions: [Double]
  /// The greatest of them.
  private(set) var extent = 0.0

  /// How much further cousins stand apart than siblings do.
  private static let cousins = 0.35

  /// The outline of a subtree, beside its root: the least and the greatest position of each level, the
  /// deepest level first.
  private struct Outline {
    var low: [Double] = []
    var high: [Double] = []

    var depth: Int { low.count }
    /// The place of a level below the root in the lists.
    func place(_ level: Int) -> Int { low.count - 1 - level }
  }

  /// Places the nodes of a tree, parents before children in the list.
  ///
  /// O(nodes x depth) at most.
  init(parents: [Int?]) {
    var children = [[Int]](repeating: [], count: parents.count)
    for (node, parent) in parents.enumerated() {
      if let parent { children[parent].append(node) }
    }
    var outlines = [Outline](repeating: Outline(), count: parents.count)
    // Beside their parents.
    var offsets = [Double](repeating: 0, count: parents.count)
    for node in parents.indices.reversed() {
      let family = children[node]
      if family.count == 1 {
        // The outline is handed up and not copied: a chain takes no more time than its length.
        outlines.swapAt(node, family[0])
        outlines[node].low.append(0)
        outlines[node].high.append(0)
        continue
      }
      let parts = family.map { child in
        defer { outlines[child] = Outline() }
        return outlines[child]
      }
      let places = Self.places(of: parts)
      for (place, child) in family.enumerated() { offsets[child] = places[place] }
      outlines[node] = Self.joined(parts, at: places)
    }
    positions = offsets
    for (node, parent) in parents.enumerated() {
      if let parent { positions[node] += positions[parent] }
    }
    let least = positions.min() ?? 0
    for node in positions.indices { positions[node] -= least }
    extent = positions.max() ?? 0
  }

  /// Returns where subtrees stand beside the parent of their roots.
  private static func places(of parts: [Outline]) -> [Double] {
    guard parts.count > 1 else { return parts.map { _ in 0 } }
    let forward = packed(parts)
    let backward = packed(parts.reversed().map { mirrored($0) }).reversed().map { -$0 }
    // Both are moved so that their ends lie round 0.
    func centred(_ places: [Double]) -> [Double] {
      let middle = ((places.first ?? 0) + (places.last ?? 0)) / 2
      return places.map { $0 - middle }
    }
    return zip(centred(forward), centred(Array(backward))).map { ($0 + $1) / 2 }
  }

  private static func mirrored(_ outline: Outline) -> Outline {
    Outline(low: outline.high.map { -$0 }, high: outline.low.map { -$0 })
  }

  /// Places one subtree after the other, each as near as it may be.
  private static func packed(_ parts: [Outline]) -> [Double] {
    var places: [Double] = []
    // The greatest position of each level so far, the roots' level first.
    var high: [Double] = []
    for part in parts {
      var place = 0.0
      for level in 0..<min(high.count, part.depth) {
        let distance = level == 0 ? 1 : 1 + cousins
        place = max(place, high[level] - part.low[part.place(level)] + distance)
      }
      places.append(place)
      for level in 0..<part.depth {
        let end = place + part.high[part.place(level)]
        if level < high.count { high[level] = max(high[level], end) } else { high.append(end) }
      }
    }
    return places
  }

  /// The outline of a node whose children have these outlines.
  private static func joined(_ parts: [Outline], at places: [Double]) -> Outline {
    let depth = parts.map(\.depth).max() ?? 0
    var outline = Outline(
      low: [Double](repeating: .infinity, count: depth),
      high: [Double](repeating: -.infinity, count: depth))
    for (part, place) in zip(parts, places) {
      for index in 0..<part.depth {
        outline.low[index + depth - part.depth] = min(
          outline.low[index + depth - part.depth], part.low[index] + place)
        outline.high[index + depth - part.depth] = max(
          outline.high[index + depth - part.depth], part.high[index] + place)
      }
    }
    outline.low.append(0)
    outline.high.append(0)
    return outline
  }
}
