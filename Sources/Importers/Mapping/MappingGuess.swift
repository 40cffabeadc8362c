/// Finds the fields of nodes among the keys of all records: exact names first, then names that differ in
/// case, `_` and `-`.
struct MappingGuess {
  /// Where a field was found, and what else it could have been.
  struct Finding: Hashable {
    var field: MapField
    var path: String
    /// Whether the key is exactly one of those that are tried.
    var isExact: Bool
    var alternatives: [String]
  }

  private let reading: ForeignReading
  private let profiles: [ColumnProfile]
  private var used: Set<String> = []
  private(set) var mapping: Mapping
  private(set) var findings: [Finding] = []

  /// Numbers that only say where a node stands.
  private static let structural: Set<String> = [
    "depth", "level", "numchildren", "childrencount", "childcount", "position", "index", "ply",
    "type", "column", "row", "x", "y", "size", "height", "nchildren", "rank",
  ]

  /// As many further numbers become statistics.
  private static let mostStatistics = 12

  /// Completes what the format or a person said.
  init(_ reading: ForeignReading, known: Mapping) {
    self.reading = reading
    mapping = known
    var profiles: [ColumnProfile] = []
    for column in reading.table.names.indices {
      profiles.append(ColumnProfile(reading.table, column, isEdge: false))
    }
    if let edges = reading.edges {
      for column in edges.names.indices {
        profiles.append(ColumnProfile(edges, column, isEdge: true))
      }
    }
    self.profiles = profiles
    for expression in mapping.fields.values { use(expression) }
    for statistic in mapping.statistics { use(statistic.expression) }
    guessKey()
    for isExact in [true, false] {
      for field in MapField.allCases where isWanted(field) { guess(field, isExact: isExact) }
    }
    preferIDs()
    preferWords()
    nameLeaves()
    guessStatistics()
  }

  private mutating func use(_ expression: MapExpression) {
    switch expression {
    case .path(let steps):
      var path = ""
      for step in steps {
        guard case .key(let key) = step else { break }
        path += (path.isEmpty ? "" : ".") + key
        used.insert(path)
      }
    case .number: break
    case .binary(_, let left, let right), .coalesce(let left, let right):
      use(left)
      use(right)
    case .match(let inner, _), .call(_, let inner): use(inner)
    }
  }

  /// Whether a field is to be looked for.
  private func isWanted(_ field: MapField) -> Bool {
    guard mapping.fields[field] == nil, !field.isConstant else { return false }
    if reading.areKeysOfStates, field.isNumber || field == .age { return false }
    switch field {
    case .children, .id, .parent:
      if case .ids = reading.link { return true }
      return false
    // What a value is was found already, if its sum or mean was.
    case .value: return mapping.fields[.sum] == nil && mapping.fields[.mean] == nil
    default: return true
    }
  }

  /// The key of a record in the object that it stands in: the action, or the id.
  private mutating func guessKey() {
    guard let profile = profiles.first(where: { $0.path == RecordTable.keyColumn }),
      profile.known > 0
    else { return }
    let key = MapExpression.keys(RecordTable.keyColumn)
    if case .ids = reading.link {
      // Their own ids are better, where they have some.
      let hasOwn = MapField.id.keys.contains { key in profiles.contains { $0.path == key } }
      if mapping.fields[.id] == nil, !hasOwn { mapping.fields[.id] = key }
    } else if mapping.fields[.action] == nil, reading.order == nil {
      mapping.fields[.action] = key
    }
    used.insert(RecordTable.keyColumn)
  }

  private mutating func guess(_ field: MapField, isExact: Bool) {
    var fitting: [ColumnProfile] = []
    for key in field.keys {
      let normalized = WordText.normalized(key)
      let matching = profiles.filter { profile in
        isExact ? profile.key == key : WordText.normalized(profile.key) == normalized
      }
      let sorted = matching.sorted { first, second in
        // An action belongs to an edge, other things to the node.
        let isEdgeFirst = field == .action
        let (one, two) = (first.path.hasPrefix("edge."), second.path.hasPrefix("edge."))
        if one != two { return one == isEdgeFirst }
        return first.depth < second.depth
      }
      fitting += sorted.filter { fits($0, field) && !fitting.map(\.path).contains($0.path) }
    }
    guard let first = fitting.first else { return }
    mapping.fields[field] = joined(first, fitting.dropFirst(), field)
    // A name is often the state too.
    if field != .action || !MapField.text.keys.contains(first.key) { used.insert(first.path) }
    findings.append(
      Finding(
        field: field, path: first.path, isExact: isExact,
        alternatives: fitting.dropFirst().map(\.path)))
  }

  /// Returns where a field is found: under a key, or under the same key elsewhere in records that do
  /// not have it there, as where only the root stands by itself and all others on an edge.
  private mutating func joined(
    _ first: ColumnProfile, _ others: ArraySlice<ColumnProfile>, _ field: MapField
  ) -> MapExpression {
    let expression = MapExpression.keys(first.path)
    guard field.isNumber || field == .action || field == .text,
      let other = others.first(where: { $0.key == first.key && completes($0, first) })
    else { return expression }
    used.insert(other.path)
    return .coalesce(expression, .keys(other.path))
  }

  /// Whether two columns of the nodes are never both there.
  private func completes(_ one: ColumnProfile, _ other: ColumnProfile) -> Bool {
    let table = reading.table
    guard one.known > 0, let first = table.existing(one.path),
      let second = table.existing(other.path)
    else { return false }
    return (0..<table.count).allSatisfy {
      table.cell(first, $0).isEmpty || table.cell(second, $0).isEmpty
    }
  }

  /// Takes another key for the id, where the parents of records are not among the ids under the first.
  private mutating func preferIDs() {
    let table = reading.table
    guard case .ids = reading.link, table.count <= Self.mostIDs,
      let id = mapping.fields[.id], isGuessed(.id, id),
      let parent = mapping.fields[.parent].flatMap({ table.existing($0.text) }),
      let finding = findings.first(where: { $0.field == .id })
    else { return }
    let wanted = (0..<table.count).lazy.compactMap { Identity(table.cell(parent, $0), of: table) }
      .filter { !$0.meansNone }.prefix(Self.mostParents)
    guard !wanted.isEmpty else { return }
    var best: (path: String, count: Int)?
    for path in [finding.path] + finding.alternatives + [RecordTable.keyColumn] {
      guard let column = table.existing(path) else { continue }
      var missing = Set(wanted)
      var row = 0
      while row < table.count, !missing.isEmpty {
        if let id = Identity(table.cell(column, row), of: table) { missing.remove(id) }
        row += 1
      }
      let count = Set(wanted).count - missing.count
      if count > best?.count ?? 0 { best = (path, count) }
      // Nearly always the first one is right.
      if missing.isEmpty { break }
    }
    if let best, best.path != finding.path { mapping.fields[.id] = .keys(best.path) }
  }

  /// As many parents are looked for among the ids.
  private static let mostParents = 100
  /// Of more records the ids are not looked through.
  private static let mostIDs = 200_000

  private func isGuessed(_ field: MapField, _ expression: MapExpression) -> Bool {
    findings.contains { $0.field == field && $0.path == expression.text }
  }

  private func fits(_ profile: ColumnProfile, _ field: MapField) -> Bool {
    guard !used.contains(profile.path), !isEnd(profile.path) else { return false }
    switch field {
    case .visits: return profile.isNumeric && profile.negative == 0
    case .sum, .mean, .value, .prior, .reward, .raw, .score: return profile.isNumeric
    case .terminal: return profile.isMostly(profile.truths + profile.numbers)
    case .action:
      if profile.key == "step" || profile.key == "edge" { return profile.isText }
      return profile.isText || profile.isNumeric && profile.depth == 1
    case .text: return profile.isText || profile.isObject && profile.depth == 1
    case .rationale: return profile.isText
    case .age: return profile.isNumeric || profile.isText
    case .player: return profile.isNumeric || profile.isText
    case .parts: return profile.isObject
    case .id:
      guard profile.depth == 1, profile.isNumeric || profile.isText else { return false }
      return profile.key.lowercased() != "name" || isUnique(profile)
    case .parent: return profile.depth == 1 && profile.lists == 0
    case .children: return profile.lists > 0 || profile.isObject
    case .root, .view, .range, .rule, .c: return false
    }
  }

  /// Whether a column holds an end of an edge.
  private func isEnd(_ path: String) -> Bool {
    ["edge.source", "edge.target", "edge.id", "edge.@key"].contains(path)
  }

  private func isUnique(_ profile: ColumnProfile) -> Bool {
    guard let column = reading.table.existing(profile.path) else { return false }
    var seen: Set<String> = []
    for row in 0..<reading.table.count {
      guard let text = reading.table.text(reading.table.cell(column, row)),
        seen.insert(text).inserted
      else { return false }
    }
    return true
  }

  /// Takes an action in words before one that is a number.
  private mutating func preferWords() {
    guard let finding = findings.first(where: { $0.field == .action }),
      let profile = profiles.first(where: { $0.path == finding.path }), profile.isNumeric
    else { return }
    for path in finding.alternatives {
      guard let other = profiles.first(where: { $0.path == path }), other.isText,
        other.key.lowercased() != "name" && other.key.lowercased() != "label"
          || MapField.text.keys.contains(other.key) == false
      else { continue }
      mapping.fields[.action] = .keys(path)
      return
    }
  }

  /// Takes what stands in the place of a child and is no object for its name.
  private mutating func nameLeaves() {
    let column = RecordReader.leafColumn
    guard reading.table.existing(column) != nil else { return }
    let leaf = MapExpression.keys(column)
    used.insert(column)
    for field in [MapField.action, .text] {
      mapping.fields[field] = mapping.fields[field].map { .coalesce($0, leaf) } ?? leaf
    }
  }

  private mutating func guessStatistics() {
    for profile in profiles where mapping.statistics.count < Self.mostStatistics {
      guard profile.isNumeric, profile.varies, !used.contains(profile.path), !isEnd(profile.path),
        !profile.key.hasPrefix("@"), !Self.structural.contains(WordText.normalized(profile.key)),
        profile.depth <= 2, WordText.normalized(profile.key) != "id",
        !WordText.normalized(profile.key).hasSuffix("id")
      else { continue }
      let name = Self.name(of: profile.key)
      guard !name.isEmpty, !mapping.statistics.contains(where: { $0.name == name }),
        !["visits", "sum", "mean", "value"].contains(name)
      else { continue }
      mapping.statistics.append((name, .keys(profile.path)))
    }
  }

  /// Returns a key as the name of a statistic: letters, digits and `_`, a letter first.
  static func name(of key: String) -> String {
    let plain = key.unicodeScalars.map { scalar in
      "a"..."z" ~= scalar || "A"..."Z" ~= scalar || "0"..."9" ~= scalar ? String(scalar) : "_"
    }.joined()
    let name = plain.drop { !$0.isLetter }
    return String(name.prefix(24))
  }
}
