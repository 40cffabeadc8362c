import Groundwork

/// A reason to stop a search that runs, or a recording that plays, at the very simulation at which
/// something happens.
public struct Breakpoint: Hashable, Sendable {
  /// What is waited for.
  public enum Trigger: Hashable, Sendable {
    /// The search answers another action (``AnswerWatch``).
    case answer
    /// A node is visited.
    case visit
    /// A condition becomes true.
    ///
    /// Untrusted text.
    case condition(String)
    /// A number moves by so much from what it was when it was last looked at; any change where that is nil.
    ///
    /// Untrusted text.
    case change(String, by: Double?)
  }

  /// Where it looks.
  public enum Scope: Hashable, Sendable {
    /// At one node: the actions that lead to it are untrusted text.
    case node(NodeID, path: [String])
    /// At every node.
    case anyNode
    /// At the search as a whole, and the nodes that the expression names.
    case search
  }

  /// What looking costs after each simulation.
  public enum Cost: String, Hashable, Sendable {
    /// Some numbers of named nodes: next to nothing.
    case small = ""
    /// The nodes of the simulation and those that are new.
    case path = "looks at the nodes of each simulation"
    /// These with their siblings, whose scores are worked out.
    case families = "works out the scores along each simulation"
    /// The answer, as its rule chooses it.
    case answer = "looks for the answer after each simulation"
    /// All nodes.
    case all = "looks at all nodes after each simulation"
  }

  /// Its number, from 1.
  public var number: Int
  /// What is waited for.
  public var trigger: Trigger
  /// Where it looks.
  public var scope: Scope
  /// Whether it is switched on.
  public var isOn = true
  /// How often it stopped the search.
  public var hits = 0
  /// How often it stops the search at most; nil is as often as it happens.
  public var most: Int?
  /// What it waits for before it can look; nil where it looks.
  ///
  /// Untrusted text.
  public var lack: String?
  /// What looking costs.
  public var cost = Cost.small

  init(number: Int, trigger: Trigger, scope: Scope, most: Int?) {
    self.number = number
    self.trigger = trigger
    self.scope = scope
    self.most = most
  }

  /// Whether it can stop the search.
  public var isArmed: Bool { isOn && most.map { hits < $0 } ?? true }

  /// What is waited for, in a few words.
  ///
  /// Untrusted text.
  public var words: String {
    switch trigger {
    case .answer: "the answer changes"
    case .visit: "the node is visited"
    case .condition(let text): text
    case .change(let text, nil): "\(text) changes"
    case .change(let text, let step?): "\(text) moves by \(NumberText.short(step))"
    }
  }

  /// Where it looks, in a few words.
  ///
  /// Untrusted text.
  public var place: String {
    switch scope {
    case .node(_, let path): path.isEmpty ? "root" : path.joined(separator: "/")
    case .anyNode: "any node"
    case .search: "the search"
    }
  }
}

/// What is done to the list of breakpoints.
public enum BreakpointEdit: Hashable, Sendable {
  /// Adds one, as it was typed, at the node under the cursor; `isWatch` says that it waits for a number to
  /// move, not for a condition.
  ///
  /// Untrusted text.
  case add(String, isWatch: Bool, node: NodeID)
  /// Switches the one with a number on or off.
  case toggle(Int)
  /// Takes the one with a number away.
  case remove(Int)
}

/// Why a search stopped at a breakpoint.
public struct BreakpointHit: Hashable, Sendable {
  /// The breakpoint's number.
  public var number: Int
  /// What happened, in one line.
  ///
  /// Untrusted text.
  public var words: String
  /// The node that it is about; nil where it is about none.
  public var node: NodeID?
}
