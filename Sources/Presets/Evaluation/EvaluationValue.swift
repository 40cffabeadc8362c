import Environments
import TreeSearch

/// A value of a line of results as it is read, with words for what is wrong with it.
struct EvaluationValue {
  private let document: JSONDocument
  private let index: Int
  private let source: String

  /// Reads a line.
  init(reading line: String, source: String) throws(ProblemError) {
    document = try JSONDocument(reading: line, source: source)
    index = 0
    self.source = source
    guard document.values[0].content == .object else {
      throw mistake("expected an object, as in {\"entry\":...}")
    }
  }

  private init(_ parent: EvaluationValue, _ index: Int) {
    document = parent.document
    source = parent.source
    self.index = index
  }

  private var content: JSONDocument.Value.Content { document.values[index].content }

  /// The number, if it is one.
  var number: Double? { if case .number(let number) = content { number } else { nil } }
  /// The text, if it is one.
  var text: String? { if case .string(let text) = content { text } else { nil } }
  /// The truth value, if it is one.
  var truth: Bool? { if case .bool(let truth) = content { truth } else { nil } }
  /// Whether it is nothing.
  var isNull: Bool { content == .null }
  /// The items of a list, in order.
  var elements: [EvaluationValue] {
    document.children(of: index).map { EvaluationValue(self, $0) }
  }
  /// The members of an object, in order.
  var members: [(key: String, value: EvaluationValue)] {
    document.children(of: index).compactMap { child in
      document.values[child].key.map { ($0.name, EvaluationValue(self, child)) }
    }
  }

  /// The member of a name, if there is one.
  subscript(name: String) -> EvaluationValue? { members.first { $0.key == name }?.value }

  /// Returns the member of a name.
  func required(_ name: String) throws(ProblemError) -> EvaluationValue {
    guard let value = self[name] else { throw mistake("expected \(name)") }
    return value
  }

  /// Returns a member that is a text.
  func text(_ name: String) throws(ProblemError) -> String {
    guard let text = try required(name).text else { throw mistake("expected \(name): a text") }
    return text
  }

  /// Returns a member that is a number.
  func number(_ name: String) throws(ProblemError) -> Double {
    guard let number = try required(name).number else {
      throw mistake("expected \(name): a number")
    }
    return number
  }

  /// Returns a member that is a whole number from 0 on.
  func count(_ name: String) throws(ProblemError) -> Int {
    guard let count = Int(exactly: try number(name)), count >= 0 else {
      throw mistake("expected \(name): a whole number from 0 on")
    }
    return count
  }

  /// Returns a member that is a whole number from 0 on, or nil where it is null.
  func optionalCount(_ name: String) throws(ProblemError) -> Int? {
    try required(name).isNull ? nil : try count(name)
  }

  /// Returns an error at this value.
  func mistake(_ reason: String) -> ProblemError {
    let position = document.values[index].position
    return ProblemError(
      source: source, line: position.line, column: position.column, reason: reason)
  }
}
