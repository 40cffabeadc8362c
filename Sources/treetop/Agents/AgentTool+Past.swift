import Groundwork
import SearchTrees

/// How the search came to where it is, and its earlier moments.
extension AgentTool {
  static func plot(
    _ search: AgentSearch, _ arguments: AgentArguments
  ) throws(AgentFailure) -> JSONValue {
    guard let name = arguments.text("name").flatMap(PlotName.init) else { return .null }
    var request = search.request(about: try search.node(arguments))
    request.wantsPlots = true
    request.wantsTables = true
    request.wantsVerdicts = true
    let slice = try search.slice(request)
    return AgentObjects.plot(SearchPlot(name, of: slice))
  }

  static func history(
    _ search: AgentSearch, _ arguments: AgentArguments
  ) throws(AgentFailure) -> JSONValue {
    var request = search.request(about: try search.node(arguments))
    request.wantsHistory = true
    request.wantsTexts = true
    let slice = try search.slice(request)
    let (detail, summary) = (slice.detail, slice.summary)
    let line = detail.history
    return JSONValue([
      ("id", .integer(detail.node.index)),
      ("path", AgentObjects.path(slice.cursorPath)),
      ("iterations", .array(line.iterations.map { .integer($0) })),
      ("visits", .array(line.visits.map { .optional($0) })),
      ("values", .array(line.values.map { .optional($0) })),
      (
        "backups",
        .array(
          (detail.backups ?? []).prefix(arguments.limit).map {
            JSONValue([
              ("iteration", .integer($0.iteration)), ("value", .number($0.value)),
              ("mean", .number($0.mean)),
            ])
          })
      ),
      (
        "branches",
        .array(
          summary.branches.prefix(arguments.limit).map {
            JSONValue([
              ("number", .integer($0.id)), ("name", .string($0.name)),
              ("from", .optional($0.origin)), ("start", .integer($0.start)),
              ("iterations", .integer($0.iterations)), ("best_action", .string($0.bestAction)),
            ])
          })
      ),
      (
        "marks",
        .array(
          summary.marks.prefix(arguments.limit).map {
            JSONValue([
              ("name", .string($0.name)), ("event", .integer($0.event)),
              ("iteration", .integer($0.iteration)), ("id", .integer($0.node.index)),
              ("note", AgentObjects.text($0.note)),
            ])
          })
      ),
      (
        "log", .array(summary.log.suffix(arguments.limit).map { AgentObjects.text($0.text) })
      ),
    ])
  }

  static func go(
    _ search: AgentSearch, _ arguments: AgentArguments
  ) throws(AgentFailure) -> JSONValue {
    var request = SliceRequest()
    request.rowCount = 1
    let before = try search.slice(request).summary
    guard before.timeline != nil else {
      throw AgentFailure("this search is live: it shows its newest moment; step and back move it")
    }
    let command: SearchCommand
    switch (arguments.count("iteration"), arguments.count("event"), arguments.isTrue("end")) {
    case (let iteration?, nil, false):
      guard iteration <= before.iterationCount else {
        throw AgentFailure(
          "there is no iteration \(iteration); the last is \(before.iterationCount)")
      }
      command = .goToIteration(iteration)
    case (nil, let event?, false):
      guard event <= before.eventCount else {
        throw AgentFailure("there is no event \(event); the last is \(before.eventCount)")
      }
      command = .goTo(event: event)
    case (nil, nil, true): command = .goTo(event: before.eventCount)
    default: throw AgentFailure("one of iteration, event and end says where to")
    }
    let (slice, notice) = try search.carryOut(command)
    return AgentObjects.moment(slice.summary, notice: notice)
  }
}
