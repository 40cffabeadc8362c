import Foundation
import Groundwork
import Journals
import SearchTrees
import Testing

@testable import Importers

/// A tree whose events a recording takes as they are is the one that is written as a journal and read.
@Suite struct UnwrittenTreeTests {
  /// The events of a file, and how often somebody wanted their text.
  private final class Events: UnwrittenEvents {
    let journal: ImportedJournal
    private var subjects: ImportedJournal.Subjects?
    private(set) var writings = 0
    private let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "unwritten-" + UUID().uuidString
    ).path

    init(_ journal: ImportedJournal) { self.journal = journal }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func replay(into recording: Recording) { subjects = journal.replay(into: recording) }

    func text(of event: Int) -> [UInt8]? { subjects.flatMap { journal.text(of: event, $0) } }

    func write() throws(JournalProblem) -> String {
      writings += 1
      let text = Guarded<[UInt8]>([])
      journal.write { piece in
        text.withLock { text in
          for place in 0..<piece.count { text.append(piece[place]) }
        }
      }
      let bytes = Data(text.withLock { $0 })
      guard FileManager.default.createFile(atPath: path, contents: bytes) else {
        throw JournalProblem(reason: "not written")
      }
      return path
    }

    func check() throws(JournalProblem) {}
  }

  private func compare(_ importer: Importer, _ written: Recording) {
    let events = Events(importer.journal)
    let unwritten = Recording(unwritten: events)
    #expect(unwritten.loaded == 0)
    unwritten.readWhole()
    #expect(unwritten.loaded == 1 && unwritten.eventCount == written.eventCount)
    #expect(unwritten.header == written.header && unwritten.marks == written.marks)
    #expect(unwritten.problems == written.problems && unwritten.leavesOut == written.leavesOut)
    let difference = unwritten.withTree { tree, _ in
      written.withTree { other, _ in
        tree.difference(from: other)
          ?? (0..<tree.count).first {
            tree.nodes[$0].flags != other.nodes[$0].flags
              || tree.prior(of: NodeID($0)) != other.prior(of: NodeID($0))
          }.map { "what is known of \($0)" }
      }
    }
    #expect(difference == nil)
    guard difference == nil else { return }
    // NaN is not equal to itself.
    #expect("\(unwritten.report)" == "\(written.report)")
    for text in [NodeText.action, .text, .kind] {
      #expect(texts(text, of: unwritten) == texts(text, of: written), "\(text)")
    }
    let isSimple = isOneMoment(importer, written)
    #expect(!isSimple || events.writings == 0)
    // From here on somebody looks at single events.
    #expect(texts(.rationale, of: unwritten) == texts(.rationale, of: written))
    for index in 0..<min(500, written.withTree { tree, _ in tree.count }) {
      #expect(unwritten.childTexts(of: NodeID(index)) == written.childTexts(of: NodeID(index)))
    }
    for event in [written.eventCount / 2, 1, written.eventCount] {
      unwritten.show(event: event)
      written.show(event: event)
      let difference = unwritten.withTree { tree, _ in
        written.withTree { other, _ in tree.difference(from: other) }
      }
      #expect(difference == nil, "after event \(event)")
    }
    #expect(events.writings <= 1)
  }

  /// Whether the events tell nothing but a tree as it is at the end, which nobody writes for a report of it.
  private func isOneMoment(_ importer: Importer, _ written: Recording) -> Bool {
    importer.moments == 1 && importer.steps.isEmpty && !importer.reading.isExport
      && written.problemCount == 0
  }

  /// The texts of all nodes.
  private func texts(_ text: NodeText, of recording: Recording) -> [String?]? {
    guard let codes = recording.textCodes(text), codes.isUsable else { return nil }
    let count = recording.withTree { tree, _ in tree.count }
    var numbers = Column<UInt32>(uninitializedCount: count)
    codes.copy(0..<count, into: &numbers)
    return (0..<count).map { codes.text(Int(numbers[$0])) }
  }

  static let names: [String] = {
    let folder = Bundle.module.url(forResource: "Files", withExtension: nil)
    let names = folder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0.path) }
    return (names ?? []).filter { !$0.hasPrefix("EXPECTED") }.sorted()
  }()

  @Test(arguments: names)
  func `each tree of a file is the same, written or not`(name: String) throws {
    let bytes = Array(try ReadFile.data(name))
    guard let first = try? ReadFile(bytes) else { return }
    compare(first.importer, first.recording)
    for tree in first.importer.trees.indices.prefix(8) where tree != first.importer.chosen {
      var options = Importer.Options()
      options.tree = tree + 1
      let file = try ReadFile(bytes, options)
      compare(file.importer, file.recording)
    }
  }

  @Test func `snapshots, texts with escapes and missing numbers are the same, written or not`()
    throws
  {
    let moments = (1...3).map { moment in
      #"{"name":"root","visits":\#(moment),"value":0.5,"children":["#
        + (1...moment).map {
          #"{"name":"a\#($0) \"\\ \u00e9\n","visits":\#($0 == 2 ? "null" : "1"),"value":-0.25,"#
            + #""state":"line\n\#($0)","rationale":"why \"\#($0)\""}"#
        }.joined(separator: ",") + "]}"
    }
    let file = try ReadFile(moments.joined(separator: "\n"))
    #expect(file.importer.trees.count == 1 && file.recording.marks.count == 3)
    compare(file.importer, file.recording)
  }
}
