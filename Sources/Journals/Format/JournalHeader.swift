public import Groundwork
public import SearchTrees

/// The first line of a journal: which search it is, and what the numbers of the others mean.
///
/// Only the version is demanded of a file; the rest is nil or empty where the file does not say it.
public struct JournalHeader: Hashable, Sendable {
  /// A named value of the search: a parameter, a limit.
  public typealias Member = JSONValue.Member

  /// The version of the format; 1 is known.
  public var version = 1
  /// The program that writes the journal.
  ///
  /// Untrusted text, like all others here.
  public var engine = "treetop"
  /// The problem, for treetop's own as it is written on the command line.
  public var problem: String?
  /// The kind of search, for treetop's own the name of the preset.
  public var algorithm: String?
  /// How much of what the search is named after is there, as in `genuine` or `stand-in: a critic`.
  public var label: String?
  /// The seed.
  public var seed: UInt64?
  /// The parameters of the search.
  public var parameters: [Member] = []
  /// When the search ends by itself: `iterations`, `nodes`, `seconds`.
  public var budget: [Member] = []
  /// The id of the root.
  public var rootID: UInt64 = 0
  /// The root's state in one line.
  public var rootText: String?
  /// The names of the numbers that follow the id in a row of `stats`; without any, rows are taken to
  /// hold visits and mean, and a node without a row to have neither.
  public var statistics: [String] = []
  /// What each of those numbers is, in their order; a vector is one entry for several numbers.
  ///
  /// Empty where the file does not say. A statistic beside visits and value that is described here is kept
  /// with the tree, shown and sorted by; others are read for the inspector only.
  public var columns: [Statistic] = []
  /// What visits count: `simulations` or `judgements`.
  public var visitsCount: String?
  /// Whose view values are: `root`, `mover` or `parent`.
  public var perspective: String?
  /// The lowest value that a node can have; nil where it is not said.
  public var low: Double?
  /// The highest value that a node can have; nil where it is not said.
  public var high: Double?
  /// The unit of values.
  public var unit: String?
  /// What a value is, in a few words.
  public var meaning: String?
  /// The name of the selection rule.
  public var rule: String?
  /// The selection rule in plain text.
  public var formula: String?
  /// The names of the terms of a selection score.
  public var termNames: [String] = []
  /// What the numbers on edges are, which an `expand` event has under `prior`; nil for priors.
  public var edge: Statistic?
  /// The numbers of the selection rule.
  public var selectionParameters: [NamedNumber] = []
  /// What the engine can be told to do.
  public var capabilities: [String] = []

  /// The servers of language models that are asked, each an `endpoint` event of its own behind the first
  /// line; empty where models run in the program.
  public var servers: [ModelServer] = []

  /// Of which file of another program the journal was made; nil for a recording.
  public var imported: ImportAccount?

  /// Makes a header that says nothing yet.
  public init() {}

  /// Makes the header of a search that says this of itself; problem, parameters and budget are the
  /// caller's to add.
  public init(_ summary: SearchSummary) {
    statistics = ["visits", "sum"] + StatisticLayout(summary.statistics).cellNames
    columns =
      [Statistic("visits", "", kind: .sum), Statistic("sum", summary.valueMeaning, kind: .sum)]
      + summary.statistics
    visitsCount = summary.visitsCount.rawValue
    seed = summary.seed
    low = summary.valueRange?.lowerBound
    high = summary.valueRange?.upperBound
    meaning = summary.valueMeaning
    rule = summary.rule
    formula = summary.formula
    termNames = summary.termNames
    edge = summary.edge.isPrior ? nil : summary.edge
    selectionParameters = summary.parameters
  }

  /// The line without its newline.
  public var line: String {
    var text = JournalOutput()
    write(to: &text)
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// The header as a value, its keys in the order of the format's specification.
  private var value: JSONValue {
    var members: [Member] = [
      Member("type", .string("search")), Member("version", .number(Double(version))),
      Member("engine", .string(engine)),
    ]
    func add(_ key: String, _ value: JSONValue?, to list: inout [Member]) {
      if let value { list.append(Member(key, value)) }
    }
    add("problem", problem.map { .string($0) }, to: &members)
    add("algorithm", algorithm.map { .string($0) }, to: &members)
    add("label", label.map { .string($0) }, to: &members)
    add("seed", seed.map(Self.value(ofSeed:)), to: &members)
    if !parameters.isEmpty { members.append(Member("parameters", .object(parameters))) }
    if !budget.isEmpty { members.append(Member("budget", .object(budget))) }
    var root = [Member("id", .id(rootID))]
    add("text", rootText.map { .string($0) }, to: &root)
    members.append(Member("root", .object(root)))
    members.append(Member("statistics", .array(statistics.map { .string($0) })))
    if let edge { members.append(Member("edge", value(of: edge))) }
    if !columns.isEmpty { members.append(Member("columns", .array(columns.map(value(of:))))) }
    var value: [Member] = []
    add("perspective", perspective.map { .string($0) }, to: &value)
    add("low", low.map { .number($0) }, to: &value)
    add("high", high.map { .number($0) }, to: &value)
    add("unit", unit.map { .string($0) }, to: &value)
    add("meaning", meaning.map { .string($0) }, to: &value)
    if !value.isEmpty { members.append(Member("value", .object(value))) }
    var selection: [Member] = []
    add("rule", rule.map { .string($0) }, to: &selection)
    add("formula", formula.map { .string($0) }, to: &selection)
    if !termNames.isEmpty {
      selection.append(Member("terms", .array(termNames.map { .string($0) })))
    }
    for parameter in selectionParameters {
      selection.append(Member(parameter.name, .number(parameter.value)))
    }
    if !selection.isEmpty { members.append(Member("selection", .object(selection))) }
    if !capabilities.isEmpty {
      members.append(Member("capabilities", .array(capabilities.map { .string($0) })))
    }
    if let imported { members.append(Member("import", imported.value)) }
    return .object(members)
  }

  func write(to text: inout JournalOutput) { text.value(value) }

  private func value(of column: Statistic) -> JSONValue {
    var members = [
      Member("name", .string(column.name)), Member("kind", .string(column.kind.rawValue)),
    ]
    if column.name == "visits", let visitsCount {
      members.append(Member("counts", .string(visitsCount)))
    }
    if column.head != column.name { members.append(Member("head", .string(column.head))) }
    if !column.meaning.isEmpty { members.append(Member("meaning", .string(column.meaning))) }
    if let range = column.range {
      members += [
        Member("low", .number(range.lowerBound)), Member("high", .number(range.upperBound)),
      ]
    }
    if column.width > 1 { members.append(Member("width", .number(Double(column.width)))) }
    if !column.isShown { members.append(Member("shown", .bool(false))) }
    if column.isWhole { members.append(Member("whole", .bool(true))) }
    if !column.choices.isEmpty {
      members.append(Member("choices", .array(column.choices.map { .string($0) })))
    }
    if let spread = column.spread {
      members += [
        Member("count", .string(spread.count)), Member("squares", .string(spread.squares)),
      ]
    }
    return .object(members)
  }

  /// Whole numbers beyond 2^53 are no numbers to many readers of JSON.
  private static func value(ofSeed seed: UInt64) -> JSONValue {
    seed <= 1 << 53 ? .number(Double(seed)) : .string(String(seed))
  }
}
