import Foundation
import Groundwork
import Journals
import Testing

@Suite struct JournalBytesTests {
  private func text(_ bytes: JournalBytes, _ range: Range<Int>) -> String {
    bytes.withBytes(range) { JournalReader.text($0) }
  }

  /// Calls `body` with the path of a file that is removed afterwards.
  private func withFile(_ text: String, _ body: (String) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "journal-\(UUID().uuidString)"
    ).path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path)
  }

  @Test func `what comes through a pipe falls into lines`() {
    let bytes = JournalBytes()
    #expect(bytes.count == 0)
    #expect(bytes.endOfLine(from: 0) == nil)
    bytes.append("one\n\ntw".utf8.span)
    #expect(bytes.endOfLine(from: 0) == 3)
    #expect(bytes.endOfLine(from: 4) == 4)
    #expect(bytes.endOfLine(from: 5) == nil)
    bytes.append("o\n".utf8.span)
    #expect(bytes.endOfLine(from: 5) == 8)
    #expect(bytes.endOfLine(from: 9) == nil)
    #expect(text(bytes, 5..<8) == "two")
    #expect(text(bytes, 9..<9) == "")
  }

  @Test func `a megabyte in small pieces stays as it came`() {
    let bytes = JournalBytes()
    for index in 0..<100_000 { bytes.append("line \(index)\n".utf8.span) }
    var start = 0
    var index = 0
    while let end = bytes.endOfLine(from: start) {
      if text(bytes, start..<end) != "line \(index)" { break }
      start = end + 1
      index += 1
    }
    #expect(index == 100_000)
    #expect(start == bytes.count)
  }

  @Test func `a mapped file shows what it has gained after a refresh`() throws {
    try withFile("first\nsec") { path in
      let bytes = try JournalBytes(mapping: path)
      #expect(bytes.count == 9)
      #expect(bytes.endOfLine(from: 0) == 5)
      #expect(bytes.endOfLine(from: 6) == nil)
      let file = try #require(FileHandle(forWritingAtPath: path))
      try file.seekToEnd()
      try file.write(contentsOf: Data("ond\n".utf8))
      try file.close()
      #expect(bytes.count == 9)
      try bytes.refresh()
      #expect(bytes.count == 13)
      #expect(bytes.endOfLine(from: 6) == 12)
      #expect(text(bytes, 6..<12) == "second")
    }
  }

  @Test func `a file may be empty and grow`() throws {
    try withFile("") { path in
      let bytes = try JournalBytes(mapping: path)
      #expect(bytes.count == 0)
      #expect(bytes.endOfLine(from: 0) == nil)
      #expect(text(bytes, 0..<0) == "")
      try Data("x\n".utf8).write(to: URL(fileURLWithPath: path), options: [])
      try bytes.refresh()
      #expect(bytes.endOfLine(from: 0) == 1)
    }
  }

  @Test func `what a shortened file lost is a problem and reads as zeros`() throws {
    let length = 100_000
    try withFile(String(repeating: "x", count: length)) { path in
      let bytes = try JournalBytes(mapping: path)
      #expect(truncate(path, 5) == 0)
      let reason = "the file became shorter: 100,000 bytes before, 5 now"
      #expect(throws: JournalProblem(reason: reason)) { try bytes.refresh() }
      #expect(bytes.count == length)
      #expect(text(bytes, 0..<5) == "xxxxx")
      #expect(text(bytes, length - 3..<length) == "\0\0\0")
    }
  }

  @Test func `what cannot be mapped is named in the words of the system`() throws {
    let folder = FileManager.default.temporaryDirectory.path
    let pipe = folder + "/journal-\(UUID().uuidString)"
    try #require(mkfifo(pipe, 0o600) == 0)
    defer { unlink(pipe) }
    for (path, reason) in [
      ("/no/such/file", "No such file or directory"), (folder, "this is a folder, not a file"),
      (pipe, "this is a pipe; only a regular file can be opened"),
      ("/dev/null", "this is not a regular file"), ("", "No such file or directory"),
    ] {
      #expect(throws: JournalProblem(reason: reason)) { try JournalBytes(mapping: path) }
    }
  }

  @Test func `a place beyond four gigabytes is reached`() throws {
    try withFile("") { path in
      // A file of holes: it takes one block of the disk.
      let start = 5 << 30
      try #require(truncate(path, start) == 0)
      let file = try #require(FileHandle(forWritingAtPath: path))
      try file.seekToEnd()
      try file.write(
        contentsOf: Data(#"{"type":"expand","node":1,"children":[{"id":2,"action":"far"}]}"#.utf8))
      try file.write(contentsOf: Data("\n".utf8))
      try file.close()
      let bytes = try JournalBytes(mapping: path)
      let end = try #require(bytes.endOfLine(from: start))
      var line = JournalLine()
      try bytes.withBytes(start..<end) { span throws(JournalProblem) in
        try JournalReader().read(span, at: start, into: &line)
      }
      let action = line.children[0].action
      #expect(action.offset > start)
      #expect(text(bytes, action.offset..<action.offset + action.length) == "far")
    }
  }
}
