/// The plots of a search, by the names that the command line and the palette use.
public enum PlotName: String, Hashable, Sendable, CaseIterable {
  case value
  case share
  case siblings
  case depth
  case entropy
  case parts
  case speed
  case frontier

  /// What it shows, as its title.
  public var title: String {
    switch self {
    case .value: "Q of the root's moves"
    case .share: "share of the root's visits"
    case .siblings: "Q of this node and its siblings"
    case .depth: "nodes by depth"
    case .entropy: "doubt at the root"
    case .parts: "parts of the reward"
    case .speed: "simulations a second"
    case .frontier: "Q against visits of this node and its siblings"
    }
  }

  /// What it shows, as its title where there is less room.
  private var shortTitle: String {
    switch self {
    case .value: "Q of moves"
    case .share: "share of visits"
    case .siblings: "Q of siblings"
    case .depth: "nodes by depth"
    case .entropy: "doubt"
    case .parts: "reward parts"
    case .speed: "speed"
    case .frontier: "Q against visits"
    }
  }

  /// Returns its title in at most so many cells, where one of its forms has no more.
  public func title(within width: Int) -> String { title.count <= width ? title : shortTitle }

  /// What it shows, in one sentence.
  public var sentence: String {
    switch self {
    case .value: "Q of each child of the root over the simulations"
    case .share: "the part of the root's visits that each of its children has, over the simulations"
    case .siblings: "Q of a node and of its siblings over the simulations"
    case .depth: "how many nodes and visits each depth has"
    case .entropy: "how evenly the root's visits are spread: entropy in nats over the simulations"
    case .parts: "what each part adds to the reward of a step and of its siblings"
    case .speed: "simulations a second over the simulations, of a search that runs here"
    case .frontier: "Q and visits of siblings, and the Q that one needs to be taken next"
    }
  }

  /// Whether it shows something over the simulations of the search.
  public var isOverTime: Bool {
    switch self {
    case .value, .share, .siblings, .entropy, .speed: true
    case .depth, .parts, .frontier: false
    }
  }
}
