import Groundwork

/// Questions about one prompt, one after the other in the same slot of a server.
///
/// It is for servers that remember what each of their slots read last (llama.cpp): the first question has
/// the prompt read, and the others find it read. All at once, each slot would read it anew. Different prompts go to different slots.
final class PromptLanes: Sendable {
  /// What a question is told as its turn comes: its slot, and whether the prompt was not read there before.
  typealias Turn = @Sendable (_ slot: Int, _ isFirst: Bool) -> Void

  fileprivate struct State {
    /// The prompt that each slot read last; nil before the first.
    var prompts: [String?]
    /// The slots in which questions are under way, with those that wait for them.
    var waiting: [Int: [Turn]] = [:]
    /// Prompts for which no slot is free, with their questions.
    var delayed: [(prompt: String, turns: [Turn])] = []
    /// The slots by when they last began a prompt, the one longest ago first.
    var order: [Int]
  }

  private let state: Guarded<State>

  /// Makes the lanes of a server with some slots, 1 and up.
  init(slots: Int) {
    let slots = max(1, slots)
    state = Guarded(
      State(prompts: (0..<slots).map { _ in nil }, order: Array(0..<slots)))
  }

  /// Takes a question, whose turn may be at once.
  func enter(_ prompt: String, _ turn: @escaping Turn) {
    let start = state.withLock { state -> (Int, Bool)? in
      if let slot = state.prompts.firstIndex(of: prompt) {
        if state.waiting[slot] != nil {
          state.waiting[slot]?.append(turn)
          return nil
        }
        state.waiting[slot] = []
        return (slot, false)
      }
      if let place = state.delayed.firstIndex(where: { $0.prompt == prompt }) {
        state.delayed[place].turns.append(turn)
        return nil
      }
      guard let slot = state.order.first(where: { state.waiting[$0] == nil }) else {
        state.delayed.append((prompt, [turn]))
        return nil
      }
      state.begin(prompt, in: slot, [])
      return (slot, true)
    }
    if let (slot, isFirst) = start { turn(slot, isFirst) }
  }

  /// Ends the turn of a question; the next one of its prompt has its turn, or else one of another prompt.
  ///
  /// - Parameter isRead: whether the server has read the prompt; where it has not, the next question is told
  ///   that it is the first.
  func leave(_ slot: Int, isRead: Bool) {
    let next = state.withLock { state -> (Turn, Bool)? in
      if let turn = state.waiting[slot]?.first {
        state.waiting[slot]?.removeFirst()
        return (turn, !isRead)
      }
      state.waiting[slot] = nil
      if !isRead { state.prompts[slot] = nil }
      guard !state.delayed.isEmpty else { return nil }
      let (prompt, turns) = state.delayed.removeFirst()
      state.begin(prompt, in: slot, Array(turns.dropFirst()))
      return (turns[0], true)
    }
    next?.0(slot, next?.1 ?? false)
  }
}

extension PromptLanes.State {
  fileprivate mutating func begin(_ prompt: String, in slot: Int, _ turns: [PromptLanes.Turn]) {
    prompts[slot] = prompt
    waiting[slot] = turns
    order.removeAll { $0 == slot }
    order.append(slot)
  }
}
