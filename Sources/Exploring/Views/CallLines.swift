import Drawing
import Groundwork
import SearchTrees

/// What is said of calls in lines: what models were asked in all, and one call whole.
enum CallLines {
  /// The cells of the words before what they name.
  private static let label = 9
  /// The likeliest tokens that are shown beside each token.
  private static let mostAlternatives = 8
  /// The characters of a prompt that are shown.
  private static let longestPrompt = 100_000

  /// A line for each model that was asked.
  static func totals(_ state: ExplorerState, width: Int) -> [StyledLine] {
    let repertoire = state.glyphs.repertoire
    let servers = state.slice.summary.servers
    let totals = state.slice.calls?.totals ?? []
    let names = (servers.map(\.name) + totals.map(\.name)).map {
      SafeText($0, repertoire: repertoire).width
    }
    let room = min(16, names.max() ?? 0)
    func line(_ name: String, _ facts: [String], _ server: ModelServer?) -> StyledLine {
      let model = [server?.model, server?.server].compactMap { $0 }.filter { !$0.isEmpty }
      let words = (facts + [model.joined(separator: ", ")]).joined(separator: "   ")
      let name = SafeText(name, repertoire: repertoire).ellipsized(to: room).padded(to: room)
      let line = StyledLine(" ").then(name, .accent).then("  ")
      return line.then(
        SafeText(words, repertoire: repertoire).ellipsized(to: max(0, width - line.width)))
    }
    // A recording has added up what it holds with its servers.
    if totals.isEmpty { return servers.map { line($0.name, facts($0), $0) } }
    return totals.map { total in
      line(total.name, facts(total), servers.first { $0.name == total.name })
    }
  }

  private static func facts(_ server: ModelServer) -> [String] {
    [server.use.questionWords.joined(separator: ", ")] + server.use.work.words
      + (server.spent.map { [ModelServer.moneyText($0)] } ?? [])
  }

  private static func facts(_ total: KeptCalls.Total) -> [String] {
    var answers = ["\(NumberText.grouped(total.answered)) answered"]
    if total.cached > 0 { answers.append("\(NumberText.grouped(total.cached)) of them cached") }
    if total.failed > 0 { answers.append("\(NumberText.grouped(total.failed)) failed") }
    let effort = total.effort
    return [
      answers.joined(separator: ", "), count(effort.requests, "request"), tokens(effort),
      "\(NumberText.fixed(effort.seconds, places: 1)) s",
    ]
  }

  private static func tokens(_ effort: ModelCall.Effort) -> String {
    "\(NumberText.grouped(effort.tokensIn)) tokens in, \(NumberText.grouped(effort.tokensOut)) out"
  }

  private static func count(_ number: Int, _ word: String) -> String {
    "\(NumberText.grouped(number)) \(word)\(number == 1 ? "" : "s")"
  }

  /// Why there is nothing to list.
  static func missing(_ state: ExplorerState, width: Int) -> [StyledLine] {
    MissingDataText.lines(
      state,
      live: state.slice.summary.servers.isEmpty
        ? "No language model on a server is asked in this search."
        : "No server has answered yet.",
      recorded: "Up to this event no calls of language models were recorded.", width)
  }

  /// Everything that is known of the chosen call.
  static func whole(_ state: ExplorerState, width: Int) -> [StyledLine] {
    guard let (number, call) = state.calls.call(in: state.slice.calls) else { return [] }
    let edit = state.slice.calls?.edit.flatMap { $0.number == number ? $0 : nil }
    let texts = [("prompt", call.prompt), ("text", call.text)]
    return effort(call, state, width)
      + EditedCallLines.lines(call, edit, state, width)
      + texts.flatMap { block($0.0, $0.1, .plain, state, width) }
      + answer(call, state, width)
  }

  private static func effort(
    _ call: ModelCall, _ state: ExplorerState, _ width: Int
  ) -> [StyledLine] {
    let effort = call.effort
    var facts: [String] = []
    if call.isCached {
      facts.append("taken from the shared file, nothing was asked")
    } else {
      facts.append(count(effort.requests, "request"))
      if effort.tries > 1 { facts.append("the longest took \(effort.tries) tries") }
      facts.append(tokens(effort))
      facts.append("\(NumberText.fixed(effort.seconds)) s")
    }
    if let line = call.line { facts.append("line \(NumberText.grouped(line))") }
    return block(
      "asked", "\(call.name) for \(call.ability): " + facts.joined(separator: ", "), .muted, state,
      width)
  }

  private static func answer(
    _ call: ModelCall, _ state: ExplorerState, _ width: Int
  ) -> [StyledLine] {
    if let failure = call.failure { return block("failed", failure, .bad, state, width) }
    guard let score = call.score else { return [] }
    let earlier =
      score.beginsEarlier
      ? "; the prompt's last tokens changed when the text was put behind it" : ""
    var lines = block(
      "ln p",
      "\(NumberText.fixed(score.log, places: 4)) over \(score.places.count) tokens, "
        + "\(NumberText.grouped(score.start)) before them\(earlier)", .value, state, width)
    let repertoire = state.glyphs.repertoire
    let tokens = score.places.map { name($0.token, repertoire) }
    let room = max(6, min(20, tokens.map(\.width).max() ?? 0))
    lines.append(
      StyledLine(
        SafeText(
          " " + "PART".left(6) + "TOKEN".left(room + 2) + "LN P".right(9) + "  LIKELIEST, LN P"),
        .heading))
    for (place, said) in score.places.enumerated() {
      let part = score.parts.firstIndex { $0.contains(place) }.map { "\($0 + 1)" } ?? "-"
      var line = StyledLine(SafeText(" " + part.left(6)), .muted)
        .then(tokens[place].ellipsized(to: room).padded(to: room + 2))
        .then(SafeText(NumberText.fixed(said.token.log, places: 4).right(9)), .value).then(" ")
      for other in said.top.prefix(mostAlternatives) {
        let number = SafeText(" " + NumberText.fixed(other.log, places: 2))
        let next = name(other, repertoire)
        guard line.width + 1 + next.width + number.width <= width else { break }
        line = line.then(" ").then(next, .muted).then(number, .muted)
      }
      lines.append(line)
    }
    return lines
  }

  /// A token; one that the server does not show by its number.
  private static func name(_ token: ModelCall.Token, _ repertoire: Repertoire) -> SafeText {
    guard token.text.isEmpty else {
      return "\"" + SafeText(token.text, repertoire: repertoire, limit: 60) + "\""
    }
    return SafeText(token.number.map { "<\($0)>" } ?? "\"\"")
  }

  static func block(
    _ head: String, _ text: String, _ style: Style, _ state: ExplorerState, _ width: Int
  ) -> [StyledLine] {
    SafeText.lines(
      of: text, width: max(8, width - label - 1), repertoire: state.glyphs.repertoire,
      limit: longestPrompt
    ).enumerated().map { place, line in
      StyledLine(SafeText(" " + (place == 0 ? head : "").left(label)), .muted).then(line, style)
    }
  }
}
