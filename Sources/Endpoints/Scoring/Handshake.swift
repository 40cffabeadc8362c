public import Groundwork

/// What a server can really do, as far as treetop needs it: measured, not believed.
///
/// A server ignores what it does not know and answers 200 all the same, so nothing follows from a status.
/// Two tokens are written greedily after a fixed text. The first of them and a token that is *not* the
/// second are then scored by each way; a way is good if it gives the two numbers that the server gave as
/// it wrote, within ``tolerance``. With the tokens that it writes anyhow a server that ignores what it is
/// told would pass.
public struct Handshake: Hashable, Sendable {
  /// What was found of a way to score.
  public struct Trial: Hashable, Sendable {
    /// The way.
    public var way: ScoringWay
    /// The largest difference to what the server said as it wrote; nil where there are no numbers.
    public var difference: Double?
    /// Why there are no numbers.
    ///
    /// Untrusted text.
    public var reason: String?

    /// Whether it may be used.
    public var isGood: Bool { difference.map { $0 <= Handshake.tolerance } ?? false }
  }

  /// How far two numbers of the same token may be apart.
  public static let tolerance = 0.02
  /// The alternatives that are asked for at each place, the most first; more than the most make little
  /// better.
  static let wishes = [50, 20, 5, 1]

  /// Which server it is.
  public internal(set) var kind = ServerKind.other
  /// Its version, where it says one.
  ///
  /// Untrusted text.
  public internal(set) var version: String?
  /// The model.
  ///
  /// Untrusted text.
  public internal(set) var model: String?
  /// How many tokens the model knows; nil where the server does not say.
  public internal(set) var vocabulary: Int?
  /// How many numbers the model has; nil where the server does not say.
  public internal(set) var parameters: Int?
  /// The longest sequence; nil where the server does not say.
  public internal(set) var longest: Int?
  /// How many requests it serves at once; nil where it does not say.
  public internal(set) var slots: Int?
  /// Whether it cuts texts into tokens.
  public internal(set) var cutsTexts = false
  /// How many alternatives it lists at each place.
  public internal(set) var alternatives = 0
  /// Whether it gives the log-probabilities of the next token.
  public internal(set) var givesNext = false
  /// What was found of each way that was tried, in the order of trying.
  public internal(set) var trials: [Trial] = []
  /// How long the first answer took, in seconds.
  public internal(set) var firstSeconds: Double?
  /// How long a score of two tokens took by the best way, in seconds.
  public internal(set) var scoreSeconds: Double?
  /// The tokens of a fixed text, by which vocabularies are compared; empty where they are not known.
  public internal(set) var sample: [Int] = []

  /// What the model's chat template puts around a message; nil where it was not looked for.
  public internal(set) var template: ChatTemplate?

  /// The first way that is good.
  public var way: ScoringWay? { trials.first(where: \.isGood)?.way }

  /// How completions are asked of it.
  var form: CompletionForm {
    CompletionForm(
      model: model, kind: kind, alternatives: alternatives, isTemplated: template != nil)
  }

  /// How many requests may be under way at once: as many as llama.cpp has slots, where more only wait and
  /// spoil each other's cache.
  public var inFlight: Int { kind == .llamaCpp ? max(1, slots ?? 1) : 8 }

  /// Why expert and amateur cannot be contrasted; nil where they can.
  ///
  /// Their tokens must be the same: as many, and the same for the same text.
  public static func difference(_ expert: Handshake, _ amateur: Handshake) -> String? {
    if let one = expert.vocabulary, let other = amateur.vocabulary, one != other {
      return "the expert knows \(one) tokens, the amateur \(other)"
    }
    if !expert.sample.isEmpty, !amateur.sample.isEmpty, expert.sample != amateur.sample {
      return "expert and amateur cut the same text into other tokens"
    }
    return nil
  }
}
