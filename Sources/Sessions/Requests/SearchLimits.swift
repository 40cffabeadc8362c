public import Groundwork
public import Journals
public import Presets
public import SearchTrees
public import TreeSearch

/// When a search stops by itself.
public struct SearchLimits: Sendable {
  /// The most iterations.
  public var iterations: Int?
  /// The most nodes.
  public var nodes: Int?
  /// The most calls.
  public var calls: Int?
  /// The most seconds.
  public var seconds: Double?
  /// The value that is enough for the node at which a simulation ends.
  public var value: Double?
  /// The memory that it may take.
  public var memory: MemoryAllowance
  /// Whether a proven root ends the search.
  public var endsWhenSolved: Bool
  /// What may be asked of servers.
  public var asking = AskingLimits()

  /// Makes limits; nil is none.
  public init(
    iterations: Int? = nil, nodes: Int? = nil, calls: Int? = nil, seconds: Double? = nil,
    value: Double? = nil, memory: MemoryAllowance, endsWhenSolved: Bool
  ) {
    self.iterations = iterations
    self.nodes = nodes
    self.calls = calls
    self.seconds = seconds
    self.value = value
    self.memory = memory
    self.endsWhenSolved = endsWhenSolved
  }

  /// Whether anything but memory bounds the search.
  public var areFinite: Bool {
    iterations != nil || nodes != nil || calls != nil || seconds != nil || value != nil
      || endsWhenSolved
  }

  /// Returns the limits as the rules that a search asks; the first one that is met names the reason.
  public func rules(for plan: SearchPlan, counting tally: CallTally) -> [any StoppingRule] {
    var rules: [any StoppingRule] = [endsWhenSolved ? Settled() : Exhausted()]
    if let iterations { rules.append(IterationLimit(iterations)) }
    if let nodes { rules.append(NodeLimit(nodes)) }
    if let calls { rules.append(CallLimit(calls, of: plan, counting: tally)) }
    if let seconds { rules.append(TimeLimit(seconds: seconds)) }
    if let value { rules.append(ValueLimit(value)) }
    return rules + [MemoryLimit(memory)]
  }

  /// Returns the part of the search that is done, in 0...1, where a limit tells.
  public func fractionDone(
    iterations done: Int, nodes count: Int, seconds passed: Double
  ) -> Double? {
    let fractions = [
      iterations.map { Double(done) / Double($0) }, nodes.map { Double(count) / Double($0) },
      seconds.map { passed / $0 },
    ]
    return fractions.compactMap { $0 }.max().map { min($0, 1) }
  }
}

extension SearchLimits {
  /// The limits as a recording holds them.
  public var recorded: [JournalHeader.Member] {
    var members: [JournalHeader.Member] = []
    if let iterations { members.append(.init("iterations", .number(Double(iterations)))) }
    if let nodes { members.append(.init("nodes", .number(Double(nodes)))) }
    if let calls { members.append(.init("calls", .number(Double(calls)))) }
    if let seconds { members.append(.init("seconds", .number(seconds))) }
    if let value { members.append(.init("value", .number(value))) }
    if let cost = asking.cost { members.append(.init("cost", .number(cost))) }
    if let tokens = asking.tokens { members.append(.init("tokens", .number(Double(tokens)))) }
    if let requests = asking.requests {
      members.append(.init("requests", .number(Double(requests))))
    }
    return members
  }

  /// Takes the limits that a recording holds.
  public mutating func take(_ budget: [JournalHeader.Member]) {
    for member in budget {
      switch member.key {
      case "iterations": iterations = member.value.integer
      case "nodes": nodes = member.value.integer
      case "calls": calls = member.value.integer
      case "seconds": seconds = member.value.number
      case "value": value = member.value.number
      case "cost": asking.cost = member.value.number
      case "tokens": asking.tokens = member.value.integer
      case "requests": asking.requests = member.value.integer
      default: break
      }
    }
  }
}
