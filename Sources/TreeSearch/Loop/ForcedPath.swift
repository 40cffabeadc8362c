import SearchTrees

/// Where simulations are led before selection takes over: by a boost, or to where a branch begins.
struct ForcedPath: Hashable, Sendable {
  /// The node that a boost sends simulations through.
  var target: NodeID
  /// How many more simulations the boost leads.
  var remaining: Int

  /// No boost.
  static let none = ForcedPath(target: .root, remaining: 0)

  init(target: NodeID, remaining: Int) {
    self.target = target
    self.remaining = remaining
  }

  init(packed: UInt64) {
    target = NodeID(rawValue: UInt32(truncatingIfNeeded: packed))
    remaining = Int(packed >> 32)
  }

  var packed: UInt64 { UInt64(target.rawValue) | UInt64(UInt32(remaining)) << 32 }
}
