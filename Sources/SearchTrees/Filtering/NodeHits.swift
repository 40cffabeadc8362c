import Groundwork

/// A hit of a lookup, as it stands in a list.
public struct NodeHit: Hashable, Sendable {
  /// The node.
  public var node: NodeID
  /// The actions that lead to it, its own last; of a longer way the last of them.
  ///
  /// Untrusted text.
  public var path: [String]
  /// N; nil where it is not known.
  public var visits: Double?
  /// Q, exact if it is known; nil without visits, and where it is not known.
  public var value: Double?

  /// As many hits are listed.
  public static var most: Int { 48 }
  /// As many actions of the way to it are handed out.
  static let longestPath = 8
}

extension FoundNodes {
  /// The most visited of the matches, the oldest first among equals; those whose visits are not known last.
  ///
  /// O(matches).
  func mostVisited(in facts: any TreeFacts) -> [NodeHit] {
    var ranked: [(node: NodeID, visits: Double)] = []
    facts.read { tree in
      var node = matches.first(after: nil)
      while let current = node, current.index < tree.count {
        let visits = tree.visits(of: current) ?? -1
        if ranked.count < NodeHit.most || visits > ranked[ranked.count - 1].visits {
          let place = ranked.firstIndex { $0.visits < visits } ?? ranked.count
          ranked.insert((current, visits), at: place)
          if ranked.count > NodeHit.most { ranked.removeLast() }
        }
        node = matches.first(after: current)
      }
    }
    return ranked.map { hit in
      var numbers: (visits: Double?, value: Double?)
      facts.read { numbers = ($0.visits(of: hit.node), $0.value(of: hit.node)) }
      var path: [String] = []
      var above = hit.node
      while path.count < NodeHit.longestPath, let parent = facts.parent(of: above) {
        path.append(facts.text(.action, of: above) ?? "")
        above = parent
      }
      return NodeHit(
        node: hit.node, path: path.reversed(), visits: numbers.visits, value: numbers.value)
    }
  }
}
