public import Environments
import Groundwork
import TreeSearch

/// An answer to a Blocksworld problem, carried out by rules that the search had no part in.
public struct CheckedPlan {
  /// The actions in PDDL, as in `(unstack b a)`.
  public var steps: [String]
  /// What became of them.
  public var check: PlanCheck
  /// The fewest actions that reach the goal, where they are known.
  public var fewest: Int?

  /// Makes the plan whose actions have the labels of an answer.
  public init(_ labels: [String], in world: Blocksworld) {
    var state = world.initialState
    var random = RandomSource(seed: 0)
    steps = []
    for (index, label) in labels.enumerated() {
      let actions = (0..<world.actionCount(in: state)).map { world.action(at: $0, in: state) }
      guard let action = actions.first(where: { world.label(of: $0, in: state) == label })
      else {
        // Whoever answered believed in another state; the check says which rule is broken.
        steps += labels[index...].map { world.pddl(reading: $0) ?? $0 }
        break
      }
      steps.append(world.pddl(of: action, in: state))
      _ = world.apply(action, to: &state, using: &random)
    }
    check = world.validate(plan: steps)
    fewest = world.optimalLength
  }

  /// Whether every step is allowed and the goal holds at the end.
  public var isValid: Bool { if case .valid = check { true } else { false } }

  /// What became of the plan, in words.
  public var words: String {
    switch check {
    case .valid(let count):
      let length = "valid: \(count) \(count == 1 ? "step" : "steps")"
      guard let fewest else { return length }
      return length + (count == fewest ? ", the fewest possible" : "; \(fewest) would do")
    case .invalid(let step?, let reason): return "not valid: step \(step): \(reason)"
    case .invalid(nil, let reason): return "not valid: \(reason)"
    }
  }
}
