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

  /// How the tree grows, where the deepest nodes have a known depth.
  func widening(deepest: Int) -> JudgedWidening {
    JudgedWidening(rollout: .greedy, unenteredDepth: entersLastLayer ? .max : deepest)
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
        "R_JSD is measured and shown but weighs nothing: it cannot tell siblings of one verb apart",
        "the verdict contrast log p_e(good) - log p_a(good) takes its place: it looks behind the action",
        "unvisited children count as their own reward and what their visited siblings got beyond theirs",
        "backup by the sum of rewards: equation (3) of the paper rewards ups and downs",
        "no place twice on a path, exhausted subtrees closed: worth more than any reward",
        "the answer by mean reward: sums of standardised rewards prefer long ways",
        "C is a multiple of the spread of Q, so that it fits any scale of rewards",
      ]
    case .contrastivePaper:
      [
        "open in the paper: weights (1/3 each), one region a part, C (1 spread of Q), p_i (the reward)",
        "open in the paper: alpha, l, m, d of algorithm 2; its rollouts are kept in the tree, as in the code",
        "the answer is the end with the highest Q: an inner node is no plan",
      ]
    case .contrastiveCode:
      [
        "the transition is by the rules, where the code lets the model write the next state; "
          + "--world-model expert does",
        "single precision, where the code computes rewards in half precision",
      ]
    case .rap:
      [
        "the transition is by the rules, where RAP lets the model write the next state; "
          + "--world-model expert does"
      ]
    }
  }
}
