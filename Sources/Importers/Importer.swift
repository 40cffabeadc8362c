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
    public mutating func addMapping(
      _ text: String, saved: (String) -> String? = { _ in nil }
    ) throws(ImportError) {
      var options = Options()
      try options.setMapping(text, saved: saved)
      mapping.merge(options.mapping)
      format = options.format ?? format
    }

    /// Reads a mapping as a person writes it, with the name of a format first if one is meant, or of a
    /// mapping that the person wrote down.
    ///
    /// - Parameter saved: returns what stands under such a name; nil where there is none.
    public mutating func setMapping(
      _ text: String, saved: (String) -> String? = { _ in nil }
    ) throws(ImportError) {
      var named: FormatPreset?
      mapping = try Mapping(text) { (name) throws(ImportError) in
        if let preset = FormatPreset.named(name) {
          named = preset
          return Mapping()
        }
        guard let text = saved(name) else { return nil }
        var options = Options()
        try options.setMapping(text)
        named = options.format ?? named
        return options.mapping
      }
      format = named ?? format
    }
  }

  /// What the file was recognised as, in a few words.
  public let format: String
  /// All trees of the file, in its order; one whose moments were recorded is one.
  public let trees: [Entry]
  /// Which of them is read, from 0.
  public internal(set) var chosen: Int
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

  let forest: Forest
  let reading: ForeignReading
  let mapping: Mapping
  let values: Interpretation
  let places: [ForeignTree]
  let names: [String]

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
    // The guess has looked at records from everywhere in the file.
    reading.table.source.bytes.release()
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
    chosen = try Self.chosen(trees, options.tree)
    places = trees
    (self.forest, self.reading, self.mapping, self.values) = (forest, reading, mapping, values)
    format = reading.format
    let further = forest.transpositions
    assumptions =
      (forest.hasPlaces
        ? [.init(field: "id", value: "the place in the file, from 0", how: "no record has an id")]
        : [])
      + (reading.table.source.liberties.isEmpty
        ? []
        : [
          .init(
            field: "JSON", value: "with " + reading.table.source.liberties.joined(separator: ", "),
            how: "taken for what JSON would have there")
        ])
      + reading.notes
      + values.assumptions
      + (further == 0
        ? []
        : [
          .init(
            field: "parents", value: "one a node",
            how: "\(further) further edges lead to nodes that have their place elsewhere")
        ])
    undecided = values.undecided
    self.names = names
    self.trees = Self.entries(trees, forest, reading, mapping, values) { all.label(of: $0) }
    var left = reading.leftOut
    func leaveOut(_ what: String, _ count: Int) { if count > 0 { left.append((what, count)) } }
    let whole = self.trees.count { !$0.isPart }
    otherTrees = max(0, whole - 1)
    passedOver = reading.passedOver
    leaveOut("nodes whose parent is not in the file", forest.orphans)
    leaveOut("children that are not in the file", forest.missing)
    leaveOut("records without an id", forest.nameless)
    leaveOut("records with an id that was there already", forest.repeats)
    leaveOut("edges that close a cycle", forest.cycles)
    leftOut = left
    var remarks = reading.remarks
    if let place = source.firstInvalid.map({ source.place(of: $0) }) {
      remarks.append(
        "bytes that are no UTF-8, the first at \(place.line):\(place.column), are shown as \u{FFFD}; "
          + "--encoding latin-1 or utf-16 says what they are")
    }
    if forest.transpositions > 0 {
      remarks.append(
        "\(forest.transpositions) further edges lead to nodes that have their place elsewhere")
    }
    self.remarks = remarks
    explanation = Self.explain(mapping, guess.findings, values, given: options.mapping)
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

  /// The assumptions in one short line: what values are, and what the file does not hold.
  ///
  /// Untrusted text.
  public var words: String {
    func found(_ field: String) -> ImportAssumption? { assumptions.last { $0.field == field } }
    var parts: [String] = []
    if let value = found("value") {
      let view = found("view")
      let seen = view?.value == "mover" ? "mover's view" : "one view"
      parts.append("value: \(value.value), \(seen) (\(Self.brief((view ?? value).how)))")
    }
    let missing =
      (found("value") == nil ? ["values"] : [])
      + [("visits", "visits"), ("prior", "priors"), ("action", "actions")].filter {
        found($0.0) == nil
      }.map(\.1)
    if !missing.isEmpty { parts.append("no " + missing.joined(separator: ", ")) }
    return parts.joined(separator: "; ")
  }

  /// How something is known, in the fewest words.
  private static func brief(_ how: String) -> String {
    if how.hasPrefix("known") { return "known" }
    return how.replacing(" nodes contradict", with: " contradict").replacing(
      "assumed: nothing in the file says", with: "assumed")
  }

  /// Finds out whether the file is still what it was when it was mapped.
  ///
  /// - Throws: a failure where it is not: what was read, and what is written from now on, may be wrong.
  public func check() throws(MappedFile.Failure) { try forest.table.source.check() }

  /// The tree that is read, as the events of a journal.
  ///
  /// O(nodes).
  public var journal: ImportedJournal { ImportedJournal(self) }

  /// Hands over the journal in pieces; `isASCII` is for what is printed.
  ///
  /// O(nodes).
  public func write(isASCII: Bool = false, _ take: @escaping (Span<UInt8>) -> Void) {
    journal.write(isASCII: isASCII, take)
  }
}
