/// One line of JSON, put together member by member.
///
/// Its strings are our own and hold nothing that must be escaped.
struct Line {
  private var members: [String] = []

  /// Adds a string.
  mutating func add(_ name: String, _ text: String) { members.append("\"\(name)\":\"\(text)\"") }

  /// Adds a whole number.
  mutating func add(_ name: String, _ number: Int) { members.append("\"\(name)\":\(number)") }

  /// Adds a number with so many decimals.
  mutating func add(_ name: String, _ number: Double, places: Int) {
    members.append("\"\(name)\":\(Self.text(number, places: places))")
  }

  /// Adds a truth.
  mutating func add(_ name: String, _ truth: Bool) { members.append("\"\(name)\":\(truth)") }

  /// Adds the root's actions as `[action, visits, value]`.
  mutating func add(_ name: String, _ actions: [RootAction]) {
    let texts = actions.map { "[\($0.action),\($0.visits),\(Self.text($0.value, places: 4))]" }
    members.append("\"\(name)\":[\(texts.joined(separator: ","))]")
  }

  /// Prints the line.
  func print() { Swift.print("{" + members.joined(separator: ",") + "}") }

  private static func text(_ number: Double, places: Int) -> String {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let rounded = (number * scale).rounded() / scale
    return rounded.isFinite ? "\(rounded)" : "null"
  }
}

/// One action at the root, as the C twin prints it.
struct RootAction: Hashable {
  /// The action's code.
  var action: Int
  /// N.
  var visits: Int
  /// Q.
  var value: Double
}
