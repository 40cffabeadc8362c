import Groundwork

extension Blocksworld {
  /// Returns the stacks from the bottom up and what the hand holds.
  public func line(for state: State) -> String {
    let stacks = stacks(of: state).map { stack in
      "[" + stack.map { names.shown[Int($0)] }.joined(separator: " ") + "]"
    }
    let hand = state.isHandEmpty ? [] : ["hand: " + names.shown[Int(state.held)]]
    return (stacks + hand).joined(separator: " ")
  }

  /// Returns the stacks as they stand, the hand, the goal, and how far away it is.
  public func picture(of state: State) -> [String] {
    let stacks = stacks(of: state)
    let height = stacks.map { $0.count }.max() ?? 0
    let rows = (0..<height).reversed().map { level in
      let cells = stacks.map { stack in
        let width = stack.map { names.shown[Int($0)].count }.max() ?? 0
        guard level < stack.count else { return "".padded(to: width + 4) }
        let shown = names.shown[Int(stack[level])]
        return "| " + shown.padded(to: width) + " |"
      }
      return "  " + cells.joined(separator: "  ")
    }
    let table = "".padded(to: (rows.map { $0.count }.max() ?? 0) + 2, with: "=")
    let hand = state.isHandEmpty ? "empty" : names.shown[Int(state.held)]
    return ["  hand: " + hand] + rows.map(Self.trimmed) + [table] + goalLines(in: state)
  }

  /// Returns the goal with a mark at each fact that holds, the distance and the steps.
  private func goalLines(in state: State) -> [String] {
    let facts = goal.atoms.map { atom in
      (atom.holds(in: state) ? "  [x] " : "  [ ] ") + atom.text(names)
    }
    let steps = "step \(state.steps) of at most \(horizon)"
    guard let distance = distanceToGoal(state) else { return ["goal:"] + facts + [steps] }
    let away =
      switch distance {
      case 0: "the goal is reached"
      case 1: "1 step from the goal (breadth-first)"
      default: "\(distance) steps from the goal (breadth-first)"
      }
    return ["goal:"] + facts + [steps, away]
  }

  /// Returns the stacks, each from the bottom up, in the order of their lowest blocks.
  private func stacks(of state: State) -> [[UInt8]] {
    let blocks = 0..<UInt8(names.count)
    return blocks.filter { state.place(of: $0) == State.table }.map { base in
      var stack = [base]
      while let upper = blocks.first(where: { state.place(of: $0) == stack[stack.count - 1] }) {
        stack.append(upper)
      }
      return stack
    }
  }

  /// Returns a line without the spaces at its end.
  private static func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}
