import Groundwork

/// The models of a search as a person lists them in a file: a line each, its role, its address, and words of
/// the form `key=value`.
///
/// A `#` at the beginning of a word begins a comment; one within an address stands before the model's name.
public struct ModelList: Hashable, Sendable {
  /// One model.
  public struct Entry: Hashable, Sendable {
    /// What it is in the search: `expert`, `amateur`.
    public var role: String
    /// Where its server is.
    public var address: EndpointAddress
    /// Which of the server's models is meant; nil for whichever it names first.
    public var model: String?
    /// How questions are put to it; nil for the usual way.
    public var format: QuestionFormat?
    /// The variable of the environment that holds the key; nil for the usual ones.
    public var keyVariable: String?
    /// US dollars for a million tokens that it reads; nil where that is not known.
    public var priceIn: Double?
    /// US dollars for a million tokens that it writes; nil where that is not known.
    public var priceOut: Double?
    /// The most requests at once; nil for as many as suits the server.
    public var inFlight: Int?
    /// Seconds that an answer may take to begin; nil for the usual ones.
    public var timeout: Double?
  }

  /// Something that is wrong in the file.
  public struct Problem: Error, Hashable, Sendable {
    /// Its line, from 1.
    public var line: Int
    /// Its column in characters, from 1.
    public var column: Int
    /// What is wrong and what is accepted.
    ///
    /// Untrusted text.
    public var reason: String
  }

  /// The keys that are accepted.
  public static let keys = [
    "model", "format", "key-env", "price-in", "price-out", "in-flight", "timeout",
  ]

  /// The models, in the order of the file.
  public private(set) var entries: [Entry] = []
  /// All that is wrong, in the order of the file; the models are of no use unless this is empty.
  public private(set) var problems: [Problem] = []

  /// Reads a list.
  ///
  /// - Parameter roles: what a model can be.
  public init(_ text: String, roles: [String]) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated() { read(words(of: line), number + 1, roles) }
  }

  private struct Word {
    var text: String
    var column: Int
  }

  private func words(of line: Substring) -> [Word] {
    var words: [Word] = []
    var letters = ""
    for (index, letter) in line.enumerated() {
      if letter == " " || letter == "\t" {
        if !letters.isEmpty { words.append(Word(text: letters, column: index + 1 - letters.count)) }
        letters = ""
      } else {
        if letters.isEmpty, letter == "#" { return words }
        letters.append(letter)
      }
    }
    if !letters.isEmpty {
      words.append(Word(text: letters, column: line.count + 1 - letters.count))
    }
    return words
  }

  private mutating func read(_ words: [Word], _ line: Int, _ roles: [String]) {
    guard let role = words.first else { return }
    func wrong(_ word: Word, _ reason: String, after letters: Int = 0) -> Problem {
      Problem(line: line, column: word.column + letters, reason: reason)
    }
    if !roles.contains(role.text) {
      problems.append(
        wrong(role, Self.unknown("role", role.text, among: roles)))
    } else if entries.contains(where: { $0.role == role.text }) {
      problems.append(wrong(role, "\(role.text) has a line already"))
    }
    guard words.count > 1 else {
      problems.append(
        wrong(
          role, "an address is missing, as in http://127.0.0.1:8000", after: role.text.count))
      return
    }
    var address: EndpointAddress?
    do throws(EndpointAddressError) {
      address = try EndpointAddress(words[1].text)
    } catch {
      problems.append(wrong(words[1], error.problem))
    }
    var given: [String: String] = [:]
    for word in words.dropFirst(2) {
      let sides = word.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { String($0) }
      guard sides.count == 2 else {
        problems.append(wrong(word, "expected key=value; keys are " + Self.list(Self.keys)))
        continue
      }
      guard Self.keys.contains(sides[0]) else {
        problems.append(wrong(word, Self.unknown("key", sides[0], among: Self.keys)))
        continue
      }
      if given.updateValue(sides[1], forKey: sides[0]) != nil {
        problems.append(wrong(word, "\(sides[0]) is given twice"))
      } else if let expected = Self.expected(of: sides[0], sides[1]) {
        problems.append(wrong(word, "\(sides[0]): \(expected)", after: sides[0].count + 1))
      } else if sides[0] == "model", let named = address?.model, named != sides[1] {
        problems.append(wrong(word, "the address names another model"))
      }
    }
    if (given["price-in"] == nil) != (given["price-out"] == nil) {
      problems.append(wrong(role, "price-in and price-out go together"))
    }
    guard let address else { return }
    entries.append(
      Entry(
        role: role.text, address: address, model: given["model"] ?? address.model,
        format: given["format"].flatMap { QuestionFormat(rawValue: $0) },
        keyVariable: given["key-env"], priceIn: given["price-in"].flatMap { Double($0) },
        priceOut: given["price-out"].flatMap { Double($0) },
        inFlight: given["in-flight"].flatMap { Int($0) },
        timeout: given["timeout"].flatMap { Double($0) }))
  }

  /// What is accepted in the place of a value that is not; nil for one that is.
  private static func expected(of key: String, _ value: String) -> String? {
    func isNumber(in range: ClosedRange<Double>) -> Bool {
      Double(value).map { range.contains($0) } ?? false
    }
    switch key {
    case "price-in", "price-out":
      return isNumber(in: 0...1e6) ? nil : "expected US dollars for a million tokens, as in 2.50"
    case "in-flight":
      return Int(value).map { (1...256).contains($0) } ?? false
        ? nil : "expected a whole number from 1 to 256"
    case "format":
      return QuestionFormat(rawValue: value) == nil
        ? "expected " + QuestionFormat.allCases.map(\.rawValue).joined(separator: " or ") : nil
    case "timeout":
      return isNumber(in: 1...86_400) ? nil : "expected seconds from 1 to 86400"
    case "key-env":
      let isName = value.utf8.allSatisfy { byte in
        byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte)
          || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
      }
      // A key in the place of its variable's name must not be shown.
      return isName && !value.isEmpty
        ? nil : "expected the name of a variable that holds the key, or \(SecretKey.none)"
    default: return value.isEmpty ? "expected a name" : nil
    }
  }

  private static func unknown(_ what: String, _ word: String, among names: [String]) -> String {
    let near = EditDistance.nearest(to: word, among: names)
    return near.map { "unknown \(what) \(word); did you mean \($0)?" }
      ?? "unknown \(what) \(word); accepted are " + list(names)
  }

  private static func list(_ names: [String]) -> String {
    names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }
}
