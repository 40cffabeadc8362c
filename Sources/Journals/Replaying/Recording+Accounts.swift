import Groundwork
public import SearchTrees

/// What a search said of itself when it stopped: what its models did, and what should not be overlooked.
extension Recording {
  /// As many alarms are shown.
  private static let mostAlarms = 64

  /// Fills in what the newest stop before the event that is shown tells; what models did only where
  /// nothing was simulated since.
  public func fillAccount(in summary: inout SearchSummary) {
    guard let event = accounts.last(where: { $0 <= position && includes($0) }) else { return }
    let value = account(event)
    if let models = value["models"], models.members != nil, !hasStep(after: event) {
      summary.modelUse = ModelUse { models[$0]?.number }
    }
    for alarm in (value["alarms"]?.elements ?? []).prefix(Self.mostAlarms) {
      guard let text = alarm["text"]?.string, !summary.alarms.contains(where: { $0.text == text })
      else { continue }
      let node = alarm["node"]?.id.flatMap { fold.names.node($0) }
      summary.alarms.append(SearchTrees.Alarm(text, node: node))
    }
  }

  private func account(_ event: Int) -> JSONValue {
    if let known = knownAccount, known.event == event { return known.value }
    let value = value(of: event)
    knownAccount = (event, value)
    return value
  }
}
