import Groundwork

/// What a reader took the numbers of a file for.
public struct ImportAssumption: Hashable, Sendable {
  /// What it is about.
  public var field: String
  /// What it was taken for.
  ///
  /// Untrusted text: it may name a key of the file.
  public var value: String
  /// How that is known.
  public var how: String
}

/// The values of a forest, and what they are.
struct Interpretation {
  /// What a value is.
  enum Convention: String {
    case sum
    case mean
    /// There are no values.
    case none
  }

  var convention = Convention.none
  var view = ValueView.root
  /// N of each node; NaN where it is not known.
  var visits: [Double] = []
  /// W or Q of each node, as the convention says; NaN where it is not known.
  var values: [Double] = []
  /// A second value that the file has beside, under its name.
  var other: (name: String, values: [Double])?
  var assumptions: [ImportAssumption] = []
  /// What cannot be decided: both readings, and what to say.
  var undecided: String?

  private let isViewOpen: Bool
  /// Whether the file itself says whose view values are.
  private var isStated = false

  /// Decides what the values of a forest are.
  init(
    _ forest: Forest, _ reading: ForeignReading, _ mapping: Mapping, given: Mapping,
    findings: [MappingGuess.Finding]
  ) {
    isViewOpen = reading.isViewOpen
    let reader = FieldReader(forest: forest)
    func sentinels(_ field: MapField) -> [Double] {
      guard let expression = mapping.fields[field] else { return [] }
      return reading.preset?.sentinels.filter { $0.column == expression.text }.map(\.number) ?? []
    }
    func how(_ field: MapField) -> String {
      if given.fields[field] != nil { return "--map" }
      guard let finding = findings.first(where: { $0.field == field }) else {
        return reading.preset.map { "known of \($0.title)" } ?? "known"
      }
      return finding.isExact ? "by its key" : "by a key like it"
    }
    for field in MapField.allCases where !field.isConstant {
      guard let expression = mapping.fields[field] else { continue }
      assumptions.append(.init(field: field.rawValue, value: expression.text, how: how(field)))
    }
    visits = reader.numbers(mapping.fields[.visits], sentinels: sentinels(.visits))
    for node in visits.indices where visits[node] < 0 || visits[node] > 4e9 { visits[node] = .nan }
    let sums = mapping.fields[.sum].map { reader.numbers($0, sentinels: sentinels(.sum)) }
    let means = mapping.fields[.mean].map { reader.numbers($0, sentinels: sentinels(.mean)) }
    let open = mapping.fields[.value].map { reader.numbers($0, sentinels: sentinels(.value)) }
    isStated = reading.isExport && reading.fixedView != nil
    let isKnown =
      reading.fixedView != nil && !reading.isExport
      || reading.preset?.map.contains("view=") ?? false
    decide(
      forest, mapping, given: given, isKnown: isKnown,
      sums, means, open, fixed: reading.fixedView)
  }

  private mutating func decide(
    _ forest: Forest, _ mapping: Mapping, given: Mapping, isKnown: Bool, _ sums: [Double]?,
    _ means: [Double]?, _ open: [Double]?, fixed: ValueView?
  ) {
    let knownView = mapping.view ?? fixed
    if let knownView { view = knownView }
    let key = mapping.fields[.value]?.text ?? "KEY"
    let hasVisits = visits.contains { $0 > 0 }
    if let sums, let means, hasVisits {
      takeBoth(sums, means, mapping)
    } else if let sums, hasVisits {
      (convention, values) = (.sum, sums)
    } else if let means {
      (convention, values) = (.mean, means)
    } else if let value = open ?? sums {
      values = value
      convention = hasVisits ? .none : .mean
    } else {
      values = [Double](repeating: .nan, count: forest.count)
      if let knownView { view = knownView }
      return
    }
    let measure = ValueMeasure(forest, visits: visits, values: values)
    let isOpen = convention == .none
    let isNamedOnly = given.fields[.sum] == nil && given.fields[.mean] == nil && !isKnown
    var readings = ValueMeasure.Reading.allCases
    if let knownView { readings.removeAll { $0.isAlternating != (knownView == .mover) } }
    let sameKind = readings.filter { $0.isSum == (convention == .sum) }
    if isOpen {
      decideOpen(measure, readings, forest, key: key)
      return
    }
    let best = measure.decision(among: sameKind)
    // A name is evidence, but weak: numbers that say otherwise are stronger.
    if isNamedOnly, !isStated, hasVisits, other == nil, isContradicted(measure, sameKind),
      let found = measure.decision(among: readings), found.isSum != (convention == .sum)
    {
      take(found, measure, "measured, in spite of its name")
      return
    }
    let how =
      knownView == nil
      ? nil
      : isKnown
        ? "known of the format" : isStated && given.view == nil ? "said in the file" : "--map"
    assumptions.append(
      .init(
        field: "value", value: convention.rawValue,
        how: isKnown ? "known of the format" : "by its key"))
    setView(best, measure, sameKind, known: knownView, how: how, forest)
  }

  /// Whether no reading of a kind holds at half of the nodes.
  private func isContradicted(
    _ measure: ValueMeasure, _ readings: [ValueMeasure.Reading]
  ) -> Bool {
    measure.nodes > 0 && readings.allSatisfy { measure.failures(of: $0) * 2 > measure.nodes }
  }

  /// Takes the sum where both are there and agree; else the mean, and the sum stays a number beside it.
  private mutating func takeBoth(_ sums: [Double], _ means: [Double], _ mapping: Mapping) {
    var (agreeing, both) = (0, 0)
    for node in sums.indices {
      guard visits[node] > 0, sums[node].isFinite, means[node].isFinite else { continue }
      both += 1
      let difference = abs(sums[node] - visits[node] * means[node])
      if difference <= 0.01 * visits[node] + 1e-4 * abs(sums[node]) { agreeing += 1 }
    }
    if both > 0, agreeing * 20 >= both * 19 {
      (convention, values) = (.sum, sums)
      // A mean that stands alone says as much.
      for node in values.indices where !values[node].isFinite && means[node].isFinite {
        values[node] = means[node] * visits[node]
      }
      return
    }
    (convention, values) = (.mean, means)
    other = (MappingGuess.name(of: mapping.fields[.sum]?.text ?? "sum"), sums)
    if other?.name == "sum" { other?.name = "recorded_sum" }
  }

  private mutating func take(
    _ reading: ValueMeasure.Reading, _ measure: ValueMeasure, _ how: String
  ) {
    convention = reading.isSum ? .sum : .mean
    view = reading.isAlternating ? .mover : .root
    let words = "\(how): \(measure.failures(of: reading)) of \(measure.nodes) nodes contradict"
    assumptions.append(.init(field: "value", value: convention.rawValue, how: words))
    assumptions.append(.init(field: "view", value: view.rawValue, how: words))
  }

  /// Decides between sum and mean, where the name says neither.
  private mutating func decideOpen(
    _ measure: ValueMeasure, _ readings: [ValueMeasure.Reading], _ forest: Forest, key: String
  ) {
    if let best = measure.decision(among: readings) {
      take(best, measure, "measured")
      return
    }
    // Where no node was visited twice, a sum is a mean.
    let isSame = zip(visits, values).allSatisfy { !($0 > 1) || $1 == 0 || !$1.isFinite }
    let sums = readings.filter(\.isSum)
    let means = readings.filter { !$0.isSum }
    func least(_ readings: [ValueMeasure.Reading]) -> Int {
      readings.map { measure.failures(of: $0) }.min() ?? 0
    }
    if isSame
      || measure.nodes > 0 && least(means) * 2 <= least(sums) && least(means) * 4 <= measure.nodes
        && least(sums) > 0
    {
      convention = .mean
    } else if measure.nodes > 0, least(sums) * 2 <= least(means), least(sums) * 4 <= measure.nodes,
      least(means) > 0
    {
      convention = .sum
    } else {
      convention = .mean
      undecided =
        "the values are sums (\(Self.share(least(sums), measure))) or means "
        + "(\(Self.share(least(means), measure))); say --map 'sum=\(key)' or --map 'mean=\(key)'"
      assumptions.append(.init(field: "value", value: "mean", how: "guessed: nothing decides"))
      return
    }
    assumptions.append(
      .init(
        field: "value", value: convention.rawValue,
        how: isSame ? "no node was visited twice" : "measured"))
    let kind = readings.filter { $0.isSum == (convention == .sum) }
    setView(measure.decision(among: kind), measure, kind, known: nil, how: nil, forest)
  }

  private static func share(_ failures: Int, _ measure: ValueMeasure) -> String {
    "\(failures) of \(measure.nodes) nodes contradict"
  }

  private mutating func setView(
    _ best: ValueMeasure.Reading?, _ measure: ValueMeasure, _ readings: [ValueMeasure.Reading],
    known: ValueView?, how: String?, _ forest: Forest
  ) {
    if let known {
      view = known
      assumptions.append(.init(field: "view", value: known.rawValue, how: how ?? "known"))
      return
    }
    if let best, !isViewOpen {
      view = best.isAlternating ? .mover : .root
      let words = "measured: " + Self.share(measure.failures(of: best), measure)
      assumptions.append(.init(field: "view", value: view.rawValue, how: words))
      return
    }
    if isViewOpen {
      assumptions.append(
        .init(field: "view", value: "root", how: "guessed: the format does not say"))
      undecided =
        "the file does not say whose view its values are; say --map view=root (one view at every depth) "
        + "or --map view=mover (of the player who moved)"
      return
    }
    let failures = readings.map { measure.failures(of: $0) }
    let single = readings.first { !$0.isAlternating }.map { measure.failures(of: $0) } ?? 0
    // Where nothing speaks for two players, there is one; where both readings fail, nobody knows.
    if single * 4 <= measure.nodes, single == failures.min() {
      view = .root
      let words =
        measure.nodes == 0 ? "assumed: nothing in the file says" : "assumed: both views fit"
      assumptions.append(.init(field: "view", value: "root", how: words))
      return
    }
    let other = readings.first { $0.isAlternating }.map { measure.failures(of: $0) } ?? 0
    assumptions.append(.init(field: "view", value: "root", how: "guessed: nothing decides"))
    undecided =
      undecided
      ?? "the values are one view at every depth (\(Self.share(single, measure))) or that of the "
      + "player who moved (\(Self.share(other, measure))); say --map view=root or --map view=mover"
  }
}
