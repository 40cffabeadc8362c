import Groundwork

/// What language models on servers were asked in a search, and what they said: only added to, and shared by a
/// search, its branches and what is saved of it, so that nothing is asked twice.
///
/// Calls are numbered from 1, in the order in which their answers came. A call takes as much memory as its
/// answer has alternatives: some 32 bytes each.
public final class KeptCalls: Sendable {
  /// What one model was asked in all.
  public struct Total: Hashable, Sendable {
    /// Who was asked, as the search calls it.
    ///
    /// Untrusted text.
    public var name: String
    /// Calls that were answered, those from a shared file included.
    public var answered = 0
    /// Answers that were taken from a file that searches share.
    public var cached = 0
    /// Calls that failed.
    public var failed = 0
    /// What asking took.
    public var effort = ModelCall.Effort()

    /// Begins to count.
    init(name: String) { self.name = name }
  }

  /// What became of a call that was added.
  public enum Added: Hashable, Sendable {
    /// It is kept, or one with the same answer was already; the number of the one that counts.
    case kept(Int)
    /// The same question had another answer before.
    case differs(from: Int)
  }

  /// Asks the question of a call again with another prompt; returns why not, if it is not asked.
  public typealias Asker =
    @Sendable (_ number: Int, _ call: ModelCall, _ prompt: String) -> String?

  private struct State {
    var calls: [ModelCall] = []
    /// The first answer to each question.
    var numbers: [String: Int] = [:]
    /// Questions whose recorded answer is to be compared with a new one, and was not yet.
    var unconfirmed: Set<String> = []
    var totals: [Total] = []
    /// Questions whose answers are in the shared file already and here in a moment.
    var arriving: Set<String> = []
    /// Who asks what a person asks beside the search, what that took of each model, and the calls that came of it.
    var asker: Asker?
    var workByHand: [String: ModelServer.Work] = [:]
    var answeredByHand: [Int] = []
  }

  private let state: Guarded<State>
  private let cache: (any CallCache)?

  /// Makes one that holds nothing.
  ///
  /// - Parameter cache: what searches share.
  public init(cache: (any CallCache)? = nil) {
    self.cache = cache
    state = Guarded(State())
  }

  /// The file of answers that cannot be written any more, and why; nil while all is well.
  public var cacheFailure: String? {
    cache.flatMap { cache in cache.failure.map { "\(cache.path): \($0)" } }
  }

  /// How many calls there are.
  public var count: Int { state.withLock { $0.calls.count } }

  /// What each model was asked, in the order of the first calls.
  public var totals: [Total] { state.withLock { $0.totals } }

  /// Returns the calls at some places, counted from 0; places beyond the last hold none.
  ///
  /// O(range).
  public func calls(_ range: Range<Int>) -> [ModelCall] {
    state.withLock { Array($0.calls[range.clamped(to: 0..<$0.calls.count)]) }
  }

  /// Returns the window of a page, as far as it is there.
  ///
  /// O(range), whatever else there is.
  public func window(_ wanted: Range<Int>) -> CallWindow {
    state.withLock { state in
      let places = CallWindow.places(wanted, of: state.calls.count)
      return CallWindow(
        first: places.lowerBound, calls: Array(state.calls[places]), count: state.calls.count,
        totals: state.totals)
    }
  }

  /// Returns the call with a number, from 1.
  public func call(_ number: Int) -> ModelCall? {
    state.withLock { $0.calls.indices.contains(number - 1) ? $0.calls[number - 1] : nil }
  }

  /// Returns the number of the call that answers a question; nil where it must be asked.
  ///
  /// An answer of the shared file is a call of this search from then on.
  public func answer(to key: String) -> Int? {
    let (known, isAwaited) = state.withLock {
      ($0.numbers[key], $0.unconfirmed.contains(key) || $0.arriving.contains(key))
    }
    if isAwaited { return nil }
    if let known { return known }
    guard var call = cache?.answer(to: key) else { return nil }
    call.isCached = true
    return state.withLock { $0.numbers[key] ?? Self.append(call, to: &$0) }
  }

  /// Adds what came of a question.
  public func add(_ call: ModelCall) -> Added {
    // Another run may have been first: what it was told counts for all.
    var call = call
    if let cache, call.failure == nil {
      _ = state.withLock { $0.arriving.insert(call.key) }
      call.outcome = cache.keep(call).outcome
    }
    return state.withLock { state in
      state.arriving.remove(call.key)
      guard call.failure == nil, let known = state.numbers[call.key] else {
        return .kept(Self.append(call, to: &state))
      }
      state.unconfirmed.remove(call.key)
      return state.calls[known - 1].outcome == call.outcome ? .kept(known) : .differs(from: known)
    }
  }

  // MARK: - By hand

  /// Names who asks what a person asks beside the search.
  public func asksByHand(_ asker: @escaping Asker) { state.withLock { $0.asker = asker } }

  /// Asks the question of a call again with another prompt, beside the search.
  ///
  /// What comes of it is a call of its own, which answers no question of the search.
  /// - Returns: why it is not asked; nil where it is.
  public func ask(_ number: Int, withPrompt prompt: String) -> String? {
    guard let call = call(number) else { return "there is no call \(number)" }
    guard let asker = state.withLock({ $0.asker }) else {
      return "no language model on a server is asked in this search"
    }
    if prompt.isEmpty { return "an empty prompt asks nothing" }
    return asker(number, call, prompt)
  }

  /// Adds what came of a question that a person asked.
  public func addByHand(_ call: ModelCall) {
    var call = call
    call.phase = .byHand
    state.withLock { state in
      let number = Self.append(call, to: &state)
      let work = ModelServer.Work(call.effort)
      state.workByHand[call.name] = (state.workByHand[call.name] ?? ModelServer.Work()) + work
      state.answeredByHand.append(number)
    }
  }

  /// The calls that a person asked and that came since this was asked last.
  public func takeAnsweredByHand() -> [Int] {
    state.withLock { state in
      defer { state.answeredByHand = [] }
      return state.answeredByHand
    }
  }

  /// What a person asked of a model in this run.
  public func workByHand(of name: String) -> ModelServer.Work {
    state.withLock { $0.workByHand[name] ?? ModelServer.Work() }
  }

  /// Adds a call of a recording, which has the next number whatever its answer is.
  ///
  /// - Parameter isCompared: whether the question is asked anew all the same, and the answers compared.
  /// - Returns: the number of an earlier call with another answer; nil where there is none.
  public func restore(_ call: ModelCall, isCompared: Bool = false) -> Int? {
    state.withLock { state in
      let known = call.isAnswer ? state.numbers[call.key] : nil
      _ = Self.append(call, to: &state)
      if isCompared, call.isAnswer { state.unconfirmed.insert(call.key) }
      return known.flatMap { state.calls[$0 - 1].outcome == call.outcome ? nil : $0 }
    }
  }

  private static func append(_ call: ModelCall, to state: inout State) -> Int {
    state.calls.append(call)
    let number = state.calls.count
    if call.isAnswer, state.numbers[call.key] == nil { state.numbers[call.key] = number }
    if !state.totals.contains(where: { $0.name == call.name }) {
      state.totals.append(Total(name: call.name))
    }
    for place in state.totals.indices where state.totals[place].name == call.name {
      state.totals[place].add(call)
    }
    return number
  }
}

extension KeptCalls.Total {
  /// Counts a call.
  fileprivate mutating func add(_ call: ModelCall) {
    if call.failure == nil { answered += 1 } else { failed += 1 }
    if call.isCached {
      cached += 1
      return
    }
    effort.requests += call.effort.requests
    effort.tries = max(effort.tries, call.effort.tries)
    effort.tokensIn += call.effort.tokensIn
    effort.tokensOut += call.effort.tokensOut
    effort.seconds += call.effort.seconds
  }
}

/// A file of answers that several runs share.
public protocol CallCache: Sendable {
  /// The file.
  ///
  /// Untrusted text.
  var path: String { get }
  /// Why nothing more is kept; nil while all is well.
  var failure: String? { get }
  /// Returns the answer to a question; nil where nobody was asked yet.
  func answer(to key: String) -> ModelCall?
  /// Keeps an answer, and returns the one that counts: the first that anybody kept.
  func keep(_ call: ModelCall) -> ModelCall
}
