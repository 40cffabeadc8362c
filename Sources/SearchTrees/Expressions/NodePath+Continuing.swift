/// How a path of actions that is being typed may go on.
public struct PathContinuations: Hashable, Sendable {
  /// What was typed.
  ///
  /// Untrusted text.
  public var begun: String
  /// The paths that begin so, one action longer at most, with a slash behind those that may go on; a few
  /// hundred at most.
  ///
  /// Untrusted text.
  public var paths: [String]

  /// As many are listed.
  private static let most = 300

  /// Finds the children whose names begin as the last action typed does, in any case where none does in its
  /// own.
  ///
  /// - Complexity: O(children of the nodes on the way).
  public init(of begun: String, in facts: any TreeFacts) {
    self.begun = begun
    paths = []
    let steps = NodePath(begun).steps
    guard let node = try? NodePath(Array(steps.dropLast())).node(in: facts, column: 1) else {
      return
    }
    let children = Array(zip(facts.children(of: node), facts.childLabels(of: node)))
    let name = steps[steps.count - 1]
    var fitting = children.filter { $0.1.hasPrefix(name) }
    if fitting.isEmpty {
      fitting = children.filter { $0.1.lowercased().hasPrefix(name.lowercased()) }
    }
    let above = steps.dropLast().map { Self.escaped($0) + "/" }.joined()
    paths = fitting.prefix(Self.most).map { child, label in
      // A lone action may look like a number; with a slash it is a path.
      let goesOn = above.isEmpty || !facts.children(of: child).isEmpty
      return above + Self.escaped(label) + (goesOn ? "/" : "")
    }
  }

  private static func escaped(_ label: String) -> String {
    label.replacing("\\", with: "\\\\").replacing("/", with: "\\/")
  }
}
