import Groundwork
import SearchTrees
import Sessions

extension AgentTool {
  /// The tools that look and change nothing.
  static let reading: [AgentTool] = [
    AgentTool(
      name: "summary", question: "What is being searched, how, and how far is it?",
      result:
        "Problem, preset, rule with its formula and parameters, counts, answer, what was remarked.",
      answer: { search, _ throws(AgentFailure) in try summary(search) }),
    AgentTool(
      name: "answer", question: "What did the search decide, and what is that worth?",
      result: "The answer with its rule, value and check, the best line, and the root's children.",
      arguments: [.limit],
      answer: { search, arguments throws(AgentFailure) in try answer(search, arguments) }),
    AgentTool(
      name: "children", question: "Which children does a node have, with what numbers?",
      result: "Visits, share, value, prior, score with its terms, statistics, flags of each.",
      arguments: [
        .node,
        Argument(
          "sort", .choice(["visits", "value", "score", "prior", "creation"]),
          "The order: highest first, of creation oldest first (default visits)."), .limit,
        Argument("offset", .count(0...100_000), "So many are left out first (default 0)."),
      ],
      answer: { search, arguments throws(AgentFailure) in try children(search, arguments) }),
    AgentTool(
      name: "node", question: "What is known of one node?",
      result: "Its numbers, state, evaluation with rationale and parts, note, last change.",
      arguments: [.node],
      answer: { search, arguments throws(AgentFailure) in
        var request = search.request(about: try search.node(arguments))
        request.wantsState = true
        request.wantsTexts = true
        request.wantsVerdicts = true
        return AgentObjects.node(try search.slice(request))
      }),
    AgentTool(
      name: "why", question: "Why does selection take this child of a node and not another?",
      result:
        "The decision at the node: each candidate with every term of its score, the margin, and at what "
        + "exploration constant another one would win.",
      arguments: [.node, .limit],
      answer: { search, arguments throws(AgentFailure) in try why(search, arguments) }),
    AgentTool(
      name: "find", question: "Which nodes hold some words, or meet a condition?",
      result: "How many, and the first of them.",
      arguments: [
        Argument(
          "text", .text, "Words in actions, states, rationales and notes; the most visited first."),
        Argument(
          "filter", .text,
          "A condition such as N > 1000 and Q < .4, or rationale ~ \"contradict\"; in order of id."),
        Argument(
          "columns", .texts, "With filter: expressions worked out for each node, such as Q - P."),
        .limit,
      ],
      answer: { search, arguments throws(AgentFailure) in try find(search, arguments) }),
    AgentTool(
      name: "group", question: "Which action, depth, kind or value is good or bad everywhere?",
      result: "The nodes in groups by an expression: count, visits, mean value, spread, best.",
      arguments: [
        Argument(
          "by", .text, "The expression: action, depth, kind, a statistic, Q, ...", isNeeded: true),
        Argument("filter", .text, "Only nodes that meet this condition."), .limit,
      ],
      answer: { search, arguments throws(AgentFailure) in try group(search, arguments) }),
    AgentTool(
      name: "compare",
      question: "Where does this search differ from another, or an earlier moment?",
      result:
        "The first decision that differs and what made it differ, counts, the root's children.",
      arguments: [
        Argument(
          "with", .text,
          "FILE, FILE@MOMENT (87 an event, i87 an iteration), FILE#BRANCH, or the file itself: @i50.",
          isNeeded: true)
      ],
      answer: { search, arguments throws(AgentFailure) in try compare(search, arguments) }),
    AgentTool(
      name: "doctor", question: "Is something wrong with the search that made this tree?",
      result: "Findings with node, event, expected and found, and what usually causes them.",
      answer: { search, _ throws(AgentFailure) in try doctor(search) }),
    AgentTool(
      name: "plot", question: "How did a number move in the course of the search?",
      result: "The numbers of a plot.",
      arguments: [
        Argument(
          "name", .choice(PlotName.allCases.map(\.rawValue)), "Which plot.", isNeeded: true),
        .node,
      ],
      answer: { search, arguments throws(AgentFailure) in try plot(search, arguments) }),
    AgentTool(
      name: "history",
      question: "How did a node come to its value, and what was done to the search?",
      result:
        "The value and visits of the node over iterations, its last backups; edits, branches, marks.",
      arguments: [.node, .limit],
      answer: { search, arguments throws(AgentFailure) in try history(search, arguments) }),
    AgentTool(
      name: "go", question: "What was there at an earlier moment of a recording?",
      result: "Shows the recording as it was then; every tool answers of that moment from then on.",
      arguments: [
        Argument("iteration", .count(0...Int(Int32.max)), "After so many iterations."),
        Argument("event", .count(1...Int(Int32.max)), "After an event: a line of the file."),
        Argument("end", .truth, "The end of the recording."),
      ],
      answer: { search, arguments throws(AgentFailure) in try go(search, arguments) }),
  ]

  private static func summary(_ search: AgentSearch) throws(AgentFailure) -> JSONValue {
    var request = SliceRequest()
    request.rowCount = 1
    let slice = try search.slice(request)
    let summary = slice.summary
    let steering = AgentTool.steering.flatMap { tool in
      AgentTool.commands(of: tool.name).compactMap { kind in
        summary.disabledReasons[kind].map { (tool.name, JSONValue.string($0)) }
      }
    }
    let range = summary.valueRange
    let method: [(String, JSONValue)] = [
      ("problem", .named(summary.problem)),
      ("story", AgentObjects.text(summary.story)),
      ("engine", .optional(summary.engine)),
      ("preset", .named(summary.preset)),
      ("seed", summary.seed.map { .id($0) } ?? .null),
      ("rule", .named(summary.rule)),
      ("formula", .named(summary.formula)),
      ("parameters", AgentObjects.numbers(summary.parameters)),
      ("value_is", .named(summary.valueMeaning)),
      ("value_low", .optional(range?.lowerBound)),
      ("value_high", .optional(range?.upperBound)),
      (
        "statistics",
        JSONValue(summary.statistics.map { ($0.name, .string($0.meaning)) })
      ),
    ]
    let found: [(String, JSONValue)] = [
      ("moment", AgentObjects.moment(summary)),
      ("root_visits", .optional(slice.rows.first?.visits)),
      ("root_value", .optional(slice.rows.first?.value)),
      ("answer", AgentObjects.answer(summary)),
      ("remarks", .array(summary.remarks.map { .string($0) })),
      ("alarms", .array(summary.alarms.map { .string($0.text) })),
      ("ended", .optional(summary.timeline?.ending)),
      ("log", .array(summary.log.suffix(5).map { AgentObjects.text($0.text) })),
      ("unread_lines", .integer(summary.unreadCount)),
      ("findings", .integer(summary.findings.count)),
      ("cannot", JSONValue(steering)),
    ]
    return JSONValue(method + found)
  }

  private static func answer(
    _ search: AgentSearch, _ arguments: AgentArguments
  ) throws(AgentFailure) -> JSONValue {
    let slice = try search.slice(request(children: .root, limit: arguments.limit))
    return JSONValue([
      ("answer", AgentObjects.answer(slice.summary)),
      ("best_line", AgentObjects.path(slice.summary.bestLine)),
      ("best_line_by", .string(slice.summary.bestLineGoesByValue ? "value" : "visits")),
      ("best_value", .optional(slice.summary.bestValue)),
      ("children", rows(slice, arguments.limit)),
    ])
  }

  private static func request(children node: NodeID, limit: Int) -> SliceRequest {
    var request = SliceRequest()
    request.root = node
    request.open = [node]
    request.cursor = .node(node)
    request.shownChildren = [node: limit + 1]
    request.rowCount = limit + 2
    return request
  }

  private static func rows(_ slice: TreeSlice, _ limit: Int, from offset: Int = 0) -> JSONValue {
    .array(
      slice.rows.filter { $0.kind == .node && $0.depth == 1 }.dropFirst(offset).prefix(limit)
        .map { AgentObjects.row($0, in: slice.summary) })
  }

  private static func children(
    _ search: AgentSearch, _ arguments: AgentArguments
  ) throws(AgentFailure) -> JSONValue {
    let node = try search.node(arguments)
    let offset = arguments.count("offset") ?? 0
    var request = request(children: node, limit: offset + arguments.limit)
    request.sort =
      switch arguments.text("sort") {
      case "value": .value
      case "score": .score
      case "prior": .prior
      case "creation": .creation
      default: .visits
      }
    let slice = try search.slice(request)
    return JSONValue([
      ("id", .integer(node.index)),
      ("path", AgentObjects.path(slice.cursorPath)),
      ("visits", .optional(slice.detail.visits)),
      ("value", .optional(slice.detail.exactValue ?? slice.detail.mean)),
      ("count", .integer(slice.detail.childCount)),
      ("unexpanded", .optional(slice.detail.unexpanded)),
      ("children", rows(slice, arguments.limit, from: offset)),
    ])
  }

  private static func why(
    _ search: AgentSearch, _ arguments: AgentArguments
  ) throws(AgentFailure) -> JSONValue {
    var request = search.request(about: try search.node(arguments))
    request.wantsTables = true
    let slice = try search.slice(request)
    guard let table = slice.detail.children else {
      throw AgentFailure(
        slice.detail.childCount == 0
          ? "this node has no children: nothing was decided here"
          : "no decision is known at this node: the file holds neither its scores nor the rule")
    }
    return AgentObjects.decision(
      table, path: slice.cursorPath,
      isNext: slice.summary.abilities.showsNextDecision,
      limit: arguments.limit)
  }

  private static func find(
    _ search: AgentSearch, _ arguments: AgentArguments
  ) throws(AgentFailure) -> JSONValue {
    switch (arguments.text("text"), arguments.text("filter")) {
    case (let text?, nil):
      let report = try search.look(for: .words(text), from: "text")
      return JSONValue([
        ("count", .integer(report.count)),
        (
          "matches",
          .array(
            report.hits.prefix(arguments.limit).map {
              JSONValue([
                ("id", .integer($0.node.index)), ("path", AgentObjects.path($0.path)),
                ("visits", .optional($0.visits)), ("value", .optional($0.value)),
              ])
            })
        ),
      ])
    case (nil, let filter?):
      var request = SliceRequest()
      request.rowCount = 1
      request.filter = filter
      request.columns = arguments.texts("columns")
      request.listLimit = arguments.limit
      let slice = try search.slice(request, waitingFor: "the filter") {
        $0.filter?.text == filter && $0.filter?.isCurrent == true
      }
      try check(slice.filter?.error, "filter")
      for column in slice.columns { try check(column.error, "columns, \(column.text)") }
      return JSONValue([
        ("count", .optional(slice.matches?.count)),
        ("nodes", .optional(slice.matches?.nodeCount)),
        ("matches", slice.matches.map { NodeObjects.matches($0) } ?? .null),
      ])
    default: throw AgentFailure("either text or filter says what is looked for")
    }
  }

  private static func check(_ error: ExpressionError?, _ name: String) throws(AgentFailure) {
    if let error { throw AgentFailure("\(name): \(error.words)") }
  }

  private static func group(
    _ search: AgentSearch, _ arguments: AgentArguments
  ) throws(AgentFailure) -> JSONValue {
    let expression = arguments.text("by") ?? ""
    var request = SliceRequest()
    request.rowCount = 1
    request.group = expression
    request.filter = arguments.text("filter")
    request.listLimit = arguments.limit
    let slice = try search.slice(request, waitingFor: "the groups") { slice in
      let isFiltered =
        request.filter == nil
        || (slice.filter?.text == request.filter && slice.filter?.isCurrent == true)
      return isFiltered && slice.groups?.text == expression && slice.groups?.isCurrent == true
        || slice.filter?.error != nil
    }
    try check(slice.filter?.error, "filter")
    try check(slice.groups?.error, "by")
    return JSONValue([
      ("count", .optional(slice.groupList?.count)),
      ("groups", slice.groupList.map { NodeObjects.groups($0) } ?? .null),
    ])
  }
}
