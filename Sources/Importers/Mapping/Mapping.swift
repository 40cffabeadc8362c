/// Where the fields of a node are found in the records of a file.
public struct Mapping: Sendable {
  /// Where each field is found.
  public var fields: [MapField: MapExpression] = [:]
  /// Further numbers of a node, each under its name.
  public var statistics: [(name: String, expression: MapExpression)] = []
  /// Whose view values are, if somebody said it.
  public var view: ValueView?
  /// The least and the greatest value, if somebody said it.
  public var range: ClosedRange<Double>?
  /// The selection rule, if somebody said it.
  public var rule: String?
  /// The exploration constant, if somebody said it.
  public var constant: Double?
  /// The way to the tree in the file, if somebody said it.
  public var root: [String] = []

  /// Makes a mapping that says nothing.
  public init() {}

  /// Reads a mapping as a person writes it; `preset` gives the mapping of a name.
  ///
  /// - Throws: an error of usage that says what is accepted.
  public init(
    _ text: String, preset: (String) throws(ImportError) -> Mapping? = { (_) in nil }
  ) throws(ImportError) {
    var parser = MapParser(text)
    for (name, expression) in try parser.entries() {
      guard let expression else {
        guard let mapping = try preset(name) else {
          throw ImportError(
            .usage,
            "--map: \"\(name)\" is no preset and no NAME.map of the settings, and a field is followed by =; presets: "
              + FormatPreset.all.map(\.name).joined(separator: ", "))
        }
        merge(mapping)
        continue
      }
      try set(name, expression)
    }
  }

  private mutating func set(
    _ name: String, _ expression: MapExpression
  ) throws(ImportError) {
    guard let field = MapField(rawValue: name) else {
      statistics.removeAll { $0.name == name }
      statistics.append((name, expression))
      return
    }
    switch field {
    case .view:
      guard let view = ValueView(rawValue: expression.text) else {
        throw ImportError(.usage, "--map: view is root or mover, not \"\(expression.text)\"")
      }
      self.view = view
    case .range:
      let bounds = expression.text.replacing("'", with: "").split(separator: ":").map { Double($0) }
      guard bounds.count == 2, let low = bounds[0], let high = bounds[1], low <= high else {
        throw ImportError(.usage, "--map: range is LOW:HIGH, as range=0:1")
      }
      range = low...high
    case .rule: rule = expression.text
    case .c:
      guard case .number(let number) = expression else {
        throw ImportError(.usage, "--map: c is a number")
      }
      constant = number
    case .root: root = expression.text.split(separator: ".").map { String($0) }
    default: fields[field] = expression
    }
  }

  /// Takes over what another mapping says.
  public mutating func merge(_ other: Mapping) {
    fields.merge(other.fields) { $1 }
    for statistic in other.statistics {
      statistics.removeAll { $0.name == statistic.name }
      statistics.append(statistic)
    }
    view = other.view ?? view
    range = other.range ?? range
    rule = other.rule ?? rule
    constant = other.constant ?? constant
    if !other.root.isEmpty { root = other.root }
  }
}
