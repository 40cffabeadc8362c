import Endpoints
import Groundwork
import LanguageModels
public import SearchTrees
public import TreeSearch

/// An expert and an amateur on servers.
///
/// All questions about the steps from one state go out together. What was said is kept by the words of the
/// state and of the step, so that nothing is asked twice, in whatever branch and after whatever was taken
/// back.
public final class ServerPair: EvidenceSource {
  private struct State {
    var known: [StepQuestion: ScoredText] = [:]
    var open: Set<StepQuestion> = []
    var failed: [StepQuestion: String] = [:]
    /// How many questions were put to each model.
    var asked: [ModelRole: Int] = [:]
    var limits = AskingLimits()
    /// The most that a question took of each model.
    var largest: [ModelRole: AskingCost] = [:]
  }

  private let scorer: any StepScorer
  private let vocabulary: Int?
  private let isEmbeddedPair: Bool
  private let state = Guarded(State())
  /// What was asked together arrives once the last of it is there.
  public let arrivals: AnswerArrivals? = AnswerArrivals()

  /// Makes a pair that was asked nothing yet.
  ///
  /// - Parameters:
  ///   - vocabulary: how many tokens the models know; nil where no one says.
  ///   - isEmbeddedPair: whether the servers hold the models that come with the program.
  public init(_ scorer: any StepScorer, vocabulary: Int?, isEmbeddedPair: Bool = false) {
    self.scorer = scorer
    self.isEmbeddedPair = isEmbeddedPair
    self.vocabulary = vocabulary
  }

  /// The servers, and what they were asked so far.
  public var servers: [ModelServer] {
    let (asked, open) = state.withLock { ($0.asked, $0.open) }
    return scorer.servers.map { server in
      var server = server
      guard let role = ModelRole(rawValue: server.name) else { return server }
      server.use.asked = asked[role] ?? 0
      server.use.waiting = open.count { $0.role == role }
      return server
    }
  }

  /// Sets what may be asked.
  ///
  /// It is looked at before the steps from a state are asked about. Of each question that is not answered it
  /// is taken that it will take as much as the largest one so far, or before there is one as much as the
  /// length of its text says: the limits are passed by no more than what that was too little.
  public func limit(to limits: AskingLimits) { state.withLock { $0.limits = limits } }

  /// Why some questions, which count as open by now, may not be asked; nil where they may.
  private func limit() -> StopReason? {
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

  /// Asks both servers about all steps from one state, unless that was done.
  public func answer(
    _ wordings: [String], after prompt: String, amateur memory: AmateurMemory
  ) throws(ReadingError) -> EvidenceAnswer {
    precondition(memory == .fresh, "what a server has read before is its own affair")
    if wordings.contains("") { throw .noWords(prompt: prompt) }
    let questions = ModelRole.allCases.map { role in
      wordings.map { StepQuestion(role, $0, after: prompt) }
    }
    let all = questions.flatMap { $0 }
    let (new, failure, isOpen) = state.withLock { state in
      let failures = all.compactMap { state.failed[$0] }
      let isOpen = all.contains { state.open.contains($0) }
      var new: [StepQuestion] = []
      if !isOpen, !failures.isEmpty {
        // Told once: the next time they are asked again.
        for question in all { state.failed[question] = nil }
      } else {
        for question in all
        where state.known[question] == nil && !state.open.contains(question)
          && state.failed[question] == nil
        {
          state.open.insert(question)
          new.append(question)
        }
      }
      return (new, isOpen ? nil : failures.first, isOpen)
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
      scorer.ask(question) { [state, arrivals] answer in
        state.withLock { state in
          state.open.remove(question)
          switch answer {
          case .success(let text):
            state.known[question] = text
            let cost = AskingCost(text)
            state.largest[question.role] = state.largest[question.role]?.atLeast(cost) ?? cost
          case .failure(let failure):
            state.failed[question] = "\(question.role.rawValue): \(failure)"
          }
        }
        let isLast = left.withLock { left in
          left -= 1
          return left == 0
        }
        if isLast { arrivals?.arrive() }
      }
    }
    if isOpen || !new.isEmpty { return .asked }
    return evidence(questions)
  }

  private func evidence(_ questions: [[StepQuestion]]) -> EvidenceAnswer {
    let told = state.withLock { state in
      questions.map { $0.compactMap { state.known[$0] } }
    }
    let family = SeenFamily(
      expert: told[0], amateur: told[1], vocabulary: vocabulary,
      words: isEmbeddedPair ? ModelPair.embedded.vocabulary.words : nil)
    if let problem = family.problem { return .failed(problem) }
    return .told(
      StateEvidence(
        steps: family.steps, promptLength: told[0].first?.start ?? 0,
        calls: questions.joined().count, tokens: family.tokens))
  }
}
