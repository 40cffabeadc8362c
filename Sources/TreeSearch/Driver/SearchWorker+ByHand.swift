import Groundwork
import SearchTrees

/// Questions that a person asks models on servers beside the search.
extension SearchWorker {
  /// Asks the question of a call again with another prompt.
  func ask(_ number: Int, _ prompt: String) {
    guard let calls = session.keptCalls else { return }
    if let refusal = calls.ask(number, withPrompt: prompt) {
      return notify("not asked: \(refusal)", isError: true)
    }
    openByHand += 1
    notify("call \(number) is asked again with another prompt, beside the search")
  }

  /// Reports the answers to what a person asked, and waits for the rest.
  func reportAnswersByHand() {
    guard openByHand > 0, let calls = session.keptCalls else { return }
    let arrived = options.arrivals?.count ?? 0
    let answered = calls.takeAnsweredByHand()
    for number in answered {
      openByHand -= 1
      report(number, calls)
    }
    if !answered.isEmpty { publish() }
    guard openByHand > 0 else { return }
    options.arrivals?.wake(after: arrived) { [channel] in channel.nudge() }
  }

  private func report(_ number: Int, _ calls: KeptCalls) {
    guard let call = calls.call(number) else { return }
    if let failure = call.failure {
      return notify("call \(number) failed: \(failure)", isError: true)
    }
    var words = "call \(number)"
    if let log = call.score?.log { words += ": ln p \(NumberText.fixed(log, places: 3))" }
    let edit = session.callEdit(number, isMoving: false)
    if let before = edit?.original.score?.log {
      words += ", \(NumberText.fixed(before, places: 3)) before"
    }
    if let effect = edit?.effect { words += "; \(effect.pickWords)" }
    notify(words, isLogged: true)
  }
}
