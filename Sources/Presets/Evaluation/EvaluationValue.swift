import Groundwork

/// A value of a line of results as it is read, with words for what is wrong with it.
struct EvaluationValue {
  private let node: JSONNode

  /// Reads a line.
  init(reading line: String) throws(JSONError) {
    node = try JSONDocument(reading: line.utf8).root
    guard node.content == .object else {
      throw invalid("expected an object, as in {\"entry\":...}")
    }
  }

  private init(_ node: JSONNode) { self.node = node }

  /// The number, if it is one.
  var number: Double? { node.number }
  /// The text, if it is one.
  var text: String? { node.string }
  /// The truth value, if it is one.
  var truth: Bool? { node.bool }
  /// Whether it is nothing.
  var isNull: Bool { node.content == .null }
  /// The items of a list, in order.
  var elements: [EvaluationValue] { node.children.map { EvaluationValue($0) } }
  /// The members of an object, in order.
  var members: [(key: String, value: EvaluationValue)] {
    node.children.compactMap { child in child.key.map { ($0, EvaluationValue(child)) } }
  }

  /// The member of a name, if there is one.
  subscript(name: String) -> EvaluationValue? { node[name].map { EvaluationValue($0) } }

  /// Returns the member of a name.
  func required(_ name: String) throws(JSONError) -> EvaluationValue {
    guard let value = self[name] else { throw invalid("expected \(name)") }
    return value
  }

  /// Returns a member that is a text.
  func text(_ name: String) throws(JSONError) -> String {
    guard let text = try required(name).text else { throw invalid("expected \(name): a text") }
    return text
  }

  /// Returns a member that is a number.
  func number(_ name: String) throws(JSONError) -> Double {
    guard let number = try required(name).number else {
      throw invalid("expected \(name): a number")
    }
    return number
  }

  /// Returns a member that is a whole number from 0 on.
  func count(_ name: String) throws(JSONError) -> Int {
    guard let count = Int(exactly: try number(name)), count >= 0 else {
      throw invalid("expected \(name): a whole number from 0 on")
    }
    return count
  }

  /// Returns a member that is a whole number from 0 on, or nil where it is null.
  func optionalCount(_ name: String) throws(JSONError) -> Int? {
    try required(name).isNull ? nil : try count(name)
  }

  /// Returns an error at this value.
  func invalid(_ reason: String) -> JSONError { node.error(reason) }
}
