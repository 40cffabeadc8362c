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
  public var servers: [ModelServer] { scorer.servers }

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
    let left = Guarded(new.count)
    for question in new {
      scorer.ask(question) { [state, arrivals] answer in
        state.withLock { state in
          state.open.remove(question)
          switch answer {
          case .success(let text):
            state.known[question] = text
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
