/// The name of a node within one tree: dense, from 0 (the root), increasing with creation.
///
/// A child's id is greater than its parent's, so taking back the newest steps of a search is cutting
/// off the highest ids.
public struct NodeID: Hashable, Comparable, Sendable, BitwiseCopyable, CustomStringConvertible {
  /// The position in the tree's columns.
  public var rawValue: UInt32

  /// Makes the id with a given position.
  @inline(__always)
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Makes the id with a given position.
  @inline(__always)
  public init(_ index: Int) { rawValue = UInt32(truncatingIfNeeded: index) }

  /// The root of every tree.
  public static let root = NodeID(rawValue: 0)
  /// The mark for "no node".
  public static let none = NodeID(rawValue: .max)

  /// The position in the tree's columns, as an array index.
  @inline(__always)
  public var index: Int { Int(rawValue) }

  /// `#12`.
  public var description: String { "#\(rawValue)" }

  /// Orders nodes by creation.
  @inline(__always)
  public static func < (left: NodeID, right: NodeID) -> Bool { left.rawValue < right.rawValue }
}
