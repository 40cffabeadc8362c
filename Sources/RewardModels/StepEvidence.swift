public import SearchTrees

/// What an expert and an amateur say of one step, token by token.
public struct StepEvidence: Hashable, Sendable {
  /// The places of the action's tokens, in their order; at least one.
  public var places: [TokenPlace]
  /// The place of the judgement, after the action.
  public var judgement: Judgement
  /// The sum of the expert's log-probabilities of everything before the action from the second token on.
  ///
  /// No reward should look at it; the public code's does.
  public var promptLogLikelihood: Double
  /// The calls of servers that said it, one a model; empty where models run in the program.
  public var calls: [CallReference] = []

  /// States evidence.
  public init(places: [TokenPlace], judgement: Judgement, promptLogLikelihood: Double = 0) {
    self.places = places
    self.judgement = judgement
    self.promptLogLikelihood = promptLogLikelihood
  }

  /// No evidence.
  static let none = StepEvidence(
    places: [],
    judgement: Judgement(
      expertGoodLog: -.infinity, amateurGoodLog: -.infinity, expertBadLog: nil, amateurBadLog: nil,
      divergence: Divergence(expert: [], amateur: [])))
}

/// Where one token of an action stands, and what the models said before they saw it.
///
/// A distribution depends on the tokens before the place alone. Siblings with the same tokens before a
/// place therefore have the same distributions there, also at the first token in which they differ.
public struct TokenPlace: Hashable, Sendable {
  /// A token that could stand here.
  public struct Alternative: Hashable, Sendable {
    /// The word.
    public var word: String
    /// The expert's probability of it; nil where it is not among the likeliest that are known.
    public var expert: Double?
    /// The amateur's probability of it; nil where it is not among the likeliest that are known.
    public var amateur: Double?

    /// States an alternative.
    public init(word: String, expert: Double?, amateur: Double?) {
      self.word = word
      self.expert = expert
      self.amateur = amateur
    }
  }

  /// The word that was written here.
  public var word: String
  /// The expert's log-probability of it.
  public var expertLog: Double
  /// The amateur's log-probability of it.
  public var amateurLog: Double
  /// How far the two distributions are apart.
  public var divergence: Divergence
  /// Whether a sibling has the same tokens before this place.
  public var isShared: Bool
  /// Whether a sibling has this token too, after the same ones.
  public var isSame: Bool
  /// The four likeliest words of either model, by the expert's probability.
  public var top: [Alternative]

  /// States what was said at a place.
  public init(
    word: String, expertLog: Double, amateurLog: Double, divergence: Divergence,
    isShared: Bool = false, isSame: Bool = false, top: [Alternative] = []
  ) {
    self.word = word
    self.expertLog = expertLog
    self.amateurLog = amateurLog
    self.divergence = divergence
    self.isShared = isShared
    self.isSame = isSame
    self.top = top
  }

  /// `log p_e - log p_a` of the word.
  public var logRatio: Double { expertLog - amateurLog }
}

/// What the models said of a step where its judgement stands.
public struct Judgement: Hashable, Sendable {
  /// The expert's log-probability of `good`.
  public var expertGoodLog: Double
  /// The amateur's log-probability of `good`.
  public var amateurGoodLog: Double
  /// The expert's log-probability of `bad`; nil where it is not among the likeliest tokens that are known.
  public var expertBadLog: Double?
  /// The amateur's log-probability of `bad`; nil where it is not among the likeliest tokens that are known.
  public var amateurBadLog: Double?
  /// How far the two distributions are apart.
  public var divergence: Divergence
  /// The four likeliest words of either model, by the expert's probability.
  public var top: [TokenPlace.Alternative]

  /// States what was said.
  public init(
    expertGoodLog: Double, amateurGoodLog: Double, expertBadLog: Double?, amateurBadLog: Double?,
    divergence: Divergence, top: [TokenPlace.Alternative] = []
  ) {
    self.expertGoodLog = expertGoodLog
    self.amateurGoodLog = amateurGoodLog
    self.expertBadLog = expertBadLog
    self.amateurBadLog = amateurBadLog
    self.divergence = divergence
    self.top = top
  }
}
