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

  /// Tells what came of what a person asked, and sees to it that the rest is heard of.
  func hearByHand() {
    guard openByHand > 0, let calls = session.keptCalls else { return }
    let heard = options.arrivals?.count ?? 0
    let told = calls.takeToldByHand()
    for number in told {
      openByHand -= 1
      tell(number, calls)
    }
    if !told.isEmpty { publish() }
    guard openByHand > 0 else { return }
    options.arrivals?.wake(after: heard) { [channel] in channel.nudge() }
  }

  private func tell(_ number: Int, _ calls: KeptCalls) {
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
