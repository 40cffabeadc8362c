import RewardModels
public import TreeSearch

extension Preset {
  /// What the preset is, in one line.
  public var title: String {
    switch self {
    case .uct: "upper confidence bounds applied to trees"
    case .puct: "predictor UCT, as in AlphaZero"
    case .contrastive: "SC-MCTS*: contrastive rewards of two language models, tuned"
    case .contrastivePaper: "SC-MCTS* as its paper has it"
    case .contrastiveCode: "SC-MCTS* as its public code does it, mistakes included"
    case .rap: "RAP: reasoning via planning, as llm-reasoners runs it on Blocksworld"
    }
  }

  /// Where it comes from.
  public var source: String {
    switch self {
    case .uct: "Kocsis and Szepesvari, Bandit based Monte-Carlo planning (2006)"
    case .puct: "Silver et al., A general reinforcement learning algorithm (2018)"
    case .contrastive, .contrastivePaper, .contrastiveCode:
      "Gao et al., Interpretable contrastive MCTS reasoning (2024), 2410.01707"
    case .rap: "Hao et al., Reasoning with language model is planning with world model (2023)"
    }
  }

  /// When a node gets children, unless the person says otherwise, and how a leaf is evaluated.
  public var growth: String {
    switch self {
    case .uct: "all children at the second visit, shuffled; random rollouts"
    case .puct: "all children at the first visit, by prior; random rollouts"
    case .contrastive, .contrastivePaper, .contrastiveCode, .rap:
      "all children judged at the first visit; on to the end by the best, kept in the tree"
    }
  }

  /// What the rule does not say of itself, in sentences.
  public var selectionRules: [String] {
    switch self {
    case .uct: Self.rules(exploresEnds: UCT().exploresEnds, UCTPreset.order.words)
    case .puct: Self.rules(exploresEnds: PUCT().exploresEnds, PUCTPreset.order.words)
    case .contrastive, .contrastivePaper, .contrastiveCode, .rap:
      SelectionRules.sentences(
        exploresEnds: (judged ?? .best).selection.exploresEnds, makesSingleChildren: false,
        order: (judged ?? .best).unvisited == .infinity
          ? "by guessed reward" : "as listed", ties: .first)
    }
  }

  private static func rules(exploresEnds: Bool, _ order: String) -> [String] {
    SelectionRules.sentences(
      exploresEnds: exploresEnds, makesSingleChildren: nil, order: order, ties: .first)
      + ["With --ties random one of them is drawn."]
  }

  /// The rule in plain text.
  public var formula: String { rule.formula }

  /// The parameters with the values that they have where a problem's values lie in 0...1.
  public var parameters: [Parameter] { rule.parameters }

  private var rule: any SelectionPolicy {
    switch self {
    case .uct: UCT(c: UCTPreset.constant)
    case .puct: PUCT(c: PUCTPreset.constant, reduction: PUCTPreset.reduction)
    case .contrastive, .contrastivePaper, .contrastiveCode, .rap:
      (judged ?? .best).selection
    }
  }
}
