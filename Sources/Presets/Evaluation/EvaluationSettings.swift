/// Everything that the results of an evaluation depend on, beside chance and the machine.
public struct EvaluationSettings: Hashable, Sendable {
  /// A named setting.
  public struct Item: Hashable, Sendable {
    /// Its name, as the command line has it.
    public var name: String
    /// Its value in text.
    ///
    /// May hold untrusted text.
    public var value: String

    /// Makes a setting.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The settings in their order; no two have one name.
  public var items: [Item]
  /// Whether an older version wrote them, in which rows had other names.
  public var isFormer = false

  /// Makes settings.
  public init(_ items: [Item]) { self.items = items }

  /// Makes the settings of an evaluation.
  ///
  /// - Parameters:
  ///   - chosen: what the command line says of the problems.
  ///   - horizon: when their episodes end; nil where the problem says so.
  ///   - calls: the most calls of a search; nil for any number.
  public init(
    chosen: [Item], horizon: HorizonRule?, iterations: Int, calls: Int? = nil,
    entries: [EvaluationEntry],
    problems: ProblemSet
  ) {
    items =
      chosen + (horizon.map { [Item("horizon", $0.argument)] } ?? []) + [
        Item("iterations", String(iterations))
      ] + (calls.map { [Item("calls", String($0))] } ?? []) + [
        Item("problem set", String(problems.fingerprint, radix: 16))
      ]
    guard let world = problems.items.first?.world else { return }
    items += entries.map { Item("row " + $0.name, $0.settings(on: world)) }
  }

  /// Returns how these settings differ from others, in words; nil where they are the same.
  ///
  /// The first difference is named, and how many more there are.
  public func difference(from others: EvaluationSettings) -> String? {
    var differences: [String] = []
    for item in items {
      let other = others.items.first { $0.name == item.name }?.value
      if other != item.value {
        differences.append("\(item.name): \(other ?? "none") there, \(item.value) here")
      }
    }
    for other in others.items where !items.contains(where: { $0.name == other.name }) {
      differences.append("\(other.name): \(other.value) there, none here")
    }
    guard let first = differences.first else { return nil }
    return differences.count == 1 ? first : "\(first); and \(differences.count - 1) more"
  }
}
