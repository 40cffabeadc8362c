import Environments
import Groundwork
public import TreeSearch

/// A kind of problem that an evaluation can draw.
///
/// To add one, make its environment a ``Environments/VerifiableEnvironment``, write a ``ProblemDraw`` and
/// put a value into ``all``.
public struct ProblemSource: Sendable {
  /// What is drawn.
  public struct Choice: Hashable, Sendable {
    /// The classes of problems, the smallest first.
    public var lengths: [Int]
    /// How many problems there are of each.
    public var count: Int
    /// How many blocks there may be; nil where there are none.
    public var blocks: [Int]?
    /// When an episode ends; nil where the problem says so.
    public var horizon: HorizonRule?
    /// The seed of the whole set.
    public var seed: UInt64

    /// Chooses.
    public init(
      lengths: [Int], count: Int, blocks: [Int]?, horizon: HorizonRule?, seed: UInt64
    ) {
      self.lengths = lengths
      self.count = count
      self.blocks = blocks
      self.horizon = horizon
      self.seed = seed
    }
  }

  /// An option of a kind of problem, as ``Environments/Problem/setting(_:to:)`` sets it.
  public struct Option: Sendable {
    /// The name.
    public let name: String
    /// What it does, in a few words.
    public let help: String
    /// The values that it accepts.
    public let accepted: AcceptedValues
  }

  /// The name on the command line.
  public let name: String
  /// The option of the command line that names the classes.
  public let classOption: String
  /// The classes that are drawn unless others are named.
  public let lengths: [Int]
  /// What the numbers of the classes are.
  public let meaning: String
  /// The rows of an evaluation that names none.
  public let entries: [String]
  /// What is asked of an answer.
  public let truth: ProblemTruth
  /// The numbers of blocks that there may be; nil where there are none, nor a horizon to choose.
  public let blocks: ClosedRange<Int>?
  /// What can be set in each of its problems beside that; an evaluation makes a row of each value.
  public var options: [Option] = []
  private let drawing: @Sendable (Int, Choice) throws(ProblemError) -> any ProblemDraw
  private let words: @Sendable (Choice) -> String

  /// Describes a source.
  ///
  /// - Parameters:
  ///   - title: says what a set is, in one line.
  ///   - draw: begins to draw problems of a class.
  public init(
    _ name: String, classOption: String = "steps", lengths: [Int], meaning: String,
    entries: [String], truth: ProblemTruth, blocks: ClosedRange<Int>? = nil,
    title: @escaping @Sendable (Choice) -> String,
    draw: @escaping @Sendable (Int, Choice) throws(ProblemError) -> any ProblemDraw
  ) {
    self.name = name
    self.classOption = classOption
    self.lengths = lengths
    self.meaning = meaning
    self.entries = entries
    self.truth = truth
    self.blocks = blocks
    words = title
    drawing = draw
  }

  /// Begins to draw problems of a class.
  ///
  /// - Throws: an error that says which classes there are.
  public func draw(length: Int, _ choice: Choice) throws(ProblemError) -> any ProblemDraw {
    try drawing(length, choice)
  }

  /// Returns what a set is, in one line.
  public func title(_ choice: Choice) -> String { words(choice) }
}

extension ProblemSource {
  /// The sources, in the order in which they are listed.
  public static let all: [ProblemSource] = [
    blocksworld, game(TicTacToe.self, "tic-tac-toe", usual: [3, 4, 5, 6]),
    game(ConnectFour.self, "connect-four", usual: [4, 6, 8, 10]), design,
  ]

  /// Returns the source of a name; nil for another name.
  public static func named(_ name: String) -> ProblemSource? { all.first { $0.name == name } }

  private static let blocksworld = ProblemSource(
    "blocksworld", lengths: [2, 4, 6, 8, 10, 12], meaning: "the optimal lengths, even numbers",
    entries: ["sc-mcts", "rap", "sc-mcts-random", "expert-greedy"], truth: .plan,
    blocks: BlocksworldDraw.knownBlocks,
    title: { choice in
      let blocks = (choice.blocks ?? []).map { String($0) }.joined(separator: ", ")
      return "Blocksworld: \(choice.count) problems a length, of \(blocks) blocks, whose goals were"
        + " kept from training; seed \(choice.seed)"
    },
    draw: { length, choice throws(ProblemError) in
      try BlocksworldDraw(
        length: length, blocks: choice.blocks ?? [], horizon: choice.horizon ?? .usual,
        seed: choice.seed)
    })

  private static let design: ProblemSource = {
    var source = drawnDesigns
    source.options = [
      Option(
        name: "places", help: "how many letters a string has", accepted: .wholeNumbers(1...18)),
      Option(
        name: "letters", help: "how many letters there are", accepted: .wholeNumbers(2...26)),
      Option(
        name: "noise", help: "the deviation of what the critic's score is off",
        accepted: .numbers(0...1)),
    ]
    return source
  }()

  private static let drawnDesigns = ProblemSource(
    "design", classOption: "ruggedness", lengths: [0, 1, 3, 6, 8],
    meaning: "on how many other places the score of a place depends",
    entries: ["ab-mcts-a", "ab-mcts-m", "mctsr", "best-first", "repeated"],
    truth: .rank,
    title: { choice in
      "Design: \(choice.count) random landscapes for each ruggedness, 9 places of 4 letters; seed "
        + "\(choice.seed)"
    },
    draw: { ruggedness, choice throws(ProblemError) in
      try DesignDraw(ruggedness: ruggedness, seed: choice.seed)
    })

  private static func game<Game: SolvableGame>(
    _ game: Game.Type, _ name: String, usual: [Int]
  ) -> ProblemSource {
    ProblemSource(
      name, lengths: usual, meaning: "how many moves are left", entries: ["uct", "puct"],
      truth: .move,
      title: { choice in
        "\(name): \(choice.count) random positions for each number of moves left, in which the move "
          + "matters; seed \(choice.seed)"
      },
      draw: { length, choice throws(ProblemError) in
        try GameDraw<Game>(name, movesLeft: length, seed: choice.seed)
      })
  }
}

/// What is asked of the answers to a set of problems.
public enum ProblemTruth: Hashable, Sendable {
  /// A plan that reaches the goal.
  case plan
  /// A first move that keeps what the position is worth.
  case move
  /// The best of all answers.
  case rank

  /// Whether a tree can hold what is asked for without choosing it.
  public var canBeFound: Bool { self == .plan }

  /// What the columns of the tables count, in a sentence or two.
  public var words: String {
    switch self {
    case .plan: "found: a path in the tree reaches the goal. chosen: the answer does."
    case .move:
      "chosen: the first move of the answer keeps what the position is worth; the rest of the game "
        + "was searched to its ends."
    case .rank:
      "chosen: no answer is better than this one. rank: its place among all. L is the ruggedness."
    }
  }
}
