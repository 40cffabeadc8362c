import Drawing
import Endpoints
import Groundwork

/// What was found of a server of language models.
struct HandshakePage {
  private let found: Handshake
  private let place: String
  private let templateFailure: EndpointFailure?
  private let repertoire: Repertoire

  private static let width = 80

  /// Prepares a page.
  ///
  /// - Parameter failure: why no chat template was found, where one was looked for.
  init(
    _ found: Handshake, of place: String, withoutTemplateBecause failure: EndpointFailure? = nil,
    repertoire: Repertoire
  ) {
    self.found = found
    self.place = place
    templateFailure = failure
    self.repertoire = repertoire
  }

  /// What the server lacks, for which searches it is needed, and what there is instead; nil where it
  /// lacks nothing.
  var lack: String? {
    guard found.way == nil else { return nil }
    let reason =
      found.givesNext
      ? "gives log-probabilities of what it writes, but none of a given text"
      : "gives no log-probabilities"
    return
      "the server \(reason): it lacks the ability \"score\", which sc-mcts and rap need; llama.cpp's own "
      + "server and vLLM have it"
  }

  /// The page, for people.
  var text: String {
    let rows: [(String, String)] = [
      ("server", found.kind.rawValue + (found.version.map { " " + $0 } ?? "")),
      ("model", found.model ?? Self.unknown),
      ("size", count(found.parameters, "parameters")),
      ("vocabulary", count(found.vocabulary, "tokens")),
      ("context", count(found.longest, "tokens at most")),
      ("at once", at(found.slots)),
      ("alternatives", found.givesNext ? "\(found.alternatives) at each place" : Self.unknown),
      ("score", found.way.map { "yes, by \($0.rawValue): \($0.words)" } ?? "no"),
      ("next", found.givesNext ? "yes" : "no"),
      ("chat template", template),
      ("seconds", seconds),
    ]
    var lines = [line(place)]
    for (name, value) in rows { lines += wrapped(name.padded(to: 14) + value, hanging: 16) }
    if !found.trials.isEmpty {
      lines += [line(""), line("  ways to score, tried in this order")]
      for trial in found.trials {
        let name = trial.way.rawValue.padded(to: 18)
        lines += wrapped("  " + name + words(of: trial), hanging: 22)
      }
    }
    return lines.map { $0.plain + "\n" }.joined()
  }

  /// The same as one object, for programs; what is not known is null.
  var object: JSONValue {
    JSONValue([
      ("url", .string(place)), ("server", .string(found.kind.rawValue)),
      ("version", .optional(found.version)), ("model", .optional(found.model)),
      ("parameters", .optional(found.parameters)), ("vocabulary", .optional(found.vocabulary)),
      ("context", .optional(found.longest)), ("slots", .optional(found.slots)),
      ("tokenize", .bool(found.cutsTexts)),
      ("k", found.givesNext ? .integer(found.alternatives) : .null),
      ("way", .optional(found.way?.rawValue)), ("score", .bool(found.way != nil)),
      ("next", .bool(found.givesNext)),
      (
        "template",
        found.template.map {
          JSONValue([("before", .string($0.before)), ("after", .string($0.after))])
        } ?? .null
      ),
      ("first_seconds", .optional(found.firstSeconds)),
      ("score_seconds", .optional(found.scoreSeconds)),
      (
        "trials",
        .array(
          found.trials.map { trial in
            JSONValue([
              ("way", .string(trial.way.rawValue)), ("good", .bool(trial.isGood)),
              ("difference", .optional(trial.difference)), ("reason", .optional(trial.reason)),
            ])
          })
      ),
    ])
  }

  /// What the chat template puts around a question, or why it is not known.
  private var template: String {
    if let template = found.template {
      func quoted(_ text: String) -> String { JSONValue.string(text).text() }
      return "yes, for --prompt-format chat: \(quoted(template.before)) before a question, "
        + "\(quoted(template.after)) behind it"
    }
    return templateFailure.map { "no: \($0.reason)" } ?? Self.unknown
  }

  private static let unknown = "-"

  private var seconds: String {
    guard let first = found.firstSeconds else { return Self.unknown }
    let score = found.scoreSeconds.map { ", \(NumberText.fixed($0)) to score two tokens" } ?? ""
    return "\(NumberText.fixed(first)) to the first answer\(score)"
  }

  private func words(of trial: Handshake.Trial) -> String {
    if let reason = trial.reason { return "no: \(reason)" }
    guard let difference = trial.difference else { return Self.unknown }
    let size = NumberText.fixed(difference, places: 4)
    return trial.isGood
      ? "yes: within \(size) of what was said while writing"
      : "no: \(size) from what was said while writing, more than "
        + NumberText.fixed(Handshake.tolerance, places: 2)
  }

  private func count(_ number: Int?, _ words: String) -> String {
    number.map { "\(NumberText.grouped($0)) \(words)" } ?? Self.unknown
  }

  private func at(_ slots: Int?) -> String {
    slots.map { "\($0) \($0 == 1 ? "request" : "requests")" } ?? Self.unknown
  }

  private func line(_ text: String) -> SafeText { SafeText(text, repertoire: repertoire) }

  private func wrapped(_ text: String, hanging: Int) -> [SafeText] {
    SafeText.lines(of: text, width: max(1, Self.width - hanging), repertoire: repertoire)
      .enumerated().map { number, line in
        SafeText("").padded(to: number == 0 ? 2 : hanging) + line
      }
  }
}
