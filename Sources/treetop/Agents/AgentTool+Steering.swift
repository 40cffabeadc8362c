import Groundwork
import SearchTrees

extension AgentTool {
  private static let most = Argument(
    "seconds", .number, "Pause after so many seconds at the latest (default 10, at most 60).")
  private static let phases = Argument(
    "phases", .truth, "Count single phases instead of simulations.")

  /// The tools that change the search.
  static let steering: [AgentTool] = [
    AgentTool(
      name: "run", question: "Run the search on:",
      result: "runs so many simulations, or until the best action changes, then pauses.",
      arguments: [
        Argument("simulations", .count(1...1_000_000_000), "So many simulations."),
        Argument(
          "until", .choice(["best_action_changes"]),
          "Until the best action at the root is another one."), most,
      ], isSteering: true,
      answer: { search, arguments throws(AgentFailure) in try run(search, arguments) }),
    AgentTool(
      name: "step", question: "Run single simulations or phases:",
      result: "runs them, then pauses.",
      arguments: [
        Argument("count", .count(1...100_000), "So many (default 1)."), phases,
      ], isSteering: true,
      answer: { search, arguments throws(AgentFailure) in
        let count = arguments.count("count") ?? 1
        let isPhases = arguments.isTrue("phases")
        return try after(search, isPhases ? .stepPhase(count) : .step(count))
      }),
    AgentTool(
      name: "back", question: "Take simulations or phases back:",
      result: "takes them back as if they had never run.",
      arguments: [
        Argument("count", .count(1...1_000_000), "So many (default 1)."), phases,
      ], isSteering: true,
      answer: { search, arguments throws(AgentFailure) in
        let count = arguments.count("count") ?? 1
        return try after(search, arguments.isTrue("phases") ? .backPhase(count) : .back(count))
      }),
    AgentTool(
      name: "ban", question: "Forbid selection to enter a node:",
      result: "no simulation enters it until it is allowed again.",
      arguments: [
        needed(.node), Argument("allow", .truth, "Take the ban back."),
      ], isSteering: true,
      answer: { search, arguments throws(AgentFailure) in
        let node = try search.node(arguments)
        return try after(search, .edit(arguments.isTrue("allow") ? .allow(node) : .ban(node)))
      }),
    AgentTool(
      name: "pin", question: "Fix the value of a node:",
      result:
        "the search takes it for the node's true value; without value it finds its own again.",
      arguments: [
        needed(.node), Argument("value", .number, "The value; none takes the pin back."),
      ], isSteering: true,
      answer: { search, arguments throws(AgentFailure) in
        let node = try search.node(arguments)
        return try after(search, .edit(.pin(node, value: arguments.number("value"))))
      }),
    AgentTool(
      name: "branch", question: "Try something without losing what is there:",
      result:
        "a copy of the search that is led through a node, live even from a recording; or shows another "
        + "branch. Node numbers are those of the branch that is shown.",
      arguments: [
        .node, Argument("name", .text, "What it is called."),
        Argument(
          "show", .count(0...10_000), "Shows the branch of this number instead (see history)."),
      ], isSteering: true,
      answer: { search, arguments throws(AgentFailure) in try branch(search, arguments) }),
  ]

  /// What kinds of command a steering tool gives.
  static func commands(of name: String) -> [SearchCommand.Kind] {
    switch name {
    case "run": [.runUntil]
    case "step": [.step]
    case "back": [.back]
    case "ban": [.ban]
    case "pin": [.pin]
    case "branch": [.branch]
    default: []
    }
  }

  private static func needed(_ argument: Argument) -> Argument {
    var argument = argument
    argument.isNeeded = true
    argument.meaning = "The node: actions from the root, as left/key, or #12."
    return argument
  }

  /// Gives a command, and says where the search is then.
  private static func after(
    _ search: AgentSearch, _ command: SearchCommand, seconds: Double? = nil
  ) throws(AgentFailure) -> JSONValue {
    let (slice, notice) = try search.carryOut(command, seconds: seconds)
    return AgentObjects.moment(slice.summary, notice: notice)
  }

  private static func run(
    _ search: AgentSearch, _ arguments: AgentArguments
  ) throws(AgentFailure) -> JSONValue {
    let seconds = arguments.number("seconds") ?? 10
    guard seconds > 0, seconds <= 60 else {
      throw AgentFailure("seconds is \(seconds); expected is a number above 0, at most 60")
    }
    switch (arguments.count("simulations"), arguments.text("until")) {
    case (let count?, nil):
      return try after(search, .runUntil(.iterations(count)), seconds: seconds)
    case (nil, .some):
      return try after(
        search, .runUntil(.bestActionChange(within: .max)), seconds: seconds)
    default: throw AgentFailure("either simulations or until says how far")
    }
  }

  private static func branch(
    _ search: AgentSearch, _ arguments: AgentArguments
  ) throws(AgentFailure) -> JSONValue {
    if let number = arguments.count("show") {
      let count = try search.slice(SliceRequest()).summary.branches.count
      guard number < count else {
        throw AgentFailure("there is no branch \(number); there are \(count), from 0")
      }
      let (slice, notice) = try search.carryOut(.switchBranch(number)) {
        $0.summary.branch == number
      }
      return AgentObjects.moment(slice.summary, notice: notice)
    }
    let node = try search.node(arguments)
    let before = try search.slice(SliceRequest()).summary.branches.count
    let (slice, notice) = try search.carryOut(.branch(at: node, name: arguments.text("name"))) {
      $0.summary.branches.count > before
    }
    return AgentObjects.moment(slice.summary, notice: notice)
  }
}
