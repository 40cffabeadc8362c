/// The command line of the benchmarks: a command and options with values.
struct Arguments {
  /// What is wrong with a command line.
  struct Mistake: Error, CustomStringConvertible {
    /// What is wrong.
    var reason: String
    /// What is wrong.
    var description: String { reason }
  }

  /// The first word.
  let command: String?
  private var rest: [String]

  init(_ words: some Sequence<String>) {
    rest = Array(words)
    command = rest.isEmpty ? nil : rest.removeFirst()
  }

  /// Takes an option that has a value.
  mutating func text(_ name: String, default usual: String) throws -> String {
    guard let index = rest.firstIndex(of: "--" + name) else { return usual }
    guard index + 1 < rest.count else { throw Mistake(reason: "--\(name) needs a value") }
    defer { rest.removeSubrange(index...index + 1) }
    return rest[index + 1]
  }

  /// Takes an option whose value is a number.
  mutating func number<Number: LosslessStringConvertible>(
    _ name: String, default usual: Number
  ) throws -> Number {
    let text = try text(name, default: String(usual))
    guard let number = Number(text) else {
      throw Mistake(reason: "--\(name) \(text): a number is accepted")
    }
    return number
  }

  /// Takes an option that has no value.
  mutating func flag(_ name: String) -> Bool {
    guard let index = rest.firstIndex(of: "--" + name) else { return false }
    rest.remove(at: index)
    return true
  }

  /// Whether an option is there.
  func has(_ name: String) -> Bool { rest.contains("--" + name) }

  /// Takes a word that is no option.
  mutating func operand(_ usage: String) throws -> String {
    guard let index = rest.firstIndex(where: { !$0.hasPrefix("--") }) else {
      throw Mistake(reason: "usage: Benchmarks \(usage)")
    }
    return rest.remove(at: index)
  }

  /// Checks that every word was taken.
  func finish() throws {
    if let first = rest.first { throw Mistake(reason: "there is no option \(first) here") }
  }
}
