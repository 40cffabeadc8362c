import Groundwork
import SearchTrees

/// What is wrong with an argument, while it is typed.
enum ArgumentCheck {
  /// Returns why a text would be refused by a command; nil where it would be taken, and where that is only
  /// known once it is tried.
  static func problem(
    _ text: String, of command: Command, exportForms: [TreeExporter.Form] = []
  ) -> String? {
    let text = Explorer.trimmed(text)
    guard let argument = command.argument, !text.isEmpty else { return nil }
    switch argument.kind {
    case .count:
      guard let number = Double(text.filter { $0 != "," }), number >= 1, number.isFinite else {
        return "a whole number of at least 1 is expected"
      }
    case .number:
      guard let number = Double(text.filter { $0 != "," }), number.isFinite else {
        return "a number is expected"
      }
    case .expression:
      do throws(ExpressionError) {
        if command.name == .filter {
          try TreeExpression.checkSyntax(ofCondition: text)
        } else {
          try TreeExpression.checkSyntax(of: text)
        }
      } catch {
        return error.words
      }
    case .event, .path: break
    case .text where command.name == .export:
      // Where the file is still to be typed nothing is wrong yet.
      guard text.contains(" ") || !exportForms.contains(where: { $0.name.hasPrefix(text) }) else {
        return nil
      }
      return Explorer.exportRefusal(text, exportForms)
    case .text: return problemOfText(text, of: command.name)
    }
    return nil
  }

  private static func problemOfText(_ text: String, of command: CommandName) -> String? {
    switch command {
    case .set:
      var settings = Settings()
      if case .failure(let refusal) = settings.set(typed: text) { return refusal.reason }
    case .yank:
      let word = String(text.prefix { $0 != " " })
      let all = CopiedThing.allCases.map(\.rawValue)
      if !all.contains(where: { $0.hasPrefix(word) }) {
        return "accepted are " + all.joined(separator: ", ")
      }
    default: break
    }
    return nil
  }
}
