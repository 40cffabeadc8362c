import Drawing
import Groundwork

extension JSONValue {
  /// Returns the text of a name, or null where it is empty.
  static func named(_ name: String) -> JSONValue { name.isEmpty ? .null : .string(name) }

  /// Returns the value on one line, safe to print: what ``Drawing/SafeText`` would not show as it is
  /// stands there as an escape of JSON.
  func printed(in repertoire: Repertoire) -> String {
    text { scalar in
      SafeText(String(scalar), repertoire: repertoire).plain == String(scalar)
    }
  }
}
