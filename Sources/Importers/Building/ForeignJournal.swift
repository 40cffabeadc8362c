import Groundwork

/// A tree as the events of a journal: its nodes, their numbers, and what evaluators said.
struct ForeignJournal {
  let forest: Forest
  let mapping: Mapping
  let values: Interpretation
  let labels: NodeLabels
  private let reader: FieldReader
  let texts: FieldColumn?
  let terminal: FieldColumn?
  let rationale: FieldColumn?
  let priors: [Double]
  private let raw: [Double]
  /// The rewards of the steps, where reasons are given for them.
  private let rewards: [Double]
  private let parts: MapExpression?
  private let statistics: [(name: String, head: String, meaning: String)]
  /// The numbers of each statistic.
  private let columns: [[Double]]
  private let kinds: [Int: String]
  private let edits: StatedEdits?
  private let edgeName: String?
  private let ownKinds: FieldColumn?
  private let hasVisits: Bool
  private let hasValues: Bool

  init(
    _ forest: Forest, _ reading: ForeignReading, _ mapping: Mapping, _ values: Interpretation,
    _ labels: NodeLabels
  ) {
    self.forest = forest
    self.mapping = mapping
    self.values = values
    self.labels = labels
    let reader = FieldReader(forest: forest)
    self.reader = reader
    texts = FieldColumn(mapping.fields[.text], reader)
    terminal = FieldColumn(mapping.fields[.terminal], reader)
    rationale = FieldColumn(mapping.fields[.rationale], reader)
    parts = mapping.fields[.parts]
    func sentinels(_ expression: MapExpression?) -> [Double] {
      guard let text = expression?.text else { return [] }
      return reading.preset?.sentinels.filter { $0.column == text }.map(\.number) ?? []
    }
    func numbers(_ field: MapField) -> [Double] {
      let expression = mapping.fields[field]
      return reader.numbers(expression, sentinels: sentinels(expression))
    }
    priors = mapping.fields[.prior] == nil ? [] : numbers(.prior)
    raw = mapping.fields[.raw] == nil ? [] : numbers(.raw)
    rewards =
      mapping.fields[.reward] == nil || mapping.fields[.rationale] == nil ? [] : numbers(.reward)
    hasVisits = values.visits.contains { !$0.isNaN }
    hasValues = values.values.contains { $0.isFinite }
    var statistics: [(name: String, head: String, meaning: String)] = []
    var columns: [[Double]] = []
    func add(_ name: String, _ head: String, _ meaning: String, _ numbers: [Double]) {
      guard numbers.contains(where: \.isFinite), !statistics.contains(where: { $0.name == name })
      else { return }
      statistics.append((name, head, meaning))
      columns.append(numbers)
    }
    if mapping.fields[.reward] != nil {
      add("reward", "r", "reward of the step, as the file says", numbers(.reward))
    }
    if mapping.fields[.score] != nil {
      add("score", "score", "score of selection as the program recorded it", numbers(.score))
    }
    if let other = values.other { add(other.name, other.name, "as the file says", other.values) }
    edits = StatedEdits(reading, mapping, reader)
    edgeName = reading.edgeName
    let hasKinds = reading.isExport && reading.table.existing("kind") != nil
    ownKinds = hasKinds ? FieldColumn(.path([.key("kind")]), reader) : nil
    for (name, expression) in mapping.statistics
    where !(reading.isExport && StatedExport.isPassedOver(name)) {
      let known =
        ["visits", "sum", "mean", "value", "prior"].contains(name) ? name + "_recorded" : name
      add(
        known, known, "\(expression.text) of the file",
        reader.numbers(expression, sentinels: sentinels(expression)))
    }
    let proofs = ProofFacts(forest)
    kinds = proofs.kinds
    add(
      "solved", "solved", "1 where the node is solved: a conjunctive one by all its children",
      proofs.solved)
    if mapping.fields[.player] != nil {
      add("player", "player", "the player that the file names", numbers(.player))
    }
    self.statistics = statistics
    self.columns = columns
  }

  // MARK: - The header

  /// What the first line says.
  func header(
    root: Int, engine: String, problem: String?, source: [JSONValue.Member]
  ) -> JSONValue {
    var names: [JSONValue] = []
    var columns: [JSONValue] = []
    func column(_ name: String, _ kind: String, head: String? = nil, _ meaning: String = "") {
      names.append(.string(name))
      var members = [("name", JSONValue.string(name)), ("kind", .string(kind))]
      if let head, head != name { members.append(("head", .string(head))) }
      if !meaning.isEmpty { members.append(("meaning", .string(meaning))) }
      columns.append(JSONValue(members))
    }
    if hasVisits { column("visits", "sum") }
    if hasValues { column(values.convention == .sum ? "sum" : "mean", values.convention.rawValue) }
    for statistic in statistics {
      column(statistic.name, "neither", head: statistic.head, statistic.meaning)
    }
    var rootMembers: [(String, JSONValue)] = [("id", .integer(0))]
    if let text = text(of: root) ?? rootLabel(root) {
      rootMembers.append(("text", .string(String(text.prefix(2_000)))))
    }
    var value: [(String, JSONValue)] = [("perspective", .string(values.view.rawValue))]
    if let range = mapping.range {
      value += [("low", .number(range.lowerBound)), ("high", .number(range.upperBound))]
    }
    var members: [(String, JSONValue)] = [
      ("type", .string("search")), ("version", .integer(1)), ("engine", .string(engine)),
    ]
    if let problem { members.append(("problem", .string(problem))) }
    members += [
      ("root", JSONValue(rootMembers)), ("statistics", .array(names)),
      ("columns", .array(columns)), ("value", JSONValue(value)),
    ]
    if let edgeName {
      members.append(("edge", ["name": .string(edgeName), "kind": .string("neither")]))
    }
    if mapping.rule != nil || mapping.constant != nil {
      var selection: [(String, JSONValue)] = []
      if let rule = mapping.rule { selection.append(("rule", .string(rule))) }
      if let constant = mapping.constant { selection.append(("c", .number(constant))) }
      members.append(("selection", JSONValue(selection)))
    }
    members.append(("import", .object(source)))
    return JSONValue(members)
  }

  private func rootLabel(_ root: Int) -> String? {
    let isNamed = mapping.fields[.action].flatMap { reader.text($0, of: root) } != nil
    return isNamed || forest.kinds[root] == .ghost ? labels.label(of: root) : nil
  }

  private func text(of node: Int) -> String? {
    if forest.kinds[node] == .reference, let target = forest.targets[node] {
      return "=> same as \(labels.label(of: target))"
    }
    if forest.kinds[node] == .ghost {
      return "this node is named as a parent and is not in the file"
    }
    return texts?.text(of: node)
  }

  // MARK: - Nodes

  /// Hands over children of the node `id` as one event.
  func expand(
    as id: Int, _ children: ArraySlice<Int32>, first: Int,
    to sink: inout some EventSink & ~Copyable
  ) {
    let bytes = forest.table.source.bytes
    sink.beginChildren(of: id)
    for (place, number) in children.enumerated() {
      let child = Int(number)
      sink.beginChild(first + place, isFirst: place == 0)
      let kind = forest.kinds[child]
      let copied = kind == .record ? labels.copied(of: child) : nil
      var label: String?
      if let copied {
        sink.action(copied, of: bytes)
      } else {
        label = labels.label(of: child)
        sink.action(label ?? "")
      }
      if !priors.isEmpty, priors[child].isFinite, priors[child] >= 0 || edgeName != nil {
        sink.prior(priors[child])
      }
      if terminal?.truth(of: child) == true { sink.terminal() }
      switch kind {
      case .record:
        if let kind = kinds[child] ?? ownKinds?.text(of: child) { sink.kind(kind) }
      case .ghost: sink.kind("ghost")
      case .reference: sink.kind("reference")
      }
      text(of: child, beside: copied, label, to: &sink)
      sink.endChild()
    }
    sink.endChildren()
  }

  /// Hands over the text of a node, unless it is what its edge says already: a text of the file, or a label.
  @inline(__always)
  private func text(
    of node: Int, beside copied: Range<Int>?, _ label: String?,
    to sink: inout some EventSink & ~Copyable
  ) {
    let bytes = forest.table.source.bytes
    if let copied, let text = texts?.copied(of: node) {
      let isSame =
        text.count == copied.count
        && JSONCursor(bytes).isSame(text.lowerBound, copied.lowerBound, text.count)
      if !isSame { sink.text(text, of: bytes) }
    } else if let text = text(of: node), text != label ?? labels.label(of: node) {
      sink.text(text)
    }
  }

  // MARK: - Numbers

  /// Whether the file says what was done to nodes.
  var hasEdits: Bool { edits != nil }

  /// Whether any number is known of any node.
  var hasNumbers: Bool { hasVisits || hasValues || !statistics.isEmpty }

  /// Hands over a row of numbers.
  @inline(__always)
  func row(
    _ node: Int, as id: Int, isFirst: Bool, to sink: inout some EventSink & ~Copyable
  ) {
    sink.beginRow(id, isFirst: isFirst)
    if hasVisits { sink.cell(values.visits[node]) }
    // What was never visited is worth nothing that is known.
    if hasValues { sink.cell(values.visits[node] == 0 ? .nan : values.values[node]) }
    for place in columns.indices { sink.cell(columns[place][node]) }
    sink.endRow()
  }

  /// Hands over what was known of a node at a moment.
  func row(
    _ known: ForeignReading.Step.Numbers, as id: Int, isFirst: Bool,
    to sink: inout some EventSink & ~Copyable
  ) {
    sink.beginRow(id, isFirst: isFirst)
    if hasVisits { sink.cell(known.visits) }
    if hasValues { sink.cell(known.visits == 0 ? .nan : known.value) }
    for place in statistics.indices { sink.cell(place == 0 ? known.statistic : .nan) }
    sink.endRow()
  }

  /// Whether nothing can be said in an event of its own of any node.
  var hasNoVerdicts: Bool {
    raw.isEmpty && mapping.fields[.rationale] == nil && mapping.fields[.parts] == nil
      && !hasFirstValues && edits == nil
  }

  /// Whether nodes that were never visited have a value: their own.
  private var hasFirstValues: Bool {
    zip(values.visits, values.values).contains { $0 == 0 && $1.isFinite && $1 != 0 }
  }

  /// Hands over what was said of a node, if anything was.
  func verdict(_ node: Int, as id: Int, to sink: inout some EventSink & ~Copyable) {
    defer { edits?.send(node, as: id, to: &sink) }
    var own = raw.isEmpty ? Double.nan : raw[node]
    if !own.isFinite, values.visits[node] == 0, values.values[node] != 0 {
      own = values.values[node]
    }
    let copied = rationale?.copied(of: node)
    let why = copied == nil ? rationale?.text(of: node) : nil
    let hasReason = copied != nil || why != nil
    // What reasons are given for is the reward.
    if !own.isFinite, hasReason, !rewards.isEmpty { own = rewards[node] }
    let numbers = parts.map { self.numbers(of: reader.value($0, of: node)) } ?? []
    guard own.isFinite || hasReason || !numbers.isEmpty else { return }
    sink.beginVerdict(of: id)
    if own.isFinite { sink.value(own) }
    if let copied {
      sink.rationale(copied, of: forest.table.source.bytes)
    } else if let why {
      sink.rationale(why)
    }
    if !numbers.isEmpty { sink.parts(numbers) }
    sink.endVerdict()
  }

  /// The numbers of an object, as parts of a reward.
  private func numbers(of parts: JSONValue) -> [JSONValue] {
    (parts.members ?? []).prefix(64).compactMap { part in
      guard let number = part.value.number, number.isFinite else { return nil }
      return ["name": .string(part.key), "raw": .number(number)]
    }
  }
}
