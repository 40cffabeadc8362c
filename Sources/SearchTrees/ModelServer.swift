public import Groundwork

/// A server of language models that a search asks, and what it was asked so far.
public struct ModelServer: Hashable, Sendable {
  /// What asking took: of one kind of question, or of all; nil is what nobody counted.
  public struct Work: Hashable, Sendable {
    /// Requests that were sent, each try counted.
    public var requests: Int? = 0
    /// Tokens that it read.
    public var tokensIn: Int? = 0
    /// Tokens that it wrote.
    public var tokensOut: Int? = 0
    /// Seconds that requests were under way, added up.
    public var seconds: Double? = 0

    /// Makes the work of a server that was asked nothing.
    public init() {}

    /// Takes over what a call took.
    public init(_ effort: ModelCall.Effort) {
      requests = effort.requests
      tokensIn = effort.tokensIn
      tokensOut = effort.tokensOut
      seconds = effort.seconds
    }

    /// Adds up; what is not known on one side is not known of both.
    public static func + (one: Work, other: Work) -> Work { one.combined(other, +, +) }

    /// What is left of the whole without a part of it, never less than nothing.
    public static func - (whole: Work, part: Work) -> Work {
      whole.combined(part, { max(0, $0 - $1) }, { max(0, $0 - $1) })
    }

    private func combined(
      _ other: Work, _ count: (Int, Int) -> Int, _ time: (Double, Double) -> Double
    ) -> Work {
      func both<Value>(
        _ one: Value?, _ other: Value?, _ combine: (Value, Value) -> Value
      ) -> Value? {
        if let one, let other { combine(one, other) } else { nil }
      }
      var work = Work()
      work.requests = both(requests, other.requests, count)
      work.tokensIn = both(tokensIn, other.tokensIn, count)
      work.tokensOut = both(tokensOut, other.tokensOut, count)
      work.seconds = both(seconds, other.seconds, time)
      return work
    }
  }

  /// What it was asked so far.
  public struct Use: Hashable, Sendable {
    /// What the questions took, those that were asked by hand included.
    public var work = Work()
    /// What those of them took that a person asked beside the search.
    public var byHand = Work()
    /// Requests that are under way or wait.
    public var open = 0
    /// Questions that were put to it.
    public var asked = 0
    /// Questions that are not answered yet.
    public var waiting = 0
    /// Questions that failed.
    public var failed = 0
    /// Answers that were taken from a file that searches share.
    public var cached = 0
    /// Tokens a second, read and written, over the last ten seconds; nil where none came.
    public var rate: Double?
    /// How long the request that is silent longest has been so, in seconds; nil where none is under way.
    public var silence: Double?
    /// Why something is tried again, the last time that happened.
    ///
    /// Untrusted text.
    public var trouble: String?

    /// Makes the use of a server that was asked nothing.
    public init() {}

    /// What the search may count: what is not known of it counts as nothing.
    public var cost: AskingCost {
      AskingCost(
        requests: work.requests ?? 0, tokensIn: work.tokensIn ?? 0, tokensOut: work.tokensOut ?? 0)
    }
  }

  /// What it is in the search: `expert`, `amateur`.
  ///
  /// Untrusted text, like all others here.
  public var name: String
  /// Which server it is, with its version where it says one.
  public var server: String
  /// The model; nil where it does not say.
  public var model: String?
  /// How it is made to score a text.
  public var way: String
  /// How many of the likeliest tokens it lists at each place.
  public var alternatives: Int
  /// How many tokens the model knows; nil where no one says.
  public var vocabulary: Int?
  /// How many numbers the model has; nil where no one says.
  public var parameters: Int?
  /// What its model's chat template puts around a question; nil where questions are put to it as they are.
  public var template: ChatTemplate?
  /// Whether it holds one of the models that come with the program.
  public var isEmbedded = false
  /// Where it is, without anything secret.
  public var address: String
  /// What its tokens cost; nil where nobody said.
  public var price: TokenPrice?
  /// What it was asked so far.
  public var use = Use()

  /// What finding out took what it can do, before it was asked anything for the search; nil where nobody says.
  public var handshake: Work?

  /// What was spent on it, the handshake included where it is known, in US dollars; nil where its tokens
  /// have no price, or were not counted.
  public var spent: Double? { cost(of: use.work + (handshake ?? Work())) }

  /// What some work cost, in US dollars; nil where its tokens have no price, or were not counted.
  public func cost(of work: Work) -> Double? {
    guard let price, let read = work.tokensIn, let written = work.tokensOut else { return nil }
    return price.cost(read: read, written: written)
  }

  /// What a server is asked for, in the order in which it happens.
  public enum Phase: String, Hashable, Sendable, CaseIterable {
    /// To find out what it can do.
    case handshake
    /// To score the steps from a state when it grows.
    case scoring
    /// By a person, beside the search.
    case byHand = "by hand"
  }

  /// What each kind of question took; those that nobody says anything of, and by hand those that were not
  /// asked, are left out.
  public var phases: [(phase: Phase, work: Work)] {
    var phases: [(phase: Phase, work: Work)] = []
    if let handshake { phases.append((.handshake, handshake)) }
    phases.append((.scoring, use.work - use.byHand))
    if use.byHand != Work() { phases.append((.byHand, use.byHand)) }
    return phases
  }

  /// Describes a server that was asked nothing.
  public init(
    _ name: String, at address: String, server: String, model: String?, way: String,
    alternatives: Int, vocabulary: Int?, parameters: Int? = nil
  ) {
    self.name = name
    self.address = address
    self.server = server
    self.model = model
    self.way = way
    self.alternatives = alternatives
    self.vocabulary = vocabulary
    self.parameters = parameters
  }
}
