public import Groundwork
import SearchTrees

extension JournalHeader {
  /// Reads a header.
  ///
  /// A text that stands where a number is expected, and the like, is an error; what is not there is
  /// left out.
  /// - Throws: a problem that names the key and what is accepted.
  public init(_ value: JSONValue) throws(JournalProblem) {
    guard value.members != nil, value["type"]?.string == "search" else {
      throw JournalProblem(
        reason: "expected a search event, {\"type\":\"search\",\"version\":1,...}")
    }
    guard let version = value["version"]?.integer else {
      throw JournalProblem(reason: "expected \"version\", a whole number")
    }
    guard version == 1 else {
      throw JournalProblem(reason: "version \(version) of the format is not known; 1 is")
    }
    self.init()
    engine = try Self.text("engine", in: value) ?? ""
    problem = try Self.text("problem", in: value)
    algorithm = try Self.text("algorithm", in: value)
    label = try Self.text("label", in: value)
    seed = try Self.seed(in: value)
    parameters = try Self.members("parameters", in: value)
    budget = try Self.members("budget", in: value)
    statistics = try Self.texts("statistics", in: value)
    columns = try Self.columns(in: value)
    visitsCount =
      value["columns"]?.elements?.first { $0["name"]?.string == "visits" }?["counts"]?
      .string
    capabilities = try Self.texts("capabilities", in: value)
    imported = ImportAccount(value["import"])
    let root = JSONValue.object(try Self.members("root", in: value))
    if let id = root["id"] {
      guard let id = id.id else {
        throw Self.problem("root.id", "a whole number from 0 to \(UInt64.max)")
      }
      rootID = id
    }
    rootText = try Self.text("text", in: root, "root.")
    let meaning = JSONValue.object(try Self.members("value", in: value))
    perspective = try Self.text("perspective", in: meaning, "value.")
    low = try Self.number("low", in: meaning)
    high = try Self.number("high", in: meaning)
    unit = try Self.text("unit", in: meaning, "value.")
    self.meaning = try Self.text("meaning", in: meaning, "value.")
    let selection = try Self.members("selection", in: value)
    rule = try Self.text("rule", in: .object(selection), "selection.")
    formula = try Self.text("formula", in: .object(selection), "selection.")
    termNames = try Self.texts("terms", in: .object(selection), "selection.")
    // Recordings of earlier versions name the guessed rewards that stand in the place of priors.
    let formerName = try Self.text("prior", in: .object(selection), "selection.")
    edge = try value["edge"].flatMap { $0 == .null ? nil : $0 }.map {
      (value) throws(JournalProblem) in
      try Self.statistic(value, "edge")
    }
    if edge == nil, let formerName {
      edge = .estimatedReward
      edge?.head = formerName
    }
    for member in selection {
      guard let number = member.value.number, number.isFinite else { continue }
      selectionParameters.append(NamedNumber(member.key, number))
    }
  }

  private static func problem(_ key: String, _ expected: String) -> JournalProblem {
    JournalProblem(reason: "\"\(key)\" of the search event: expected \(expected)")
  }

  /// A key whose value is null is one that is not there.
  private static func present(_ key: String, in value: JSONValue) -> JSONValue? {
    let found = value[key]
    return found == .null ? nil : found
  }

  private static func text(
    _ key: String, in value: JSONValue, _ place: String = ""
  ) throws(JournalProblem) -> String? {
    guard let found = present(key, in: value) else { return nil }
    guard let text = found.string else { throw problem(place + key, "a text") }
    return text
  }

  private static func texts(
    _ key: String, in value: JSONValue, _ place: String = ""
  ) throws(JournalProblem) -> [String] {
    guard let found = present(key, in: value) else { return [] }
    let texts = found.elements?.compactMap(\.string)
    guard let texts, texts.count == found.elements?.count else {
      throw problem(place + key, "an array of texts")
    }
    return texts
  }

  /// Reads what is said of the columns.
  private static func columns(in value: JSONValue) throws(JournalProblem) -> [Statistic] {
    guard let found = present("columns", in: value) else { return [] }
    guard let elements = found.elements else { throw problem("columns", "an array of objects") }
    var columns: [Statistic] = []
    for element in elements { columns.append(try statistic(element, "columns")) }
    return columns
  }

  /// Reads what is said of one statistic.
  private static func statistic(
    _ value: JSONValue, _ key: String
  ) throws(JournalProblem) -> Statistic {
    guard let name = value["name"]?.string else {
      throw problem(key, "an object with \"name\"")
    }
    let width = value["width"]?.integer ?? 1
    guard 1...Statistic.widest ~= width else {
      throw problem(key, "a \"width\" from 1 to \(Statistic.widest)")
    }
    var range: ClosedRange<Double>?
    if let low = value["low"]?.number, let high = value["high"]?.number, low <= high {
      range = low...high
    }
    var statistic = Statistic(
      name, head: value["head"]?.string, value["meaning"]?.string ?? "",
      kind: value["kind"]?.string.flatMap { Statistic.Kind(rawValue: $0) } ?? .neither,
      range: range, width: width, isShown: value["shown"] != .bool(false))
    statistic.isWhole = value["whole"] == .bool(true)
    statistic.choices = (value["choices"]?.elements ?? []).prefix(256).map { $0.string ?? "" }
    if let count = value["count"]?.string, let squares = value["squares"]?.string {
      statistic.spread = .init(count: count, squares: squares)
    }
    return statistic
  }

  private static func number(
    _ key: String, in value: JSONValue
  ) throws(JournalProblem) -> Double? {
    guard let found = present(key, in: value) else { return nil }
    guard let number = found.number else { throw problem("value." + key, "a number") }
    // A bound that an importer could not write as a number is no bound.
    return number.isFinite ? number : nil
  }

  private static func members(
    _ key: String, in value: JSONValue
  ) throws(JournalProblem) -> [Member] {
    guard let found = present(key, in: value) else { return [] }
    guard let members = found.members else { throw problem(key, "an object") }
    return members
  }

  private static func seed(in value: JSONValue) throws(JournalProblem) -> UInt64? {
    guard let found = present("seed", in: value) else { return nil }
    // A number above 2^53 may have been rounded on the way; a text holds them all.
    let number = found.number.flatMap { $0 <= 0x1p53 ? UInt64(exactly: $0) : nil }
    guard let seed = number ?? found.string.flatMap({ UInt64($0) }) else {
      throw problem("seed", "a whole number from 0 to 2^53, or to 2^64 - 1 as a text")
    }
    return seed
  }
}
