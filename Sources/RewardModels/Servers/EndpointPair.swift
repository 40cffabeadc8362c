public import Endpoints

/// An expert and an amateur behind servers, which are asked as the embedded pair is read.
public struct EndpointPair: Sendable {
  /// A model behind a server.
  public struct Model: Sendable {
    /// What it is called in evidence and recordings.
    public var name: String
    /// The server.
    public var server: AskedServer
    /// What was found of it.
    public var handshake: Handshake
    /// How it scores.
    public var way: ScoringWay
    /// The token of ``PromptFormat/bad`` as a judgement; nil where the server numbers no tokens.
    public var bad: SeenToken?

    /// Looks at a server.
    ///
    /// - Throws: why it cannot be asked, or that it lacks the ability to score.
    public init(_ name: String, _ server: AskedServer, model: String? = nil) throws(EndpointFailure)
    {
      let found = try Handshake(with: server, model: model)
      guard let way = found.way else {
        throw EndpointFailure(
          .unable,
          "the server of the \(name) lacks the ability \"score\": it says of no given text how likely it is"
        )
      }
      self.name = name
      self.server = server
      handshake = found
      self.way = way
      if found.cutsTexts {
        let start = "\(PromptFormat.action) x \(PromptFormat.judgement)"
        let score = try server.answer(
          to: ScoreConversation(of: [" " + PromptFormat.bad], after: start, by: found, way: way))
        bad = score.places.count == 1 ? score.places[0].token : nil
      }
    }
  }

  /// The better model, whose likelihoods and judgements count.
  public let expert: Model
  /// The weaker model, against which the expert is contrasted.
  public let amateur: Model

  /// Puts a pair together.
  ///
  /// - Throws: a failure if the two do not have the same tokens.
  public init(expert: Model, amateur: Model) throws(EndpointFailure) {
    if let difference = Handshake.difference(expert.handshake, amateur.handshake) {
      throw EndpointFailure(.unable, "a contrast needs the same tokens: \(difference)")
    }
    self.expert = expert
    self.amateur = amateur
  }

  /// How many tokens both know; nil where no server says.
  public var vocabulary: Int? { expert.handshake.vocabulary ?? amateur.handshake.vocabulary }

  /// The question about one step: what stands before it, and the step, its mark and its judgement.
  static func question(_ wording: String, after prompt: String) -> (prompt: String, parts: [String])
  {
    (
      prompt + " " + PromptFormat.action,
      [" " + wording, " " + PromptFormat.judgement, " " + PromptFormat.good]
    )
  }

  /// How a model is asked about one step.
  public func conversation(
    _ wording: String, after prompt: String, with model: Model
  ) -> ScoreConversation {
    let question = Self.question(wording, after: prompt)
    return ScoreConversation(
      of: question.parts, after: question.prompt, by: model.handshake, way: model.way)
  }

  /// Why the number of a part cannot be had from servers; nil where it can.
  public static func unsupportedReason(_ part: RewardPart) -> String? {
    switch part {
    case .wholeLogLikelihood: "a server is asked of the step alone, not of its prompt"
    case .summedDivergence: "it needs the probabilities of all tokens, a server lists the likeliest"
    default: nil
    }
  }
}
