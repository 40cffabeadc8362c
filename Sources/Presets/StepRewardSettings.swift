public import RewardModels
public import TreeSearch

/// What a search is made of whose steps have rewards of their own: SC-MCTS*, RAP and everything between.
public struct StepRewardSettings: Sendable, Hashable {
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
  /// The most tokens that the amateur drafts where the expert writes, 0 or more; no option, as it changes no
  /// state that is written.
  public var draftLength = 4

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

  /// Whether the expert writes anything.
  var writes: Bool { worldModel == .expert || proposal != .legal }

  /// How simulations find their leaf, where the deepest nodes have a known depth.
  func walk(deepest: Int) -> TreeRollout {
    TreeRollout(.greedy, lastLayer: entersLastLayer ? .max : deepest)
  }

  /// The selection rule.
  var selection: GuidedUCT { GuidedUCT(c: c, isScaled: scalesC, unvisited: unvisited) }
}
