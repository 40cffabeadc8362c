import Foundation
import Groundwork
import Journals
import SearchTrees
import Testing

/// Notes and marks on files that cannot hold them.
@Suite(.serialized, .timeLimit(.minutes(20)))
struct SideNotesTests {
  private static let text = """
    {"type":"search","version":1,"engine":"demo","root":{"id":10},"statistics":["visits","mean"]}
    {"type":"expand","node":10,"children":[{"id":11,"action":"left"},{"id":12,"action":"right"}]}
    {"type":"stats","stats":[[10,3,0.5],[11,2,0.5],[12,1,0.5]]}

    """

  /// A folder with a file that is noted on.
  private final class Place {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "treetop-notes-" + UUID().uuidString)

    init() throws {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ text: String, _ name: String = "tree.json") throws -> String {
      let file = folder.appendingPathComponent(name)
      try Data(text.utf8).write(to: file)
      return file.path
    }

    /// Opens what `paths` hold as a recording, its notes beside it.
    func open(
      _ paths: [String], tree: Int = 0, _ text: String = SideNotesTests.text
    ) -> ReplayHarness {
      var options = RecordedSearch.Options()
      options.notes = NotesPlace(
        folder: folder.path + "/notes", paths: paths, tree: tree, name: "tree.json")
      return ReplayHarness(options, text)
    }

    var files: [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/notes")) ?? [])
        .sorted()
    }
  }

  private static func cursor(_ node: Int) -> SliceRequest {
    var request = ReplayHarness.wide
    request.cursor = .node(NodeID(node))
    return request
  }

  /// The note on a node, as the next opening shows it, once what is kept was read.
  private static func note(
    _ harness: ReplayHarness, on node: Int, until words: String?
  ) -> String? {
    harness.loaded()
    _ = harness.search.request(cursor(node))
    let slice = harness.wait { $0.detail.node == NodeID(node) && $0.detail.note == words }
    return slice.detail.note
  }

  @Test func `a note is there again when the same file is opened, whatever it is called now`()
    throws
  {
    let place = try Place()
    let path = try place.write("anything at all")
    let first = place.open([path])
    first.loaded()
    let slice = first.send(
      .edit(.note(NodeID(1), text: "look \u{1B}[31mhere")), .mark(name: "a", node: NodeID(2)),
      request: Self.cursor(1))
    #expect(slice.summary.keepsNotes)
    #expect(slice.rows.map(\.hasNote) == [false, true, false])
    first.search.close()
    #expect(place.files == ["15-\(SHA256.hex(of: Array("anything at all".utf8))).jsonl"])
    // The file itself is as it was.
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "anything at all")

    let other = try place.write("anything at all", "copy.json")
    let second = place.open([other])
    defer { second.search.close() }
    #expect(Self.note(second, on: 1, until: "look \u{1B}[31mhere") == "look \u{1B}[31mhere")
    let seen = second.send(request: Self.cursor(1))
    #expect(seen.rows.map(\.hasNote) == [false, true, false])
    #expect(seen.summary.marks.map(\.name) == ["a"])
    #expect(seen.summary.marks.map(\.node) == [NodeID(2)])
  }

  @Test func `a note beside a file is found where there is no terminal`() throws {
    let place = try Place()
    let path = try place.write("anything at all")
    let first = place.open([path])
    first.loaded()
    first.send(.edit(.note(NodeID(2), text: "look here")))
    first.search.close()

    let recording = Recording(JournalBytes(Self.text))
    recording.readWhole()
    let kept = NotesPlace(folder: place.folder.path + "/notes", paths: [path], name: "tree.json")
    #expect(recording.notes(keptAt: kept) == [NodeID(2): "look here"])
    #expect(recording.notes(keptAt: nil) == [:])
    let other = NotesPlace(
      folder: place.folder.path + "/notes", paths: [try place.write("anything at ale", "b.json")],
      name: "b.json")
    #expect(recording.notes(keptAt: other) == [:])
  }

  @Test func `a file of another content, and another tree of the same file, has other notes`()
    throws
  {
    let place = try Place()
    let path = try place.write("anything at all")
    let first = place.open([path])
    first.loaded()
    first.send(.edit(.note(NodeID(1), text: "one")))
    first.search.close()
    // As many bytes, so that only what they are tells them apart.
    let other = try place.write("anything at ale", "other.json")
    for (paths, tree) in [([other], 0), ([path], 1), ([path, path], 0)] {
      let second = place.open(paths, tree: tree)
      second.loaded()
      second.send(.edit(.note(NodeID(2), text: "two")))
      second.search.close()
      let third = place.open(paths, tree: tree)
      #expect(Self.note(third, on: 2, until: "two") == "two")
      #expect(third.send(request: Self.cursor(1)).detail.note == nil)
      third.search.close()
    }
    #expect(place.files.count == 4)
  }

  @Test func `what two programs write on one file is kept of both`() throws {
    let place = try Place()
    let path = try place.write("shared")
    let (one, two) = (place.open([path]), place.open([path]))
    one.loaded()
    two.loaded()
    one.send(.edit(.note(NodeID(1), text: "first")), .edit(.note(NodeID(2), text: "first")))
    one.search.close()
    two.send(.edit(.note(NodeID(2), text: "second")), .mark(name: "m", node: NodeID(0)))
    two.search.close()
    let last = place.open([path])
    defer { last.search.close() }
    #expect(Self.note(last, on: 1, until: "first") == "first")
    #expect(last.send(request: Self.cursor(2)).detail.note == "second")
    #expect(last.send().summary.marks.map(\.name) == ["m"])
  }

  @Test func `an empty note takes one away, and the last one the file`() throws {
    let place = try Place()
    let path = try place.write("x")
    let first = place.open([path])
    first.loaded()
    first.send(.edit(.note(NodeID(1), text: "one")))
    first.search.close()
    #expect(place.files.count == 1)
    let second = place.open([path])
    #expect(Self.note(second, on: 1, until: "one") == "one")
    second.send(.edit(.note(NodeID(1), text: "")))
    second.search.close()
    #expect(place.files == [])
  }

  @Test func `a note of the file itself stays hidden once it was taken away`() throws {
    let place = try Place()
    let path = try place.write("x")
    let noted =
      Self.text + #"{"type":"edit","by":"user","node":11,"set":{"note":"its own"}}"# + "\n"
    let first = place.open([path], noted)
    #expect(Self.note(first, on: 1, until: "its own") == "its own")
    #expect(first.send(request: Self.cursor(1)).rows.map(\.hasNote) == [false, true, false])
    first.send(.edit(.note(NodeID(1), text: "")))
    first.search.close()
    let second = place.open([path], noted)
    defer { second.search.close() }
    #expect(Self.note(second, on: 1, until: nil) == nil)
    #expect(second.send(request: Self.cursor(1)).rows.map(\.hasNote) == [false, false, false])
  }

  @Test func `lines that mean nothing here are kept and harm nothing`() throws {
    let place = try Place()
    let path = try place.write("x")
    try FileManager.default.createDirectory(
      atPath: place.folder.path + "/notes", withIntermediateDirectories: true)
    let name = "1-\(SHA256.hex(of: Array("x".utf8))).jsonl"
    let strange = [
      "{", "[1,2]", #"{"type":"later","node":11}"#, #"{"type":"edit","node":-1}"#,
      #"{"type":"edit","node":99,"set":{"note":"no such node"}}"#,
      #"{"type":"mark","name":"far","at":1e9}"#, #"{"type":"edit","node":11,"branch":7,"set":{}}"#,
      #"{"type":"edit","node":"11","set":{"note":"told as text"}}"#,
    ]
    _ = try place.write(strange.joined(separator: "\n"), "notes/" + name)
    let first = place.open([path])
    #expect(Self.note(first, on: 1, until: "told as text") == "told as text")
    first.send(.edit(.note(NodeID(2), text: "new")))
    first.search.close()
    let kept = try String(contentsOfFile: place.folder.path + "/notes/" + name, encoding: .utf8)
    let lines = kept.split(separator: "\n").map(String.init)
    for line in strange { #expect(lines.contains(line), "\(line)") }
    #expect(lines.last == #"{"type":"edit","by":"user","node":12,"set":{"note":"new"}}"#)
  }

  @Test func `where notes cannot be kept it is said, and leaving would lose them`() throws {
    let place = try Place()
    let path = try place.write("x")
    // A file stands where the folder would be.
    _ = try place.write("no folder", "notes")
    let harness = place.open([path])
    defer { harness.search.close() }
    harness.loaded()
    harness.search.send(.edit(.note(NodeID(1), text: "one")))
    _ = harness.search.request(Self.cursor(1))
    let slice = harness.wait { $0.summary.notice?.isError == true }
    #expect(slice.summary.notice?.text.contains("notes are not kept") == true)
    #expect(!slice.summary.keepsNotes)
    #expect(slice.detail.note == "one")
  }

  @Test func `a journal that can be saved under its own name keeps its notes itself`() throws {
    let place = try Place()
    let path = try place.write(Self.text, "own.jsonl")
    #expect(NotesPlace.canSave(over: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    #expect(!NotesPlace.canSave(over: path))
    #expect(!NotesPlace.canSave(over: path + "-not-there"))
  }
}
