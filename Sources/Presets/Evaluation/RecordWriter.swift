import Groundwork
import SearchTrees

/// Writes an object of JSON on one line, in ASCII.
struct RecordWriter {
  private var text = "{"

  /// The line.
  var line: String { text + "}" }

  /// Writes a whole number.
  mutating func number(_ key: String, _ number: Int?) {
    begin(key)
    text += number.map { String($0) } ?? "null"
  }

  /// Writes a number.
  ///
  /// - Precondition: it is finite.
  mutating func number(_ key: String, _ number: Double) {
    precondition(number.isFinite)
    begin(key)
    text += String(number)
  }

  /// Writes a truth value.
  mutating func truth(_ key: String, _ truth: Bool) {
    begin(key)
    text += String(truth)
  }

  /// Writes a text.
  mutating func text(_ key: String, _ string: String?) {
    begin(key)
    if let string { quote(string) } else { text += "null" }
  }

  /// Writes a list of texts.
  mutating func texts(_ key: String, _ strings: [String]) {
    begin(key)
    text += "["
    for (index, string) in strings.enumerated() {
      if index > 0 { text += "," }
      quote(string)
    }
    text += "]"
  }

  /// Writes a list of numbers in the fewest digits that mean exactly them.
  mutating func numbers(_ key: String, _ numbers: [some LosslessStringConvertible]) {
    begin(key)
    text += "[" + numbers.map { String($0) }.joined(separator: ",") + "]"
  }

  /// Writes an object.
  mutating func object(_ key: String, _ body: (inout RecordWriter) -> Void) {
    begin(key)
    var inner = RecordWriter()
    body(&inner)
    text += inner.line
  }

  /// Writes nothing where something could be.
  mutating func null(_ key: String) {
    begin(key)
    text += "null"
  }

  /// Writes the members of a run.
  mutating func write(_ run: EvaluatedRun) {
    number("found", run.found)
    truth("chosen", run.chosen)
    texts("plan", run.plan)
    text("objection", run.objection)
    number("iterations", run.iterations)
    number("nodes", run.nodes)
    number("calls", run.calls)
    number("seconds", run.seconds)
    number("settled_at", run.settledAt)
    if let use = run.modelUse {
      object("models") { writer in
        writer.number("calls", use.calls)
        writer.number("tokens", use.tokens)
        writer.number("seconds", use.seconds)
        writer.number("accepted", use.accepted)
        writer.number("rejected", use.rejected)
        writer.number("generations", use.generations)
        writer.number("disagreements", use.disagreements)
      }
    } else {
      null("models")
    }
    numbers("rewards", run.steps.map(\.reward))
    numbers("progress", run.steps.map(\.progress))
  }

  private mutating func begin(_ key: String) {
    if text != "{" { text += "," }
    quote(key)
    text += ":"
  }

  private mutating func quote(_ string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\" + String(scalar)
      case " "..."~": text.unicodeScalars.append(scalar)
      default: for unit in String(scalar).utf16 { text += Self.escape(unit) }
      }
    }
    text += "\""
  }

  private static func escape(_ unit: UInt16) -> String {
    "\\u" + String(unit, radix: 16).leftPadded(to: 4, with: "0")
  }
}
