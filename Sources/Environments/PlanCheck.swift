public import SearchTrees
public import TreeSearch

/// What became of a plan that was carried out step by step.
public enum PlanCheck: Hashable, Sendable {
  /// Every step was allowed and the goal holds at the end.
  case valid(steps: Int)
  /// A step, from 1, could not be read or was not allowed; or, without a step, the goal was missed.
  case invalid(step: Int?, reason: String)
}

extension Blocksworld {
  /// Carries a plan out from the start and tells whether it is valid.
  ///
  /// The plan is valid under the terms of VAL (Howey and Long, 2004): every precondition holds, and so
  /// does the goal at the end. The horizon does not count.
  ///
  /// - Parameter plan: a step each, in English (`unstack the red block from on top of the blue
  ///   block`), as in the tree (`unstack red blue`) or in PDDL (`(unstack a b)`).
  public func validate(plan: [String]) -> PlanCheck {
    var state = initialState
    for (index, line) in plan.enumerated() {
      switch action(reading: line) {
      case .failure(let error):
        return .invalid(step: index + 1, reason: error.reason)
      case .success(let action):
        if let reason = action.illegalReason(in: state, names: names) {
          return .invalid(step: index + 1, reason: reason)
        }
        state.make(action)
      }
    }
    let missing = goal.atoms.filter { !$0.holds(in: state) }.map { $0.text(names) }
    if missing.isEmpty { return .valid(steps: plan.count) }
    return .invalid(
      step: nil, reason: "the goal is missed: not " + missing.joined(separator: ", not "))
  }

  /// Returns the step of a PDDL plan that a line stands for, whether it is allowed or not; nil where it
  /// cannot be read.
  ///
  /// - Parameter line: a step in one of the forms that ``validate(plan:)`` reads.
  public func pddl(reading line: String) -> String? {
    guard case .success(let action) = action(reading: line) else { return nil }
    return pddl(of: action.code, in: initialState)
  }

  /// Why a line is not an action.
  private struct Unreadable: Error {
    /// What is wrong and what is accepted.
    var reason: String
  }

  /// Reads an action in any of the three forms.
  private func action(reading line: String) -> Result<Action, Unreadable> {
    let fillers: Set<Substring> = ["the", "block", "from", "on", "top", "of"]
    let words = line.lowercased().split { " \t\r\n()".contains($0) }
      .map { $0.hasSuffix(".") ? $0.dropLast() : $0 }
      .filter { !fillers.contains($0) || names.number(of: String($0)) != nil }
    let verbs: [(words: [Substring], kind: Action.Kind, blocks: Int)] = [
      (["pick-up"], .pickUp, 1), (["pick", "up"], .pickUp, 1), (["put-down"], .putDown, 1),
      (["put", "down"], .putDown, 1), (["stack"], .stack, 2), (["unstack"], .unstack, 2),
    ]
    guard let verb = verbs.first(where: { words.starts(with: $0.words) }) else {
      let accepted = "expected pick up, put down, stack or unstack"
      return .failure(Unreadable(reason: "\"\(line)\" is not an action; " + accepted))
    }
    let rest = words.dropFirst(verb.words.count)
    guard rest.count == verb.blocks else {
      let blocks = verb.blocks == 1 ? "one block" : "two blocks"
      return .failure(Unreadable(reason: "\"\(line)\" does not name \(blocks)"))
    }
    var numbers: [UInt8] = []
    for word in rest {
      guard let number = names.number(of: String(word)) else {
        let accepted = names.shown.joined(separator: ", ")
        return .failure(Unreadable(reason: "there is no \(word) block; the blocks are \(accepted)"))
      }
      numbers.append(number)
    }
    return .success(Action(verb.kind, numbers[0], numbers.count > 1 ? numbers[1] : 0))
  }
}

extension Blocksworld {
  /// Returns whether the actions of an answer are a plan, with how far it is from the best one or from
  /// the goal.
  public func check(_ answer: [ActionCode]) -> AnswerCheck? {
    let plan = answer.map { pddl(of: $0, in: initialState) }
    switch validate(plan: plan) {
    case .valid(let count):
      var words = "valid plan, \(count) step\(count == 1 ? "" : "s")"
      if let optimalLength {
        words += count == optimalLength ? ", the fewest possible" : "; \(optimalLength) would do"
      }
      return AnswerCheck(isValid: true, words: words)
    case .invalid(let step?, let reason):
      return AnswerCheck(isValid: false, words: "fails at step \(step): \(reason)")
    case .invalid(nil, let reason):
      var state = initialState
      for action in answer { state.make(Action(code: action)) }
      guard let distance = distanceToGoal(state) else {
        return AnswerCheck(isValid: false, words: "fails: \(reason)")
      }
      return AnswerCheck(
        isValid: false,
        words: "fails, \(distance) step\(distance == 1 ? "" : "s") from the goal")
    }
  }
}
