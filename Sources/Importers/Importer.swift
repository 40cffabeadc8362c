public import Groundwork

/// Opens trees that other programs wrote: recognises what a file is, reads its trees, and says what it
/// took their numbers for.
///
/// What comes out are the events of a journal.
public struct Importer {
  /// What a person said of a file.
  public struct Options: Sendable {
    /// Where fields are found.
    public var mapping = Mapping()
    /// The format, where it is not to be recognised.
    public var format: FormatPreset?
    /// Which tree of several, from 1; nil for the largest one.
    public var tree: Int?
    /// Whether several trees are moments of one search; nil lets the file decide.
    public var asSnapshots: Bool?
    /// How the bytes are to be read.
    public var encoding = SourceText.Encoding.utf8

    /// Makes options that leave all to the file.
    public init() {}

    /// Adds to the mapping what a person says later.
    public mutating func addMapping(_ text: String) throws(ImportError) {
      var options = Options()
      try options.setMapping(text)
      mapping.merge(options.mapping)
      format = options.format ?? format
    }

    /// Reads a mapping as a person writes it, with the name of a format first if one is meant.
    public mutating func setMapping(_ text: String) throws(ImportError) {
      var named: FormatPreset?
      mapping = try Mapping(text) { (name) throws(ImportError) in
        guard let preset = FormatPreset.named(name) else { return nil }
        named = preset
        return Mapping()
      }
      format = named ?? format
    }
  }

  /// A tree of a file, as a list shows it.
  public struct Entry: Hashable, Sendable {
    /// Its number, from 1.
    public var number: Int
    /// What it is about, in one line.
    ///
    /// Untrusted text.
    public var text: String
    /// How many nodes it has.
    public var nodes: Int
    /// N of its root; nil where it is not known.
    public var visits: Double?
  }

  /// What the file was recognised as, in a few words.
  public let format: String
  /// All trees of the file, in its order; one whose moments were recorded is one.
  public let trees: [Entry]
  /// Which of them is read, from 0.
  public let chosen: Int
  /// How many moments of it there are.
  public let moments: Int
  /// What was taken for what.
  public let assumptions: [ImportAssumption]
  /// What was left out of the trees, and how often.
  public let leftOut: [(what: String, count: Int)]
  /// What was passed over that is no part of a tree, such as lines of a log, and how often.
  public let passedOver: [(what: String, count: Int)]
  /// How many further trees the file holds.
  public let otherTrees: Int
  /// What else there is to say.
  ///
  /// Untrusted text.
  public let remarks: [String]
  /// What the file leaves open, where that matters: both readings, and what to say.
  public let undecided: String?
  /// Where each field was found, and what else it could have been, one line a field.
  public let explanation: [String]

  private let journal: ForeignJournal
  private let tree: ForeignTree
  private let problem: String?
  private let names: [String]

  /// Reads a file; `names` are what the person calls it, or several that make one time line.
  ///
  /// - Throws: an error with its place where nothing can be read, or where a tree is asked for that is
  ///   not there.
  public init(
    _ source: SourceText, names: [String], _ options: Options = Options()
  ) throws(ImportError) {
    let (reading, given) = try Self.reading(source, options)
    let guess = MappingGuess(reading, known: given)
    let mapping = guess.mapping
    let forest = ForestBuilder.forest(of: reading, mapping)
    guard forest.count > 0, !forest.roots.isEmpty else {
      throw ImportError(.unreadable, "\(reading.format), but there is no node in it")
    }
    let values = Interpretation(
      forest, reading, mapping, given: options.mapping, findings: guess.findings)
    let all = NodeLabels(forest, mapping, nodes: forest.roots.prefix(1).map { Int32($0.node) }[...])
    let trees = ForeignTree.all(
      in: forest, reading, { all.label(of: $0) }, visits: values.visits,
      asSnapshots: options.asSnapshots)
    let chosen = try Self.chosen(trees, options.tree)
    tree = trees[chosen]
    let labels = NodeLabels(
      forest, mapping, nodes: forest.levels(from: tree.roots.last ?? 0)[...])
    journal = ForeignJournal(forest, reading, mapping, values, labels)
    format = reading.format
    self.chosen = chosen
    moments = tree.roots.count
    let further = forest.transpositions
    assumptions =
      values.assumptions
      + (further == 0
        ? []
        : [
          .init(
            field: "parents", value: "one a node",
            how: "\(further) further edges lead to nodes that have their place elsewhere")
        ])
    undecided = values.undecided
    self.names = names
    problem = Self.problem(reading.groups[tree.group].facts)
    var count = 0
    self.trees = trees.map { tree in
      count += 1
      let visits = values.visits[tree.roots.last ?? 0]
      let facts = reading.groups[tree.group].facts
      return Entry(
        number: count, text: Self.problem(facts) ?? all.label(of: tree.roots[0]),
        nodes: tree.nodes, visits: visits.isNaN ? nil : visits)
    }
    var left = reading.leftOut
    func leaveOut(_ what: String, _ count: Int) { if count > 0 { left.append((what, count)) } }
    let whole = trees.count { forest.kinds[$0.roots[0]] == .record }
    otherTrees = max(0, whole - 1)
    passedOver = reading.passedOver
    leaveOut("nodes whose parent is not in the file", forest.orphans)
    leaveOut("records without an id", forest.nameless)
    leaveOut("records with an id that was there already", forest.repeats)
    leaveOut("edges that close a cycle", forest.cycles)
    leftOut = left
    var remarks = reading.remarks
    if forest.transpositions > 0 {
      remarks.append(
        "\(forest.transpositions) further edges lead to nodes that have their place elsewhere")
    }
    self.remarks = remarks
    explanation = Self.explain(mapping, guess.findings, values, given: options.mapping)
  }

  /// Recognises a file and reads its records.
  private static func reading(
    _ source: SourceText, _ options: Options
  ) throws(ImportError) -> (ForeignReading, Mapping) {
    let outline = FileOutline(source, root: options.mapping.root)
    let preset = options.format ?? FormatPreset.all.first { $0.recognizes(outline) }
    var known = Mapping()
    var reading: ForeignReading?
    if let preset {
      known = preset.mapping
      if let read = preset.read {
        reading = try read(source, outline)
      }
    }
    if reading == nil { reading = try JSONForest.read(source, outline) }
    guard let reading else { throw Self.unknown(source, outline) }
    if let preset {
      reading.preset = preset
      if preset.read == nil { reading.format = preset.title }
      reading.isJournal = preset.isJournal
      preset.derive?(reading.table)
    }
    known.merge(options.mapping)
    Self.dropUnknown(&known, in: reading, options.mapping)
    return (reading, known)
  }

  /// Forgets what a format would have, where this file has no such key.
  private static func dropUnknown(
    _ mapping: inout Mapping, in reading: ForeignReading, _ given: Mapping
  ) {
    for (field, expression) in mapping.fields where given.fields[field] == nil {
      guard case .path(let steps) = expression, case .key(let first) = steps.first else { continue }
      let names = (first == "edge" ? reading.edges : reading.table)?.names ?? []
      let path = first == "edge" ? steps.dropFirst() : steps[...]
      guard case .key(let key) = path.first else { continue }
      let isThere = names.contains { $0 == key || $0.hasPrefix(key + ".") } || first == "parent"
      if !isThere { mapping.fields[field] = nil }
    }
  }

  private static func unknown(_ source: SourceText, _ outline: FileOutline) -> ImportError {
    if outline.document != .null {
      let keys = (outline.document.members ?? []).prefix(6).map { "\"\($0.key.prefix(30))\"" }
      let words = keys.isEmpty ? "a list" : "keys " + keys.joined(separator: ", ")
      return ImportError(
        .unrecognized,
        "JSON of no known shape (\(words)); --map children=KEY or --map 'id=KEY, parent=KEY' names one"
      )
    }
    if let fault = outline.fault { return fault.error(in: source) }
    return ImportError(
      .unrecognized, "no tree of a known shape: JSON, a table, DOT or indented text")
  }

  private static func chosen(
    _ trees: [ForeignTree], _ wanted: Int?
  ) throws(ImportError) -> Int {
    if let wanted {
      guard trees.indices.contains(wanted - 1) else {
        throw ImportError(
          .usage,
          "--tree \(wanted): the file holds \(trees.count) tree\(trees.count == 1 ? "" : "s")")
      }
      return wanted - 1
    }
    var best = 0
    // A part whose parent is missing is never taken for the tree.
    for (place, tree) in trees.enumerated() where tree.nodes > trees[best].nodes { best = place }
    return best
  }

  private static func problem(_ facts: JSONValue) -> String? {
    for key in ["question", "query", "problem", "task", "prompt", "instance_id", "name", "id"] {
      if let text = facts[key].flatMap(FieldReader.text) { return String(text.prefix(300)) }
    }
    return nil
  }

  // MARK: - What it says

  private static func explain(
    _ mapping: Mapping, _ findings: [MappingGuess.Finding], _ values: Interpretation,
    given: Mapping
  ) -> [String] {
    var lines: [String] = []
    for assumption in values.assumptions {
      var line = "\(assumption.field) = \(assumption.value)   \(assumption.how)"
      if let finding = findings.first(where: { $0.field.rawValue == assumption.field }),
        !finding.alternatives.isEmpty
      {
        line += "; could be " + finding.alternatives.joined(separator: ", ")
      }
      lines.append(line)
    }
    for statistic in mapping.statistics {
      lines.append("\(statistic.name) = \(statistic.expression.text)   a number beside")
    }
    return lines
  }

  /// The assumptions in one line: what values are, and what the file does not hold.
  ///
  /// Untrusted text.
  public var words: String {
    func found(_ field: String) -> ImportAssumption? { assumptions.last { $0.field == field } }
    var parts: [String] = []
    if let value = found("value") {
      let view = found("view")
      let seen =
        view?.value == "mover" ? "for the player who moved here" : "one view at every depth"
      let how = view?.how ?? value.how
      parts.append("value: \(value.value), \(seen) (\(how))")
    } else {
      parts.append("no values in the file")
    }
    let missing = [("visits", "visits"), ("prior", "priors"), ("action", "actions")].filter {
      found($0.0) == nil
    }.map(\.1)
    if !missing.isEmpty { parts.append("not in the file: " + missing.joined(separator: ", ")) }
    return parts.joined(separator: "; ")
  }

  /// Finds out whether the file is still what it was when it was mapped.
  ///
  /// - Throws: a failure where it is not: what was read, and what is written from now on, may be wrong.
  public func check() throws(MappedFile.Failure) { try journal.forest.table.source.check() }

  /// Hands over the journal in pieces; `isASCII` is for what is printed.
  ///
  /// O(nodes).
  public func write(isASCII: Bool = false, _ take: @escaping ([UInt8]) -> Void) {
    let all = leftOut + (otherTrees > 0 ? [("other trees", otherTrees)] : []) + passedOver
    let left = all.map { JSONValue.Member($0.what, .integer($0.count)) }
    let source: [JSONValue.Member] = [
      .init("format", .string(format)), .init("files", .array(names.map { .string($0) })),
      .init(
        "assumptions",
        .array(
          assumptions.map {
            ["field": .string($0.field), "value": .string($0.value), "how": .string($0.how)]
          })), .init("left_out", .object(left)), .init("words", .string(words)),
    ]
    var text = JournalText(journal, isASCII: isASCII, take: take)
    let article = ["a ", "an "].first { format.hasPrefix($0) } ?? ""
    let header = journal.header(
      root: tree.roots.last ?? 0, engine: String(format.dropFirst(article.count)), problem: problem,
      source: source)
    let counts = all.map { "\($0.what): \($0.count)" }
    text.write(
      tree, header: header,
      remarks: [words] + remarks
        + (counts.isEmpty ? [] : ["left out: " + counts.joined(separator: ", ")]))
  }
}
