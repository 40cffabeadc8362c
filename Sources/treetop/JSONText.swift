import Drawing
import Groundwork

/// A JSON value that is written as it was put together, its keys in the order they were given.
enum JSONText {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A seed or another number that may need 64 bits.
  case unsigned(UInt64)
  /// A number; `null` where it is not finite.
  case number(Double)
  /// A string. Untrusted text.
  case string(String)
  /// An array.
  case array([JSONText])
  /// An object.
  case object([(String, JSONText)])

  /// Returns a number, or `null`.
  static func optional(_ value: Double?) -> JSONText { value.map { .number($0) } ?? .null }

  /// Returns the string of some text, or `null`.
  static func optional(_ text: String?) -> JSONText { text.map { .string($0) } ?? .null }

  /// Returns the string of a name, or `null` where it is empty.
  static func named(_ name: String) -> JSONText { name.isEmpty ? .null : .string(name) }

  /// Returns a count as a whole number where it is one, or `null`.
  static func count(_ value: Double?) -> JSONText {
    guard let value else { return .null }
    return Int(exactly: value).map { .integer($0) } ?? .number(value)
  }

  /// Returns the text on one line, safe to print: what ``Drawing/SafeText`` would not show as it is
  /// stands there as an escape of JSON.
  func text(in repertoire: Repertoire) -> String {
    var text = ""
    write(to: &text, repertoire)
    return text
  }

  private func write(to text: inout String, _ repertoire: Repertoire) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .unsigned(let value): text += String(value)
    case .number(let value): text += value.isFinite ? String(value) : "null"
    case .string(let value): Self.write(value, to: &text, repertoire)
    case .array(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += "," }
        value.write(to: &text, repertoire)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += "," }
        Self.write(member.0, to: &text, repertoire)
        text += ":"
        member.1.write(to: &text, repertoire)
      }
      text += "}"
    }
  }

  private static func write(_ string: String, to text: inout String, _ repertoire: Repertoire) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\" + String(scalar)
      case " "..."~": text.unicodeScalars.append(scalar)
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      default:
        if SafeText(String(scalar), repertoire: repertoire).plain == String(scalar) {
          text.unicodeScalars.append(scalar)
        } else {
          for unit in String(scalar).utf16 { text += escape(unit) }
        }
      }
    }
    text += "\""
  }

  private static func escape(_ unit: UInt16) -> String {
    "\\u" + String(unit, radix: 16).leftPadded(to: 4, with: "0")
  }
}
