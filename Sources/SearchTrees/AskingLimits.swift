/// What a million tokens of a model cost, in US dollars.
public struct TokenPrice: Hashable, Sendable {
  /// A million tokens that it reads.
  public var input: Double
  /// A million tokens that it writes.
  public var output: Double

  /// States prices, 0 and up.
  public init(input: Double, output: Double) {
    self.input = input
    self.output = output
  }

  /// Returns the price of some tokens, in US dollars.
  public func cost(read: Int, written: Int) -> Double {
    (Double(read) * input + Double(written) * output) / 1e6
  }
}

/// What asking takes.
public struct AskingCost: Hashable, Sendable {
  /// Requests.
  public var requests: Int
  /// Tokens that are read.
  public var tokensIn: Int
  /// Tokens that are written.
  public var tokensOut: Int

  /// States what asking takes.
  public init(requests: Int = 0, tokensIn: Int = 0, tokensOut: Int = 0) {
    self.requests = requests
    self.tokensIn = tokensIn
    self.tokensOut = tokensOut
  }

  /// Of each number the larger one.
  public func atLeast(_ other: AskingCost) -> AskingCost {
    AskingCost(
      requests: max(requests, other.requests), tokensIn: max(tokensIn, other.tokensIn),
      tokensOut: max(tokensOut, other.tokensOut))
  }

  /// The sum.
  public static func + (left: AskingCost, right: AskingCost) -> AskingCost {
    AskingCost(
      requests: left.requests + right.requests, tokensIn: left.tokensIn + right.tokensIn,
      tokensOut: left.tokensOut + right.tokensOut)
  }
}

/// What a search may ask of servers, all of them together, once they were looked at.
public struct AskingLimits: Hashable, Sendable {
  /// The most that may be spent, in US dollars.
  public var cost: Double?
  /// The most tokens, read and written.
  public var tokens: Int?
  /// The most requests, each try counted.
  public var requests: Int?

  /// Makes limits; nil is none.
  public init(cost: Double? = nil, tokens: Int? = nil, requests: Int? = nil) {
    self.cost = cost
    self.tokens = tokens
    self.requests = requests
  }

  /// Whether there is no limit.
  public var isEmpty: Bool { cost == nil && tokens == nil && requests == nil }

  /// Returns why no more may be asked; nil where there is room for what may come.
  ///
  /// - Parameter servers: the servers, each with what may come of what was asked and what is to be asked. One
  ///   without a price costs nothing that could be counted.
  public func reason(_ servers: [(server: ModelServer, coming: AskingCost)]) -> StopReason? {
    let costs = servers.map { $0.server.use.cost + $0.coming }
    let sum = costs.reduce(AskingCost(), +)
    if let requests, sum.requests > requests { return .requests(requests) }
    if let tokens, sum.tokensIn + sum.tokensOut > tokens { return .tokens(tokens) }
    // Looking at the servers was paid for too.
    let money = zip(servers, costs).reduce(0) { sum, entry in
      let (server, cost) = (entry.0.server, entry.1)
      return sum + (server.handshake.flatMap { server.cost(of: $0) } ?? 0)
        + (server.price?.cost(read: cost.tokensIn, written: cost.tokensOut) ?? 0)
    }
    if let cost, money > cost { return .cost(cost) }
    return nil
  }
}
