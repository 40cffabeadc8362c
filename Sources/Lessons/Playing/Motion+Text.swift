import Groundwork
import SearchTrees

extension Motion {
  /// The motion as it would be typed, nodes by the actions that lead to them.
  ///
  /// Untrusted text.
  func written(_ run: LessonRun) -> String {
    func place(_ expression: LessonExpression) -> String {
      guard let node = try? run.node(expression), let steps = run.steps(to: node) else {
        return expression.text
      }
      return steps.isEmpty ? "root" : "\"" + NodePath(steps).written + "\""
    }
    func number(_ expression: LessonExpression) -> String {
      (try? run.number(expression)).map { "\($0)" } ?? expression.text
    }
    switch self {
    case .run(let count, _): return "run \(count)"
    case .to(let iteration): return "to \(iteration)"
    case .until(let goal, let most):
      let text: String =
        switch goal {
        case .condition(let condition): condition.text
        case .bestChanges: "best changes"
        case .stops: "stops"
        }
      return "until \(text) max \(most)"
    case .phase(let count): return "phase \(count)"
    case .back(let count): return "back \(count)"
    case .restart: return "restart"
    case .ban(let node): return "ban \(place(node))"
    case .allow(let node): return "allow \(place(node))"
    case .pin(let node, let value): return "pin \(place(node)) \(number(value))"
    case .prior(let node, let value): return "prior \(place(node)) \(number(value))"
    case .visits(let node, let count): return "visits \(place(node)) \(count)"
    case .set(let name, let value): return "set \(name) \(number(value))"
    case .branch: return "branch"
    case .goBack: return "return"
    }
  }
}
