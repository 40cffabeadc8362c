public import Groundwork
public import Journals

/// The tree that an importer reads, as the events of a journal.
///
/// They are written as text, or told to a recording without any: both are the same events.
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
    var events = TreeEvents(journal, to: WrittenEvents(isASCII: isASCII, take: take))
    events.tell(tree, header: header, remarks: remarks, steps: steps)
  }

  /// Which nodes the events are about that were told.
  public struct Told: Sendable {
    fileprivate let subjects: [Int32]
    fileprivate let ids: [Int32]
    fileprivate let eventsBeforeVerdicts: Int
  }

  /// Tells a recording the events, for ``Journals/UnwrittenEvents/tell(_:)``.
  ///
  /// O(nodes).
  public func tell(_ recording: Recording) -> Told {
    var events = TreeEvents(journal, to: ToldEvents(to: recording))
    events.tell(tree, header: header, remarks: remarks, steps: steps)
    return Told(
      subjects: events.subjects, ids: events.ids,
      eventsBeforeVerdicts: events.eventsBeforeVerdicts)
  }

  /// Returns the line of one of the events that were told, from 1, the newline left out; nil where it is neither
  /// about the children of a node nor about its verdict, or where the file tells moments.
  ///
  /// O(bytes of the event).
  public func text(of event: Int, _ told: Told) -> [UInt8]? {
    guard told.subjects.indices.contains(event - 1) else { return nil }
    let node = Int(told.subjects[event - 1])
    guard node >= 0 else { return nil }
    let text = Guarded<[UInt8]>([])
    var sink = WrittenEvents(isASCII: false) { piece in
      text.withLock { text in for place in 0..<piece.count { text.append(piece[place]) } }
    }
    let id = Int(told.ids[node])
    if event > told.eventsBeforeVerdicts {
      journal.verdict(node, as: id, to: &sink)
    } else {
      let children = importer.forest.children(of: node)
      guard let first = children.first else { return nil }
      journal.expand(as: id, children, first: Int(told.ids[Int(first)]), to: &sink)
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
