public import SearchTrees

public struct JournalHeader: Sendable {
  public var engine = ""
  public var problem: String?
  public var algorithm: String?
  public var seed: UInt64?
  public var parameters: [JournalValue.Member] = []
  public var budget: [JournalValue.Member] = []
  public var rootID: UInt64 = 0
  public var rootText: String?
  public var statistics: [String] = ["visits", "mean"]
  public var perspective: String?
  public var low: Double?
  public var high: Double?
  public var unit: String?
  public var meaning: String?
  public var rule: String?
  public var formula: String?
  public var termNames: [String] = []
  public var selectionParameters: [NamedNumber] = []
  public var capabilities: [String] = []
  public init(_ value: JournalValue) throws(JournalProblem) {
    if let names = value["statistics"]?.elements { statistics = names.compactMap(\.string) }
    engine = value["engine"]?.string ?? ""
    rootID = value["root"]?["id"]?.number.flatMap { UInt64(exactly: $0) } ?? 0
  }
}
