public import RewardModels
public import TreeSearch

/// What a search of judged steps is made of: SC-MCTS*, RAP and everything between.
public struct JudgedSettings: Sendable, Hashable {
  /// What steps are worth.
  public enum Rewards: Sendable, Hashable {
    /// What an expert and an amateur language model say.
    case models(RewardComposition)
    /// Random numbers: what the search rules do by themselves.
    case random
  }

  /// The regions in which parts are standardised.
  public enum RegionChoice: String, Sendable, Hashable, CaseIterable {
    /// One for each part.
    case one
    /// Those that were found in the prior sample.
    case found
  }

  /// Who says where actions lead.
  public enum WorldModel: String, Sendable, Hashable, CaseIterable {
    /// The rules of the problem.
    case rules
    /// The expert, which writes the next state.
    case expert
  }

  /// Which actions become children.
  public enum Proposal: Sendable, Hashable {
    /// All legal ones.
    case legal
    /// The distinct legal ones among so many samples of the expert's policy.
    case generated(Int)

    /// As many samples may be drawn.
    public static let accepted = 1...64

    /// Reads a proposal as it is written on the command line: `legal` or a number of samples; nil where
    /// the text is neither.
    public init?(_ text: String) {
      if text == "legal" {
        self = .legal
      } else if let count = Int(text), Self.accepted ~= count {
        self = .generated(count)
      } else {
        return nil
      }
    }

    /// The proposal as it is written on the command line.
    public var argument: String {
      switch self {
      case .legal: "legal"
      case .generated(let count): "\(count)"
      }
    }
  }

  /// What steps are worth; an explicit tree gives its own estimates and rewards instead.
  public var rewards: Rewards
  /// By which statistics parts are standardised.
  public var regions = RegionChoice.one
  /// When the statistics take in what was judged.
  public var update = RewardComposition.Update.never
  /// The exploration constant.
  public var c: Double
  /// Whether the constant is scaled by the spread of Q.
  public var scalesC: Bool
  /// What a child counts as before its first visit.
  public var unvisited: UnvisitedRule
  /// How rewards go up.
  public var backup: BackupRule
  /// Whether actions are left out that lead back to a place on the way.
  public var avoidsRepeats: Bool
  /// Whether exhausted subtrees are closed.
  public var closes: Bool
  /// Whether children in the last layer are entered when selection reaches them.
  public var entersLastLayer: Bool
  /// The answer.
  public var answer: AnswerRule
  /// Who says where actions lead; plans are checked by the rules whoever does.
  public var worldModel = WorldModel.rules
  /// Which actions become children.
  public var proposal = Proposal.legal

  /// Puts settings together.
  public init(
    rewards: Rewards, c: Double, scalesC: Bool, unvisited: UnvisitedRule, backup: BackupRule,
    avoidsRepeats: Bool, closes: Bool, entersLastLayer: Bool, answer: AnswerRule
  ) {
    self.rewards = rewards
    self.c = c
    self.scalesC = scalesC
    self.unvisited = unvisited
    self.backup = backup
    self.avoidsRepeats = avoidsRepeats
    self.closes = closes
    self.entersLastLayer = entersLastLayer
    self.answer = answer
  }

  /// The settings of `sc-mcts`: what works best on the embedded models.
  public static let best = JudgedSettings(
    rewards: .models(.best), c: 1, scalesC: true, unvisited: .siblings, backup: .suffixSum,
    avoidsRepeats: true, closes: true, entersLastLayer: true, answer: .meanReward)

  /// The settings of `sc-mcts-paper`: the paper to the letter, its open points by the usual reading.
  public static let paper = JudgedSettings(
    rewards: .models(.paper), c: 1, scalesC: true, unvisited: .infinity, backup: .equation3,
    avoidsRepeats: false, closes: false, entersLastLayer: true, answer: .bestEnd)

  /// The settings of `sc-mcts-code`: what the authors' public code does.
  public static let code = JudgedSettings(
    rewards: .models(.code), c: 50, scalesC: false, unvisited: .estimate, backup: .suffixSum,
    avoidsRepeats: false, closes: false, entersLastLayer: false, answer: .bestPath)

  /// The settings of `rap`: llm-reasoners on Blocksworld.
  public static let rap = JudgedSettings(
    rewards: .models(.rap), c: 1, scalesC: false, unvisited: .estimate, backup: .suffixSum,
    avoidsRepeats: false, closes: false, entersLastLayer: false, answer: .bestPath)

  /// Whether the expert writes anything.
  var writes: Bool { worldModel == .expert || proposal != .legal }

  /// How simulations find their leaf, where the deepest nodes have a known depth.
  func walk(deepest: Int) -> TreeRollout {
    TreeRollout(.greedy, lastLayer: entersLastLayer ? .max : deepest)
  }

  /// The selection rule.
  var selection: GuidedUCT { GuidedUCT(c: c, isScaled: scalesC, unvisited: unvisited) }
}

extension Preset {
  /// The settings of a preset that judges steps; nil for the others.
  public var judged: JudgedSettings? {
    switch self {
    case .uct, .puct: nil
    case .contrastive: .best
    case .contrastivePaper: .paper
    case .contrastiveCode: .code
    case .rap: .rap
    }
  }

  /// Where a preset departs from what it is named after, each with its reason.
  public var departures: [String] {
    switch self {
    case .uct, .puct: []
    case .contrastive:
      [
        "R_JSD is shown but weighs nothing: siblings of one verb have the same",
        "log p_e(good) - log p_a(good) takes its place: it looks behind the action",
        "unvisited children: their reward and what visited siblings got beyond theirs",
        "sums of rewards go up: equation (3) rewards ups and downs",
        "no place twice on a path, exhausted subtrees closed: worth more than rewards",
        "the answer by mean reward: sums of standardised rewards prefer long ways",
        "C is a multiple of the spread of Q: it fits any scale of rewards",
      ]
    case .contrastivePaper:
      [
        "open there: the weights (a third each), regions (one a part), C (1 spread of Q)",
        "open there: p_i of equation (3) (the step's reward), n = 0 (visited first)",
        "open there: alpha, l, m, d of algorithm 2; rollouts stay in the tree, as in the code",
        "the answer is the end with the highest Q: an inner node is no plan",
      ]
    case .contrastiveCode:
      [
        "the next state is by the rules, where the code lets the model write it: --world-model expert",
        "single precision, where the code computes in half precision",
        "the amateur's stale cache holds the siblings of one expansion, not all before",
      ]
    case .rap:
      ["the next state is by the rules, where RAP lets the model write it: --world-model expert"]
    }
  }
}
