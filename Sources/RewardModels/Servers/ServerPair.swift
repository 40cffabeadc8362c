import Endpoints
import Groundwork
import LanguageModels
public import SearchTrees
public import TreeSearch

/// An expert and an amateur on servers.
///
/// All questions about the steps from one state go out together. What was said is kept by the question, so
/// that nothing is asked twice, in whatever branch and after whatever was taken back.
public final class ServerPair: EvidenceSource {
  struct State {
    var keys: [StepQuestion: String] = [:]
    var open: Set<StepQuestion> = []
    var failed: [StepQuestion: String] = [:]
    var remarks = AnswerRemarks()
    /// How many questions were put to each model.
    var asked: [ModelRole: Int] = [:]
    var limits = AskingLimits()
    /// The most that a question took of each model.
    var largest: [ModelRole: AskingCost] = [:]
  }

  let scorer: any StepScorer
  /// The models as they were found, by role, without what they were asked.
  let found: [ModelRole: ModelServer]
  let kept: KeptCalls
  private let vocabulary: Int?
  private let isEmbeddedPair: Bool
  let state = Guarded(State())
  /// What was asked together arrives once the last of it is there.
  public let arrivals: AnswerArrivals? = AnswerArrivals()

  /// Makes a pair.
  ///
  /// - Parameters:
  ///   - vocabulary: how many tokens the models know; nil where no one says.
  ///   - isEmbeddedPair: whether the servers hold the models that come with the program.
  ///   - calls: what they were asked already, and will be.
  public init(
    _ scorer: any StepScorer, vocabulary: Int?, isEmbeddedPair: Bool = false,
    calls: KeptCalls = KeptCalls()
  ) {
    self.scorer = scorer
    self.isEmbeddedPair = isEmbeddedPair
    self.vocabulary = vocabulary
    kept = calls
    found = scorer.byRole
    kept.asksByHand { [weak self] number, call, prompt in
      guard let self else { return "the models are no longer there" }
      return askByHand(number, call, prompt)
    }
  }

  /// The servers, and what they were asked so far.
  public var servers: [ModelServer] {
    let totals = kept.totals
    let (asked, open) = state.withLock { ($0.asked, $0.open) }
    return scorer.servers.map { server in
      var server = server
      server.isEmbedded = isEmbeddedPair
      server.use.byHand = kept.workByHand(of: server.name)
      server.use.cached = totals.first { $0.name == server.name }?.cached ?? 0
      guard let role = ModelRole(rawValue: server.name) else { return server }
      server.use.asked = asked[role] ?? 0
      server.use.waiting = open.count { $0.role == role }
      return server
    }
  }

  /// What they were asked, and said.
  public var calls: KeptCalls? { kept }

  /// Sets what may be asked.
  ///
  /// It is looked at before the steps from a state are asked about. Of each question that is not answered it
  /// is taken that it will take as much as the largest one so far, or before there is one as much as the
  /// length of its text says: the limits are passed by no more than what that was too little.
  public func limit(to limits: AskingLimits) { state.withLock { $0.limits = limits } }

  /// Why some questions, which count as open by now, may not be asked; nil where they may.
  func limit() -> StopReason? {
    let (limits, open, largest) = state.withLock { ($0.limits, $0.open, $0.largest) }
    if limits.isEmpty { return nil }
    return limits.reason(
      scorer.servers.map { server in
        let coming = open.filter { $0.role.rawValue == server.name }
          .map { largest[$0.role] ?? $0.expectedCost }
        return (server, coming.reduce(AskingCost(), +))
      })
  }
  /// Those of the embedded pair where it is what the servers hold.
  public func statistics(inRegions: Bool) -> RewardStatistics? {
    isEmbeddedPair ? ModelPair.embedded.statistics(inRegions: inRegions) : nil
  }

  /// Answers come later, or not at all.
  public var isAsked: Bool { true }

  /// What the answers say against their use.
  public var alarms: [Alarm] {
    let cache = kept.cacheFailure.map { [Alarm("answers are no longer kept in \($0)")] } ?? []
    return cache + state.withLock { $0.remarks.alarms }
  }

  /// Asks both servers about all steps from one state, unless that was done.
  public func answer(
    _ wordings: [String], after prompt: String, amateur memory: AmateurMemory
  ) throws(ReadingError) -> EvidenceAnswer {
    precondition(memory == .fresh, "what a server has read before is its own affair")
    if wordings.contains("") { throw .noWords(prompt: prompt) }
    let questions = questions(wordings, after: prompt)
    let all = questions.flatMap { $0 }
    // What is no longer open when this is read is among the calls.
    let wasOpen = state.withLock { state in all.map { state.open.contains($0) } }
    let numbers = questions.map { $0.map { kept.answer(to: key(of: $0)) } }
    let unknown = zip(numbers.joined(), zip(all, wasOpen)).filter { $0.0 == nil }.map(\.1)
    if unknown.isEmpty { return evidence(numbers.map { $0.compactMap { $0 } }) }
    let (new, failure) = state.withLock { state in
      let failures = unknown.compactMap { state.failed[$0.0] }
      let isOpen = unknown.contains { state.open.contains($0.0) }
      if !isOpen, !failures.isEmpty {
        // Told once: the next time they are asked again.
        for (question, _) in unknown { state.failed[question] = nil }
        return ([StepQuestion](), failures.first)
      }
      let new = unknown.filter { question, wasOpen in
        !wasOpen && state.failed[question] == nil && state.open.insert(question).inserted
      }
      return (new.map(\.0), nil)
    }
    if let failure { return .failed(failure) }
    if !new.isEmpty, let reason = limit() {
      state.withLock { $0.open.subtract(new) }
      return .limited(reason)
    }
    state.withLock { state in
      for question in new { state.asked[question.role, default: 0] += 1 }
    }
    let left = Guarded(new.count)
    for question in new {
      ask(question) { [arrivals] in
        let isLast = left.withLock { left in
          left -= 1
          return left == 0
        }
        if isLast { arrivals?.arrive() }
      }
    }
    return .asked
  }

  /// Returns what was said of steps from one state; nil where somebody must be asked.
  public func known(_ wordings: [String], after prompt: String) -> StateEvidence? {
    if wordings.contains("") { return nil }
    var numbers: [[Int]] = []
    for questions in questions(wordings, after: prompt) {
      let known = questions.compactMap { kept.answer(to: key(of: $0)) }
      guard known.count == questions.count else { return nil }
      numbers.append(known)
    }
    guard case .told(let evidence) = evidence(numbers) else { return nil }
    return evidence
  }

  func questions(_ wordings: [String], after prompt: String) -> [[StepQuestion]] {
    ModelRole.allCases.map { role in wordings.map { StepQuestion(role, $0, after: prompt) } }
  }

  /// The name of a question, which is worked out once.
  func key(of question: StepQuestion) -> String {
    if let known = state.withLock({ $0.keys[question] }) { return known }
    let key = found[question.role].map { question.call(in: $0.template).key(of: $0) } ?? ""
    state.withLock { $0.keys[question] = key }
    return key
  }

  /// Puts a question to the model of its role; `then` is called once what came of it is kept.
  private func ask(_ question: StepQuestion, then: @escaping @Sendable () -> Void) {
    guard let server = found[question.role] else { return then() }
    scorer.ask(question) { [state, kept] answer, effort in
      let call = ModelCall(
        question.call(in: server.template), of: server, answer: answer, after: effort)
      // First the answer is kept, then the question is no longer open.
      var failure = call.failure
      // What was never sent is no call.
      if failure == nil || effort.requests > 0, case .differs(let number) = kept.add(call) {
        failure = Self.difference(kept.call(number), call)
      }
      state.withLock { state in
        state.open.remove(question)
        if let failure { state.failed[question] = "\(question.role.rawValue): \(failure)" }
        if call.failure == nil {
          let cost = AskingCost(effort)
          state.largest[question.role] = state.largest[question.role]?.atLeast(cost) ?? cost
        }
      }
      then()
    }
  }

  /// Says that a recorded answer is not the one that is given now.
  private static func difference(_ former: ModelCall?, _ call: ModelCall) -> String {
    let place = former?.line.map { "on line \($0) of the recording" } ?? "earlier"
    let numbers = [former?.score?.log, call.score?.log].compactMap { $0 }
      .map { NumberText.fixed($0, places: 4) }
    return "another answer now than \(place): \"\(call.text)\" had the log-probability "
      + numbers.joined(separator: ", and has ")
  }

  /// What both models said, by the numbers of the calls, the expert's first.
  func family(_ numbers: [[Int]]) -> SeenFamily {
    let told = numbers.map { $0.compactMap { kept.call($0)?.score.map { ScoredText($0) } } }
    return SeenFamily(
      expert: told[0], amateur: told[1], vocabulary: vocabulary,
      words: isEmbeddedPair ? ModelPair.embedded.vocabulary.words : nil)
  }

  private func evidence(_ numbers: [[Int]]) -> EvidenceAnswer {
    let family = family(numbers)
    if let problem = family.problem { return .failed(problem) }
    var steps = family.steps
    for step in steps.indices {
      steps[step].calls = zip(ModelRole.allCases, numbers).map {
        CallReference($0.rawValue, $1[step])
      }
    }
    state.withLock { $0.remarks.add(family) }
    return .told(
      StateEvidence(
        steps: steps, promptLength: family.promptLength,
        calls: numbers.joined().count, tokens: family.tokens))
  }
}
