/// The four phases of a simulation, in order.
public enum SearchPhase: Int, Hashable, Sendable, CaseIterable {
  /// The walk from the root to a leaf.
  case select
  /// Children are added to the leaf, where the rule says so.
  case expand
  /// The leaf is given a value.
  case evaluate
  /// The value changes the statistics on the path.
  case backUp

  /// The name of the phase.
  public var name: String {
    switch self {
    case .select: "select"
    case .expand: "expand"
    case .evaluate: "evaluate"
    case .backUp: "backup"
    }
  }
}
