import Endpoints
import Groundwork
import SearchTrees
import TreeSearch

extension StepQuestion {
  /// Makes the question of a call with another prompt; nil where the call is about no step.
  init?(_ call: ModelCall, prompt: String) {
    let ending = " \(PromptFormat.judgement) \(PromptFormat.good)"
    guard let role = ModelRole(rawValue: call.name), call.text.hasSuffix(ending) else { return nil }
    // Behind a chat template no blank stands before the step.
    let wording = call.text.dropLast(ending.count)
    guard let first = wording.first, first != " " || wording.count > 1 else { return nil }
    self.init(role, String(first == " " ? wording.dropFirst() : wording), after: prompt)
    isWhole = true
  }
}

/// Questions that a person asks again with another prompt, beside the search.
extension ServerPair {
  /// Asks a question once more with another prompt; returns why not, if it is not asked.
  func askByHand(_ number: Int, _ call: ModelCall, _ prompt: String) -> String? {
    if let refusal = scorer.refusal { return refusal }
    guard let question = StepQuestion(call, prompt: prompt), let server = found[question.role]
    else { return "this call is about no step; it is not asked again" }
    guard state.withLock({ $0.open.insert(question).inserted }) else {
      return "this is being asked already"
    }
    if let reason = limit() {
      state.withLock { _ = $0.open.remove(question) }
      return reason.words
    }
    scorer.ask(question) { [state, kept, arrivals] answer, effort in
      var call = ModelCall(
        question.call(in: server.template), of: server, answer: answer, after: effort)
      call.edited = number
      kept.addByHand(call)
      state.withLock { _ = $0.open.remove(question) }
      arrivals?.arrive()
    }
    return nil
  }

  /// Returns what is said of steps from a state, and what would be if a call had been answered like another;
  /// nil where somebody must be asked, or where the two models could not be contrasted.
  public func known(
    _ wordings: [String], after prompt: String, taking number: Int, for original: Int
  ) -> (before: [StepEvidence], after: [StepEvidence])? {
    let numbers = questions(wordings, after: prompt).map { role in
      role.compactMap { kept.answer(to: key(of: $0)) }
    }
    guard numbers.allSatisfy({ $0.count == wordings.count }),
      numbers.joined().contains(original)
    else { return nil }
    let others = numbers.map { $0.map { $0 == original ? number : $0 } }
    let families = [numbers, others].map { family($0) }
    guard families.allSatisfy({ $0.problem == nil }) else { return nil }
    return (families[0].steps, families[1].steps)
  }
}
