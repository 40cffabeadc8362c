public import Groundwork
public import Journals

/// The tree that an importer reads, as the events of a journal.
///
/// They are written as text, or given to a recording without any: both are the same events.
public struct ImportedJournal {
  /// The first event.
  ///
  /// Its texts are untrusted.
  public let header: JSONValue
  private let importer: Importer
  private let tree: ForeignTree
  private let journal: ForeignJournal
  /// What there is to say of the file, as lines of the log.
  private let remarks: [String]

  /// O(nodes).
  init(_ importer: Importer) {
    self.importer = importer
    let (forest, reading) = (importer.forest, importer.reading)
    let left =
      importer.leftOut
      + (importer.otherTrees > 0 ? [("other trees", importer.otherTrees)] : [])
      + importer.passedOver
    let assumptions: [JSONValue] = importer.assumptions.map {
      ["field": .string($0.field), "value": .string($0.value), "how": .string($0.how)]
    }
    let source: [JSONValue.Member] = [
      .init("format", .string(importer.format)),
      .init("files", .array(importer.names.map { .string($0) })),
      .init("assumptions", .array(assumptions)),
      .init("left_out", .object(left.map { JSONValue.Member($0.what, .integer($0.count)) })),
      .init("words", .string(importer.words)),
    ]
    tree = importer.places[importer.chosen]
    let root = tree.roots.last ?? 0
    let sample = forest.levels(from: root, atLeast: NodeLabels.most)
    let labels = NodeLabels(forest, importer.mapping, nodes: sample[...])
    journal = ForeignJournal(forest, reading, importer.mapping, importer.values, labels)
    let format = importer.format
    let article = ["a ", "an "].first { format.hasPrefix($0) } ?? ""
    header = journal.header(
      root: root, engine: String(format.dropFirst(article.count)),
      problem: Importer.facts(of: tree, forest, reading).question, source: source)
    let counts = left.map { "\($0.what): \($0.count)" }
    remarks =
      [importer.words] + importer.remarks
      + (counts.isEmpty ? [] : ["left out: " + counts.joined(separator: ", ")])
  }

  /// Hands over the journal as text, in pieces; `isASCII` is for what is printed.
  ///
  /// O(nodes).
  public func write(isASCII: Bool = false, _ take: @escaping (Span<UInt8>) -> Void) {
    var events = TreeEvents(journal, to: JournalSink(isASCII: isASCII, take: take))
    events.send(tree, header: header, remarks: remarks, steps: steps)
  }

  /// Which nodes the events are about that a recording was given.
  public struct Subjects: Sendable {
    fileprivate let nodes: [Int32]
    fileprivate let ids: [Int32]
    fileprivate let eventsBeforeVerdicts: Int
  }

  /// Gives a recording the events, for ``Journals/UnwrittenEvents/replay(into:)``.
  ///
  /// O(nodes).
  public func replay(into recording: Recording) -> Subjects {
    var events = TreeEvents(journal, to: RecordingSink(to: recording))
    events.send(tree, header: header, remarks: remarks, steps: steps)
    return Subjects(
      nodes: events.subjects, ids: events.ids,
      eventsBeforeVerdicts: events.eventsBeforeVerdicts)
  }

  /// Returns the line of one of the events that a recording was given, from 1, the newline left out; nil where it is neither
  /// about the children of a node nor about its verdict, or where the file tells moments.
  ///
  /// O(bytes of the event).
  public func text(of event: Int, _ subjects: Subjects) -> [UInt8]? {
    guard subjects.nodes.indices.contains(event - 1) else { return nil }
    let node = Int(subjects.nodes[event - 1])
    guard node >= 0 else { return nil }
    let text = Guarded<[UInt8]>([])
    var sink = JournalSink(isASCII: false) { piece in
      text.withLock { text in for place in 0..<piece.count { text.append(piece[place]) } }
    }
    let id = Int(subjects.ids[node])
    if event > subjects.eventsBeforeVerdicts {
      journal.verdict(node, as: id, to: &sink)
    } else {
      let children = importer.forest.children(of: node)
      guard let first = children.first else { return nil }
      journal.expand(as: id, children, first: Int(subjects.ids[Int(first)]), to: &sink)
    }
    sink.end()
    return text.withLock { $0.dropLast() }
  }

  /// Finds out whether the file is still what it was when it was mapped.
  ///
  /// - Throws: a failure where it is not, as ``Importer/check()`` does.
  public func check() throws(MappedFile.Failure) { try importer.check() }

  /// The moments of the search, where the file tells them of its one tree.
  private var steps: [ForeignReading.Step] {
    tree.roots.count == 1 && importer.reading.groups.count == 1 ? importer.steps : []
  }
}
