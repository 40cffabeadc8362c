import Groundwork
import SearchTrees

/// An answer as a student gave it.
struct GivenAnswer {
  /// Why something is no answer.
  struct Unreadable: Error {
    var reason: String
  }

  /// What was meant.
  enum Meaning {
    /// A number, and what it is where its commas part thousands, as in 1,234.
    case number(Double, grouped: Double?)
    case node(NodeID)
    case option(Character)
    case truth(Bool)
  }

  var meaning: Meaning
  /// The answer as it is kept: the same in every order of options; untrusted text.
  var text: String

  /// Reads an answer to a question.
  static func read(
    _ raw: String, for open: OpenQuestion, in run: LessonRun
  ) -> Result<GivenAnswer, Unreadable> {
    let text = raw[...].trimmingBlanks
    switch open.question.kind {
    case .number:
      let grouped = ungrouped(text).flatMap { number($0) }
      guard let number = number(text) ?? grouped else {
        return .failure(Unreadable(reason: "expected a number, as in 0.5, 0,5 or 1/2"))
      }
      return .success(GivenAnswer(meaning: .number(number, grouped: grouped), text: text))
    case .yesno:
      switch text.lowercased() {
      case "y", "yes", "a": return .success(GivenAnswer(meaning: .truth(true), text: "yes"))
      case "n", "no", "b": return .success(GivenAnswer(meaning: .truth(false), text: "no"))
      default: return .failure(Unreadable(reason: "expected yes or no"))
      }
    case .choice, .task: return option(text, open)
    case .node: return node(text, open, run)
    }
  }

  /// The text without its commas, where these part thousands as the program writes them: `1,234`.
  private static func ungrouped(_ text: String) -> String? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let (first, rest) = (parts[0].trimmingPrefix("-"), parts.dropFirst())
    guard !rest.isEmpty, 1...3 ~= first.count, first.first != "0",
      rest.allSatisfy({ $0.prefix { $0.isNumber }.count == 3 }),
      rest.dropLast().allSatisfy({ $0.count == 3 })
    else { return nil }
    return text.replacing(",", with: "")
  }

  /// Reads a number; a comma is a decimal point, `1/3` a number.
  static func number(_ text: String) -> Double? {
    func plain(_ text: Substring) -> Double? {
      var digits = text[...].trimmingBlanks
      if digits.count(where: { $0 == "," }) == 1, !digits.contains(".") {
        digits = digits.replacing(",", with: ".")
      }
      let allowed = Set("0123456789.+-eE%")
      guard !digits.isEmpty, digits.allSatisfy(allowed.contains) else { return nil }
      if digits.hasSuffix("%") { return Double(digits.dropLast()).map { $0 / 100 } }
      if digits.hasSuffix(".") { digits.removeLast() }
      if digits.hasPrefix(".") { digits = "0" + digits }
      if digits.hasPrefix("-.") { digits = "-0" + digits.dropFirst() }
      return Double(digits)
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let number: Double?
    if parts.count == 2, let above = plain(parts[0]), let below = plain(parts[1]), below != 0 {
      number = above / below
    } else {
      number = parts.count == 1 ? plain(text[...]) : nil
    }
    return number.flatMap { $0.isFinite ? $0 : nil }
  }

  private static func option(
    _ text: String, _ open: OpenQuestion
  ) -> Result<GivenAnswer, Unreadable> {
    let lower = text.lowercased()
    let found = open.options.first {
      lower == String($0.letter) || lower == LessonWords.plain($0.text).lowercased()
        || lower == $0.text.lowercased()
    }
    guard let found else {
      let letters = open.options.map { String($0.letter) }.joined(separator: " ")
      return .failure(Unreadable(reason: "expected one of the letters \(letters)"))
    }
    return .success(GivenAnswer(meaning: .option(found.letter), text: found.text))
  }

  private static func node(
    _ text: String, _ open: OpenQuestion, _ run: LessonRun
  ) -> Result<GivenAnswer, Unreadable> {
    guard let facts = run.stage.facts else { return .failure(Unreadable(reason: "no search")) }
    func found(_ node: NodeID) -> Result<GivenAnswer, Unreadable> {
      .success(GivenAnswer(meaning: .node(node), text: run.name(of: node)))
    }
    let lower = text.lowercased()
    if let node = open.nodes.first(where: { $0.letter.map { lower == String($0) } ?? false }) {
      return found(node.node)
    }
    if text.hasPrefix("#"), let number = Int(text.dropFirst()), number >= 0,
      number < facts.nodeCount
    {
      return found(NodeID(number))
    }
    if lower == "root" { return found(.root) }
    let unquoted =
      text.count > 1 && text.hasPrefix("\"") && text.hasSuffix("\"")
      ? String(text.dropFirst().dropLast()) : text
    let labelled = open.nodes.filter { $0.label.lowercased() == unquoted.lowercased() }
    if labelled.count == 1 { return found(labelled[0].node) }
    do throws(ExpressionError) {
      return found(try NodePath(unquoted).node(in: facts, column: 1))
    } catch {
      return .failure(Unreadable(reason: error.reason))
    }
  }

  // MARK: - Judging

  /// Whether it is right.
  func isRight(_ right: WorkedQuestion.Right) -> Bool {
    switch (meaning, right) {
    case (.number(let number, let grouped), .number(let wanted, let tolerance)):
      [number, grouped ?? number].contains {
        ($0 - wanted).magnitude <= tolerance + Self.slack(wanted)
      }
    case (.node(let node), .node(let wanted)): node == wanted
    case (.option(let letter), .option(let wanted)): letter == wanted
    case (.truth(let truth), .truth(let wanted)): truth == wanted
    default: false
    }
  }

  /// By how much the last bits of a number may differ.
  private static func slack(_ number: Double) -> Double { 1e-9 * max(1, number.magnitude) }

  /// What is said to it if it is wrong for a known reason.
  func reason(among worked: WorkedQuestion) -> String? {
    switch (meaning, worked.right) {
    case (.node(let node), _):
      return worked.misses.first { $0.value == .node(node) }?.reason
    case (.number(let number, let grouped), .number(_, let tolerance)):
      var nearest: (distance: Double, reason: String)?
      for miss in worked.misses {
        guard case .number(let wrong) = miss.value, wrong.isFinite else { continue }
        let distance = min((number - wrong).magnitude, ((grouped ?? number) - wrong).magnitude)
        // Whoever rounds means the same.
        let within = max(tolerance, 0.005 * wrong.magnitude) + Self.slack(wrong)
        guard distance <= within, distance < nearest?.distance ?? .infinity else { continue }
        nearest = (distance, miss.reason)
      }
      return nearest?.reason
    default: return nil
    }
  }
}
