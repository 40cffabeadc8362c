public import Groundwork

/// A file of golden cases.
public struct GoldenFile: Sendable {
  /// The name, without `.json`: that of its rule.
  public var name: String
  /// The cases, in their order, by name.
  public var cases: [(name: String, value: JSONValue)]

  /// Reads a file.
  ///
  /// - Throws: why it is not a file of golden cases.
  public init(name: String, reading bytes: [UInt8]) throws(GoldenFileError) {
    self.name = name
    let root: JSONValue
    do throws(JSONError) {
      root = Self.value(of: try JSONDocument(reading: bytes).root)
    } catch {
      throw GoldenFileError(reason: "line \(error.line), column \(error.column): \(error.reason)")
    }
    guard let members = root["cases_by_name"]?.members else {
      throw GoldenFileError(reason: "there is no object \"cases_by_name\"")
    }
    guard !members.isEmpty else { throw GoldenFileError(reason: "there are no cases") }
    cases = members.map { ($0.key, $0.value) }
  }

  private static func value(of node: JSONNode) -> JSONValue {
    switch node.content {
    case .null: .null
    case .bool(let value): .bool(value)
    case .number(let value): .number(value)
    case .string(let value): .string(value)
    case .array: .array(node.children.map { value(of: $0) })
    case .object:
      .object(node.children.map { JSONValue.Member($0.key ?? "", value(of: $0)) })
    }
  }
}

/// Why a file cannot be read.
public struct GoldenFileError: Error, Hashable, Sendable {
  /// The reason, in one line.
  ///
  /// Untrusted text.
  public var reason: String
}

/// The cases of some files, each checked by the rule of its file.
public struct GoldenReport: Sendable {
  /// A line for each case, and for each file that no rule claims or that cannot be read.
  ///
  /// Untrusted texts.
  public private(set) var lines: [String] = []
  private var counts = (equal: 0, different: 0, unclaimed: 0)
  private var withoutRule = 0
  private var unreadable = 0

  /// Nothing was checked yet.
  public init() {}

  /// Checks a file, and returns its lines.
  @discardableResult
  public mutating func check(_ file: GoldenFile) -> ArraySlice<String> {
    let before = lines.count
    guard let rule = GoldenRule.named(file.name) else {
      withoutRule += 1
      lines.append("\(file.name): there is no such rule; \(file.cases.count) cases")
      return lines[before...]
    }
    for (name, value) in file.cases {
      let outcome = rule.check(value)
      switch outcome {
      case .equal: counts.equal += 1
      case .different: counts.different += 1
      case .unclaimed: counts.unclaimed += 1
      }
      lines.append("\(file.name) \(name): \(outcome.words)")
    }
    return lines[before...]
  }

  /// Notes a file that cannot be read.
  public mutating func note(unreadable name: String, _ reason: String) {
    unreadable += 1
    lines.append("\(name): \(reason)")
  }

  /// What there was, in a line.
  public var summary: String {
    var words =
      "\(counts.equal) cases equal, \(counts.different) different, \(counts.unclaimed) not claimed"
    if withoutRule > 0 { words += "; \(withoutRule) files without a rule" }
    if unreadable > 0 { words += "; \(unreadable) files that cannot be read" }
    return words
  }

  /// The exit status: 2 where a file cannot be read, 1 at a difference or a case that is not understood, 3
  /// where no more is wrong than that a file has no rule, 0 where all was checked and equal.
  public var status: Int32 {
    if unreadable > 0 { return 2 }
    if counts.different + counts.unclaimed > 0 { return 1 }
    return withoutRule > 0 ? 3 : 0
  }
}
