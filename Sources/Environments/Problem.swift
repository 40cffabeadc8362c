import Groundwork
public import TreeSearch

/// A problem as it is named on the command line: one of the environments, ready to be searched.
public enum Problem: Sendable {
  /// Tic-tac-toe from some board.
  case ticTacToe(TicTacToe)
  /// Connect Four from some position.
  case connectFour(ConnectFour)
  /// A Blocksworld problem, random or from a file.
  case blocksworld(Blocksworld)
  /// A bandit.
  case bandit(Bandit)
  /// A tree from a file.
  case tree(ExplicitTree)

  /// How each problem is written and what it is, one a line.
  public static let accepted: [String] = [
    "tic-tac-toe[:XO.......]      nine cells row by row, of X, O and .",
    "connect-four[:4453]          the columns played so far, 1 to 7 from the left",
    "blocksworld[:OPTIONS]        random; blocks=3...8, steps=N, seed=N, horizon=N",
    "blocksworld:FILE.pddl        a problem file of the domain blocksworld-4ops",
    "bandit:0.2,0.5,0.7           arms by their probability of paying 1",
    "tree:FILE.json               a tree written down node by node",
  ]

  /// The words before the colon.
  public static let kinds = ["tic-tac-toe", "connect-four", "blocksworld", "bandit", "tree"]

  /// Makes the problem that a text names.
  public static func named(_ text: String) throws(ProblemError) -> Problem {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let rest = parts.count > 1 ? String(parts[1]) : nil
    switch parts.first.map({ String($0) }) ?? "" {
    case "tic-tac-toe":
      guard let rest else { return .ticTacToe(TicTacToe()) }
      return .ticTacToe(try TicTacToe(board: rest))
    case "connect-four":
      guard let rest else { return .connectFour(ConnectFour()) }
      return .connectFour(try ConnectFour(moves: rest))
    case "blocksworld":
      return .blocksworld(try blocksworld(rest))
    case "bandit":
      return .bandit(try Bandit(arms: rest ?? ""))
    case "tree":
      guard let rest, !rest.isEmpty else {
        throw ProblemError(source: text, reason: "expected a file, as in tree:FILE.json")
      }
      return .tree(try ExplicitTree(json: TextFile.read(rest), path: rest))
    case let kind:
      throw unknown(kind, in: text)
    }
  }

  /// The text that names the problem in full.
  public var name: String {
    switch self {
    case .ticTacToe(let game): game.name
    case .connectFour(let game): game.name
    case .blocksworld(let problem): problem.name
    case .bandit(let bandit): bandit.name
    case .tree(let tree): tree.name
    }
  }

  /// One or two.
  public var players: Int {
    switch self {
    case .ticTacToe, .connectFour: 2
    case .blocksworld, .bandit: 1
    case .tree(let tree): tree.players
    }
  }

  /// Whether a reward can differ between two visits of the same node, so that nothing can be proven.
  public var isStochastic: Bool {
    switch self {
    case .ticTacToe, .connectFour, .blocksworld: false
    case .bandit(let bandit): bandit.isStochastic
    case .tree(let tree): tree.isStochastic
    }
  }

  /// Makes a Blocksworld problem from a file or from options.
  private static func blocksworld(_ rest: String?) throws(ProblemError) -> Blocksworld {
    guard let rest else { return try Blocksworld() }
    guard rest.lowercased().hasSuffix(".pddl") else { return try Blocksworld(options: rest) }
    return try Blocksworld(pddl: TextFile.read(rest), path: rest)
  }

  /// Returns the error for a problem that does not exist, with the nearest one that does.
  private static func unknown(_ kind: String, in text: String) -> ProblemError {
    let near = EditDistance.nearest(to: kind, among: kinds)
    let hint = near.map { "did you mean \($0)? " } ?? ""
    let known = kinds.joined(separator: ", ")
    return ProblemError(
      source: text, reason: "there is no problem \"\(kind)\"; \(hint)known are \(known)")
  }
}
