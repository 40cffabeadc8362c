import Endpoints
import Groundwork

/// What is known of how one server cuts texts into tokens: each prompt, and what stands behind every step.
///
/// A prompt is asked about once, however many steps wait for it.
final class KnownTokens: Sendable {
  typealias Reply = Result<[Int], EndpointFailure>

  private struct State {
    var prompts: [String: [Int]] = [:]
    /// Who waits for the tokens of a prompt that was asked about.
    var waiting: [String: [@Sendable (Reply, Asker.Effort) -> Void]] = [:]
    var ending: [[Int]]?
  }

  private let state = Guarded(State())

  init() {}

  /// The tokens of the parts behind a step, as they were last seen; nil until a step was scored.
  var ending: [[Int]]? { state.withLock { $0.ending } }

  /// Hands over the tokens of a prompt, at once where they are known, and what getting them took to the first
  /// who waits; returns whether they must be asked for.
  func await(
    _ prompt: String, then: @escaping @Sendable (Reply, Asker.Effort) -> Void
  ) -> Bool {
    let (known, isFirst) = state.withLock { state -> ([Int]?, Bool) in
      if let known = state.prompts[prompt] { return (known, false) }
      state.waiting[prompt, default: []].append(then)
      return (nil, state.waiting[prompt]?.count == 1)
    }
    if let known { then(.success(known), Asker.Effort()) }
    return isFirst
  }

  /// Takes in what came of asking for the tokens of a prompt; where nothing did, the next one who needs them
  /// asks again.
  func tell(_ reply: Reply, of prompt: String, after effort: Asker.Effort) {
    let waiting = state.withLock { state in
      if case .success(let tokens) = reply { state.prompts[prompt] = tokens }
      return state.waiting.removeValue(forKey: prompt) ?? []
    }
    for (place, then) in waiting.enumerated() { then(reply, place == 0 ? effort : Asker.Effort()) }
  }

  /// Learns from a scored text what the parts behind its first look like, where all tokens have numbers.
  func learn(_ text: ScoredText) {
    let ending = text.parts.dropFirst().map { text.places[$0].compactMap(\.token.number) }
    let count = text.parts.dropFirst().reduce(0) { $0 + $1.count }
    guard count > 0, ending.reduce(0, { $0 + $1.count }) == count else { return }
    state.withLock { $0.ending = ending }
  }
}
