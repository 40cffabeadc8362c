import Drawing
import Endpoints
import Groundwork
import Presets
import RewardModels
import SearchTrees
import Sessions

/// What a search would ask of servers: its first questions, and about how many there would be.
struct DryRun {
  private let request: SearchRequest
  private let servers: [ServerModelOptions.Named]
  private let forecast: AskingForecast
  private let repertoire: Repertoire

  /// So many iterations are looked at where nothing says how many there will be.
  private static let usualIterations = 10
  private static let width = 80

  /// Prepares the search that is looked at, with the models that come with the program.
  init(
    _ request: SearchRequest, asking servers: [ServerModelOptions.Named], in repertoire: Repertoire
  ) throws(CommandError) {
    let forecast = AskingForecast()
    var request = request
    request.plan.models = forecast
    let limits = request.limits
    if limits.iterations == nil, limits.nodes == nil, limits.calls == nil {
      request.limits.iterations = Self.usualIterations
    }
    if let reason = request.plan.validationError { throw .usage(reason) }
    self.request = request
    self.servers = servers
    self.forecast = forecast
    self.repertoire = repertoire
  }

  /// Runs the search here and says what it would have asked.
  func text() -> String {
    let outcome = BatchRun(request, checkPeriod: 0).search(
      request.beginSession(undoBytes: 0), isInterrupted: { false }, progress: { _, _ in })
    let total = forecast.total
    guard !total.first.isEmpty else {
      return line(
        "nothing was asked, and nothing can be said: the embedded models, which stand in for those on the "
          + "servers, know no step of this problem"
      ).map { $0.plain + "\n" }.joined()
    }
    var lines = line("nothing was asked; about the first state it would be:")
    for (number, question) in total.first.enumerated() {
      let server = servers.first { $0.endpoint.name == question.role.rawValue }
      let place = server.map { " \($0.endpoint.address)" } ?? ""
      let tokens = question.expectedCost.tokensIn
      lines += line("\(number + 1) \(question.role.rawValue)\(place): about \(tokens) tokens", 1)
      lines += line("after \"\(question.promptText)\"", 3)
      if server?.format == .chat { lines += line("in the chat template of its model", 3) }
      lines += line("score \"\(question.parts.joined())\"", 3)
    }
    let iterations = outcome.result.report.summary.iterations
    lines += line(
      "forecast for \(NumberText.grouped(iterations)) iterations, by the embedded models in the place of "
        + "those on the servers:")
    for server in servers {
      let cost = total.cost
      let money =
        server.price.map {
          NumberText.plain($0.cost(read: cost.tokensIn, written: cost.tokensOut), places: 4)
            + " USD"
        } ?? "price not known"
      lines += line(
        "\(server.endpoint.name): \(NumberText.grouped(total.questions)) questions about "
          + "\(NumberText.grouped(total.states)) states, \(NumberText.grouped(cost.requests)) requests and "
          + "some twenty to look at the server, about \(NumberText.grouped(cost.tokensIn)) tokens read "
          + "and \(NumberText.grouped(cost.tokensOut)) written, \(money)", 1)
    }
    return lines.map { $0.plain + "\n" }.joined()
  }

  private func line(_ text: String, _ indent: Int = 0) -> [SafeText] {
    SafeText.lines(of: text, width: Self.width - indent - 2, repertoire: repertoire).enumerated()
      .map {
        SafeText("").padded(to: $0.offset == 0 ? indent : indent + 2) + $0.element
      }
  }
}
