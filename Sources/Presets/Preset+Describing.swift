public import TreeSearch

extension Preset {
  /// What the preset is, in one line.
  public var title: String {
    switch self {
    case .uct: "upper confidence bounds applied to trees"
    case .puct: "predictor UCT, as in AlphaZero"
    }
  }

  /// Where it comes from.
  public var source: String {
    switch self {
    case .uct: "Kocsis and Szepesvari, Bandit based Monte-Carlo planning (2006)"
    case .puct: "Silver et al., A general reinforcement learning algorithm (2018)"
    }
  }

  /// When a node gets children, unless the person says otherwise, and how a leaf is evaluated.
  public var growth: String {
    switch self {
    case .uct: "all children at the second visit, shuffled; random rollouts"
    case .puct: "all children at the first visit, by prior; random rollouts"
    }
  }

  /// The rule in plain text.
  public var formula: String { rule.formula }

  /// The parameters with the values that they have where a problem's values lie in 0...1.
  public var parameters: [Parameter] { rule.parameters }

  private var rule: any SelectionPolicy {
    switch self {
    case .uct: UCT(c: UCTPreset.constant)
    case .puct: PUCT(c: PUCTPreset.constant, reduction: PUCTPreset.reduction)
    }
  }
}
