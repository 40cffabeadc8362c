import Glibc
public import SearchTrees

/// Plug-in point 3: when a node on the way down gets new children, and how many.
public protocol Widening: Sendable {
  /// Whether a leaf grows at its first visit, before it is evaluated itself (AlphaZero), rather
  /// than at its second.
  var growsNewLeaf: Bool { get }

  /// Whether children are made one at a time.
  var makesSingleChildren: Bool { get }

  /// Returns how many children to add now to a node that has been visited; 0 to go on selecting.
  func childrenWanted(_ node: Node) -> Int
}

extension Widening {
  /// By default all children are made at once.
  public var makesSingleChildren: Bool { false }
}

/// The three usual ways of growing a tree over enumerable actions.
public enum ActionWidening: Widening, Hashable {
  /// All legal actions at once; at the second visit of a leaf, or at its first.
  case all(atFirstVisit: Bool)
  /// One untried action a visit, until none is left (Browne et al. 2012, algorithm 1).
  case one
  /// As many children as `factor * visits^exponent`, rounded up (Coulom 2007; Couetoux 2011).
  case progressive(factor: Double, exponent: Double)

  /// Whether children are made one at a time.
  public var makesSingleChildren: Bool { if case .all = self { false } else { true } }

  /// Whether a leaf grows at its first visit.
  @inline(__always)
  public var growsNewLeaf: Bool { self == .all(atFirstVisit: true) }

  /// Returns how many children to add now.
  @inline(__always)
  public func childrenWanted(_ node: Node) -> Int {
    if node.flags.contains(.complete) { return 0 }
    switch self {
    case .all: return node.childCount == 0 ? Int(UInt16.max) : 0
    case .one: return 1
    case .progressive(let factor, let exponent):
      let allowed = (factor * pow(Double(node.visits), exponent)).rounded(.up)
      return Double(node.childCount) < max(1, allowed) ? 1 : 0
    }
  }
}

/// Growth by the selection rule alone: it weighs a new child against those that are there, with
/// ``Choice/grow(source:)``.
public struct GrowthByRule: Widening, Hashable {
  /// Makes the rule.
  public init() {}
  /// A leaf is evaluated at its first visit.
  @inline(__always)
  public var growsNewLeaf: Bool { false }
  /// Children are made one at a time.
  public var makesSingleChildren: Bool { true }
  /// Nothing is wanted beside what the selection rule chooses.
  @inline(__always)
  public func childrenWanted(_ node: Node) -> Int { 0 }
}
