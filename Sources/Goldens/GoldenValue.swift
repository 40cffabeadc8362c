import Groundwork

/// Why a case is not understood: what it holds beyond what its rule knows, or lacks.
public struct UnclaimedCase: Error, Hashable, Sendable {
  /// What is not understood, with its place in the case.
  ///
  /// Untrusted text.
  public var reason: String

  init(_ reason: String) { self.reason = reason }
}

/// A part of a case, with its place, as a rule reads it.
struct GoldenValue {
  let value: JSONValue
  /// The way from the case to the part (`steps[3].score`).
  let path: String

  init(_ value: JSONValue, path: String = "") {
    self.value = value
    self.path = path
  }

  private var place: String { path.isEmpty ? "the case" : path }

  func unclaimed(_ reason: String) -> UnclaimedCase { UnclaimedCase("\(place): \(reason)") }

  /// Whether the part is an object with a key.
  func has(_ key: String) -> Bool { value[key] != nil }

  /// Returns the value of a key.
  func at(_ key: String) throws(UnclaimedCase) -> GoldenValue {
    guard let found = value[key] else { throw unclaimed("there is no \"\(key)\"") }
    return GoldenValue(found, path: path.isEmpty ? key : "\(path).\(key)")
  }

  /// Checks that the part is an object with some keys, all of them and no others.
  func expect(_ keys: Set<String>, optional: Set<String> = []) throws(UnclaimedCase) {
    guard let members = value.members else { throw unclaimed("an object was expected") }
    for member in members where !keys.contains(member.key) && !optional.contains(member.key) {
      throw unclaimed("\"\(member.key)\" is not understood")
    }
    for key in keys.sorted() where value[key] == nil { throw unclaimed("there is no \"\(key)\"") }
  }

  var isNull: Bool { value == .null }

  func number() throws(UnclaimedCase) -> Double {
    if let number = value.number { return number }
    switch value.string {
    case "inf": return .infinity
    case "-inf": return -.infinity
    default: throw unclaimed("a number was expected")
    }
  }

  func integer() throws(UnclaimedCase) -> Int {
    guard let number = value.integer else { throw unclaimed("a whole number was expected") }
    return number
  }

  func text() throws(UnclaimedCase) -> String {
    guard let text = value.string else { throw unclaimed("a text was expected") }
    return text
  }

  func list() throws(UnclaimedCase) -> [GoldenValue] {
    guard let elements = value.elements else { throw unclaimed("a list was expected") }
    return elements.enumerated().map { GoldenValue($1, path: "\(path)[\($0)]") }
  }

  func members() throws(UnclaimedCase) -> [(key: String, value: GoldenValue)] {
    guard let members = value.members else { throw unclaimed("an object was expected") }
    return members.map {
      ($0.key, GoldenValue($0.value, path: path.isEmpty ? $0.key : "\(path).\($0.key)"))
    }
  }

  func numbers() throws(UnclaimedCase) -> [Double] {
    var numbers: [Double] = []
    for element in try list() { numbers.append(try element.number()) }
    return numbers
  }
}

extension JSONValue {
  /// Returns a number as golden cases write it: infinity as a text.
  static func golden(_ number: Double) -> JSONValue {
    number.isFinite ? .number(number) : .string(number < 0 ? "-inf" : "inf")
  }

  /// Returns a list of numbers.
  static func golden(_ numbers: [Double]) -> JSONValue { .array(numbers.map { golden($0) }) }
}
