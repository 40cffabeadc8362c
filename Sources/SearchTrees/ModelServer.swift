public import Groundwork

/// A server of language models that a search asks, and what it was asked so far.
public struct ModelServer: Hashable, Sendable {
  /// What it was asked so far.
  public struct Use: Hashable, Sendable {
    /// Requests that were sent, each try counted.
    public var requests = 0
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
    /// Tokens that it read.
    public var tokensIn = 0
    /// Tokens that it wrote.
    public var tokensOut = 0
    /// Seconds that requests were under way, added up.
    public var seconds = 0.0
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

    /// What it took.
    public var cost: AskingCost {
      AskingCost(requests: requests, tokensIn: tokensIn, tokensOut: tokensOut)
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

  /// What was spent on it, in US dollars; nil where its tokens have no price.
  public var spent: Double? { price?.cost(read: use.tokensIn, written: use.tokensOut) }

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
