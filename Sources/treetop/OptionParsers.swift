import ArgumentParser
import Exploring
import Exporters
import Groundwork
import Presets
import SearchTrees

/// Readers of an option's value that say what is accepted when they refuse one.
enum OptionParsers {
  /// Returns a reader of whole numbers in a range.
  static func wholeNumber(_ range: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
    let words =
      range.upperBound == .max
      ? "a whole number from \(range.lowerBound) on"
      : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    return { text in
      guard let number = Int(text), range.contains(number) else {
        throw ValidationError("accepted is \(words)")
      }
      return number
    }
  }

  /// Returns a reader of lists of whole numbers in a range, with commas between them.
  static func wholeNumbers(_ range: ClosedRange<Int>) -> @Sendable (String) throws -> [Int] {
    { text in
      try text.split(separator: ",", omittingEmptySubsequences: false).map { item in
        guard let number = Int(item), range.contains(number) else {
          throw ValidationError(
            "accepted are whole numbers from \(range.lowerBound) to \(range.upperBound)"
              + " with commas between them")
        }
        return number
      }
    }
  }

  /// Reads names of what is evaluated, with commas between them.
  static let entries: @Sendable (String) throws -> [EvaluationEntry] = { text in
    let entries = try text.split(separator: ",", omittingEmptySubsequences: false).map {
      guard let entry = EvaluationEntry.named(String($0)) else {
        throw ValidationError(
          accepted(EvaluationEntry.names, insteadOf: String($0))
            + " with N from 1 to \(EvaluationEntry.mostCalls)")
      }
      return entry
    }
    guard Set(entries.map(\.name)).count == entries.count else {
      throw ValidationError("each preset is accepted once")
    }
    return entries
  }

  /// Reads `NAME=LIST`; whether there is such an option, and it accepts the values, is not known yet.
  static let optionList: @Sendable (String) throws -> OptionList = { text in
    let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard sides.count == 2, !sides[0].isEmpty else {
      throw ValidationError("accepted is NAME=LIST, as in c=0.5,1; treetop presets NAME lists them")
    }
    return OptionList(String(sides[0]), String(sides[1]))
  }

  /// Reads when an episode ends.
  static let horizon: @Sendable (String) throws -> HorizonRule = { text in
    guard let rule = HorizonRule(text) else {
      throw ValidationError("accepted are optimal and optimal+N with N from 0 to 100")
    }
    return rule
  }

  /// Reads the name of a page of the inspector.
  static let page: @Sendable (String) throws -> ExplorerState.Tab = { text in
    let pages = ExplorerState.Tab.allCases
    guard let page = pages.first(where: { $0.rawValue.lowercased() == text.lowercased() }) else {
      throw ValidationError(accepted(pages.map { $0.rawValue.lowercased() }, insteadOf: text))
    }
    return page
  }

  /// Returns a reader of numbers in a range.
  static func number(_ range: ClosedRange<Double>) -> @Sendable (String) throws -> Double {
    let words =
      range.upperBound.isFinite
      ? "a number from \(short(range.lowerBound)) to \(short(range.upperBound))"
      : "a number above 0"
    return { text in
      guard let number = Double(text), number.isFinite, range.contains(number) else {
        throw ValidationError("accepted is \(words)")
      }
      return number
    }
  }

  /// Returns a reader of the names of some choices.
  static func name<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
    of choices: Choice.Type
  ) -> @Sendable (String) throws -> Choice {
    { text in
      guard let choice = Choice(rawValue: text) else {
        throw ValidationError(accepted(names(of: choices), insteadOf: text))
      }
      return choice
    }
  }

  /// Reads the name of a form in which a tree is exported.
  static func exportFormat(_ text: String) throws -> ExportFormat {
    guard let format = ExportFormat.named(text) else {
      throw ValidationError(accepted(ExportFormat.all.map(\.name), insteadOf: text))
    }
    return format
  }

  /// Returns the names of some choices, as they are typed.
  static func names<Choice: RawRepresentable<String> & CaseIterable>(
    of choices: Choice.Type
  ) -> [String] {
    Choice.allCases.map(\.rawValue)
  }

  /// Says what is accepted in the place of a word, and which of it was most likely meant.
  static func accepted(_ names: [String], insteadOf word: String) -> String {
    let near = EditDistance.nearest(to: word, among: names)
    return (near.map { "did you mean \($0)? " } ?? "")
      + "accepted are \(names.joined(separator: ", "))"
  }

  /// Reads a condition about the nodes of a tree, as far as it can be read without the tree.
  static let condition: @Sendable (String) throws -> String = { text in
    do throws(ExpressionError) {
      try TreeExpression.checkSyntax(ofCondition: text)
    } catch {
      throw ValidationError(ErrorExcerpt.message(error, in: text))
    }
    return text
  }

  /// Reads an expression about the nodes of a tree, as far as it can be read without the tree.
  static let expression: @Sendable (String) throws -> String = { text in
    do throws(ExpressionError) {
      try TreeExpression.checkSyntax(of: text)
    } catch {
      throw ValidationError(ErrorExcerpt.message(error, in: text))
    }
    return text
  }

  /// Reads expressions with commas between them.
  static let columns: @Sendable (String) throws -> ColumnList = { text in
    do throws(ExpressionError) {
      return try ColumnList(text)
    } catch {
      throw ValidationError(ErrorExcerpt.message(error, in: text))
    }
  }

  /// Reads a seed.
  static let seed: @Sendable (String) throws -> UInt64 = { text in
    guard let number = UInt64(text) else {
      throw ValidationError("accepted is a whole number from 0 to \(UInt64.max)")
    }
    return number
  }

  private static func short(_ bound: Double) -> String { String(Int(bound)) }
}
