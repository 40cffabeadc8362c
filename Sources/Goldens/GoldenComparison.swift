import Groundwork

/// What was found, beside what a golden case expects.
struct GoldenComparison {
  /// How far numbers may be apart, relative to the expected one where that exceeds 1.
  let tolerance: Double
  /// The same for the numbers of some keys.
  let tolerances: [String: Double]

  /// Returns the first place where the two are not equal; nil where they are.
  ///
  /// - Throws: the first key that only one of them has.
  func difference(
    _ expected: JSONValue, _ found: JSONValue, at path: String = "", key: String = ""
  ) throws(UnclaimedCase) -> GoldenDifference? {
    func differs() -> GoldenDifference {
      GoldenDifference(path: path, expected: expected.text(), found: found.text())
    }
    switch (expected, found) {
    case (.array(let one), .array(let other)):
      for index in 0..<min(one.count, other.count) {
        let place = "\(path)[\(index)]"
        if let found = try difference(one[index], other[index], at: place, key: key) {
          return found
        }
      }
      return one.count == other.count
        ? nil
        : GoldenDifference(
          path: path, expected: "\(one.count) elements", found: "\(other.count) elements")
    case (.object(let one), .object(let other)):
      for member in one {
        let place = path.isEmpty ? member.key : "\(path).\(member.key)"
        guard let value = found[member.key] else {
          throw UnclaimedCase("\(place): is not understood")
        }
        if let found = try difference(member.value, value, at: place, key: member.key) {
          return found
        }
      }
      for member in other where expected[member.key] == nil {
        throw UnclaimedCase("\(path.isEmpty ? "the case" : path): there is no \"\(member.key)\"")
      }
      return nil
    default:
      if let one = expected.number, let other = found.number {
        let allowed = (tolerances[key] ?? tolerance) * max(1, abs(one))
        return abs(one - other) <= allowed ? nil : differs()
      }
      return expected == found ? nil : differs()
    }
  }
}

/// A place where what was found is not what a golden case expects.
public struct GoldenDifference: Hashable, Sendable {
  /// The way from the case to the place (`steps[3].decisions[0].arms[1].draw`).
  ///
  /// Untrusted text.
  public var path: String
  /// What is expected there, as it is written.
  ///
  /// Untrusted text.
  public var expected: String
  /// What was found there.
  public var found: String
}
