import Groundwork

/// What was asked of a server, in words.
extension ModelServer {
  /// What it was asked in all, and then a line for each phase.
  ///
  /// Untrusted text: it names the server.
  public var accountLines: [String] {
    let facts = use.questionWords + [spent.map { Self.moneyText($0) } ?? "price not known"]
    let title = model.map { "\(name) (\($0))" } ?? name
    return ["\(title): " + facts.joined(separator: ", ")]
      + phases.map { phase, work in
        let money = cost(of: work).map { [Self.moneyText($0)] } ?? []
        return "\(phase.rawValue): " + (work.words + money).joined(separator: ", ")
      }
  }

  /// In which phases searches ask, in words.
  public static let phaseWords =
    "a search asks in one phase alone: where a state grows, for the scores of its steps"

  /// Returns an amount of US dollars, with as many places as small ones need.
  public static func moneyText(_ amount: Double) -> String {
    NumberText.fixed(amount, places: amount < 0.01 && amount > 0 ? 4 : 2) + " USD"
  }
}

extension ModelServer.Use {
  /// How many questions were asked, and of those that were taken from a file or failed, where there are any.
  public var questionWords: [String] {
    var words = ["\(NumberText.grouped(asked)) asked"]
    if cached > 0 { words.append("\(NumberText.grouped(cached)) cached") }
    if failed > 0 { words.append("\(NumberText.grouped(failed)) failed") }
    return words
  }
}

extension ModelServer.Work {
  /// Requests, tokens and seconds in words; of requests and tokens that are not known it is said.
  public var words: [String] {
    let requests = requests.map { "\(NumberText.grouped($0)) request\($0 == 1 ? "" : "s")" }
    var tokens: String?
    if let tokensIn, let tokensOut {
      tokens =
        "\(NumberText.grouped(tokensIn)) tokens read, \(NumberText.grouped(tokensOut)) written"
    }
    let time = seconds.map { ["\(NumberText.short(($0 * 100).rounded() / 100)) s"] } ?? []
    return [requests ?? "requests not recorded", tokens ?? "tokens not recorded"] + time
  }
}
