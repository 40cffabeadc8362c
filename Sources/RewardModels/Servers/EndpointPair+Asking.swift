public import Endpoints
import Groundwork

extension EndpointPair {
  /// What is known of the questions about one state so far.
  private struct Gathering: Sendable {
    var ours: [ScoredText?]
    var theirs: [ScoredText?]
    var failure: EndpointFailure?
    var open: Int
  }

  /// Asks both models about all steps from one state, all at once, and hands the evidence over.
  ///
  /// - Parameter then: called once, on the asker's thread, with the evidence in the order of the wordings, or
  ///   with the first failure; never before all questions have ended.
  /// - Returns: the numbers of the conversations of the expert's and the amateur's askers.
  @discardableResult
  public func ask(
    _ wordings: [String], after prompt: String,
    then: @escaping @Sendable (Result<StateEvidence, EndpointFailure>) -> Void
  ) -> (expert: [Int], amateur: [Int]) {
    let gathered = Guarded(
      Gathering(
        ours: Array(repeating: nil, count: wordings.count),
        theirs: Array(repeating: nil, count: wordings.count), failure: nil,
        open: 2 * wordings.count))
    @Sendable func take(
      _ result: Result<ScoredText, EndpointFailure>, _ index: Int, _ isExpert: Bool
    ) {
      let ended = gathered.withLock { state -> Gathering? in
        switch result {
        case .success(let text):
          if isExpert { state.ours[index] = text } else { state.theirs[index] = text }
        case .failure(let failure): if state.failure == nil { state.failure = failure }
        }
        state.open -= 1
        return state.open == 0 ? state : nil
      }
      guard let ended else { return }
      if let failure = ended.failure { return then(.failure(failure)) }
      do throws(EndpointFailure) {
        then(
          .success(
            try evidence(
              of: wordings, expert: ended.ours.compactMap { $0 },
              amateur: ended.theirs.compactMap { $0 })))
      } catch {
        then(.failure(error))
      }
    }
    func submit(_ model: Model, isExpert: Bool) -> [Int] {
      wordings.indices.map { index in
        model.server.asker.submit(
          conversation(wordings[index], after: prompt, with: model), to: model.server.number
        ) { take($0, index, isExpert) }
      }
    }
    return (submit(expert, isExpert: true), submit(amateur, isExpert: false))
  }

  /// Asks both models about all steps from one state and waits.
  ///
  /// - Throws: the first failure.
  public func read(
    _ wordings: [String], after prompt: String
  ) throws(EndpointFailure) -> StateEvidence {
    guard !wordings.isEmpty else { return try evidence(of: [], expert: [], amateur: []) }
    let result = Guarded<Result<StateEvidence, EndpointFailure>?>(nil)
    ask(wordings, after: prompt) { answer in result.change { $0 = answer } }
    result.wait { $0 != nil }
    guard let answer = result.withLock({ $0 }) else {
      throw EndpointFailure(.cancelled, "the question was dropped")
    }
    return try answer.get()
  }
}
