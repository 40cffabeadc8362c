/// What an evaluator said of a leaf, or a reward model of the step into a node.
public struct Verdict: Hashable, Sendable {
  /// The value that was backed up, from the view of the player who moved to the leaf; of a step, its
  /// reward.
  public var value: Double
  /// The named numbers that the value was made of, in the evaluator's order.
  public var parts: [VerdictPart]
  /// The tokens that language models were asked about, in their order; empty where none were.
  public var tokens: [TokenEvidence]
  /// Why, in words, if the evaluator can say.
  ///
  /// Untrusted text.
  public var rationale: String?
  /// All components of a value that is a vector, the first one included; empty for a single number.
  public var vector: [Double?] = []
  /// How sure the evaluator was, in its own measure.
  public var confidence: Double?
  /// What several judges said, each for itself.
  public var voices: [VerdictVoice] = []
  /// The model that was asked.
  ///
  /// Untrusted text.
  public var model: String?
  /// Which of several judges or writers said it.
  ///
  /// Untrusted text.
  public var source: String?
  /// What asking took: `calls`, `tokens`, `seconds`, `usd` and the like.
  public var cost: [NamedNumber] = []
  /// The calls of language models on servers that the numbers come from, one a model.
  public var calls: [CallReference] = []
  /// What the evaluator points at, in its order.
  public var evidence: [VerdictEvidence] = []
  /// Whether a model with a known error said it in the place of what it is named after.
  public var isStandIn = false
  /// Whether the same thing may be judged once more, with another result.
  public var mayBeAskedAgain = false
  /// The state that a language model wrote for where the step leads; nil where none was asked.
  public var generation: GeneratedText?
  /// How the step was proposed; nil where all legal ones are.
  public var proposal: GeneratedProposal?

  /// Makes a verdict.
  public init(
    value: Double, parts: [VerdictPart] = [], tokens: [TokenEvidence] = [],
    rationale: String? = nil, generation: GeneratedText? = nil,
    proposal: GeneratedProposal? = nil
  ) {
    self.value = value
    self.parts = parts
    self.tokens = tokens
    self.rationale = rationale
    self.generation = generation
    self.proposal = proposal
  }
}

/// Which call of a language model on a server said something.
public struct CallReference: Hashable, Sendable {
  /// Who was asked, as the search calls it (`expert`).
  ///
  /// Untrusted text.
  public var name: String
  /// The number of the call, from 1 (``KeptCalls``).
  public var number: Int

  /// Names a call.
  public init(_ name: String, _ number: Int) {
    self.name = name
    self.number = number
  }
}

/// What one of several judges said.
public struct VerdictVoice: Hashable, Sendable {
  /// The judge.
  ///
  /// Untrusted text.
  public var name: String
  /// Its value, probability or weight; nil where it gave none.
  public var value: Double?
  /// Its words.
  ///
  /// Untrusted text.
  public var text: String?

  /// Makes a voice.
  public init(name: String, value: Double?, text: String? = nil) {
    self.name = name
    self.value = value
    self.text = text
  }
}

/// What an evaluator points at: a place in the thing that it judges, or a line of a document.
public struct VerdictEvidence: Hashable, Sendable {
  /// The place in the thing, from 1: of a string the letter, of a text the line; nil for none.
  public var place: Int?
  /// The document.
  ///
  /// Untrusted text.
  public var document: String?
  /// The line of the document, from 1.
  public var line: Int?
  /// What stands there.
  ///
  /// Untrusted text.
  public var text: String?

  /// Points at something.
  public init(
    place: Int? = nil, document: String? = nil, line: Int? = nil, text: String? = nil
  ) {
    self.place = place
    self.document = document
    self.line = line
    self.text = text
  }
}

/// One named number of a verdict, and how it came to count.
///
/// `contribution = weight * normalized`, `normalized = (raw - mean) / deviation` with the mean and the
/// deviation of the region that the raw value lies in (Gao et al. 2024, equations 1 and 2). What an
/// evaluator does not have is nil.
public struct VerdictPart: Hashable, Sendable {
  /// What the evaluator calls it (`R_LL`).
  public var name: String
  /// The number as it was measured.
  public var raw: Double
  /// The region that it lies in, from 0, and how many there are.
  public var region: Int?
  /// The number of regions.
  public var regionCount: Int?
  /// The region's mean when the part was judged.
  public var mean: Double?
  /// The region's standard deviation when the part was judged.
  public var deviation: Double?
  /// How many values the region's statistics were made from.
  public var samples: Int?
  /// The number on the scale on which parts are added.
  public var normalized: Double?
  /// How much it counts.
  public var weight: Double?
  /// What it adds to the value.
  public var contribution: Double?

  /// Makes a part of a name and a number.
  public init(_ name: String, _ raw: Double) {
    self.name = name
    self.raw = raw
  }
}
