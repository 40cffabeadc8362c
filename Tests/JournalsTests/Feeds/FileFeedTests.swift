import Foundation
import Journals
import Testing

@Suite final class FileFeedTests {
  private let folder: URL
  private var path: String { folder.appendingPathComponent("search.jsonl").path }

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("treetop-feeds-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func append(_ text: String) throws {
    if !FileManager.default.fileExists(atPath: path) {
      #expect(FileManager.default.createFile(atPath: path, contents: nil))
    }
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  private func listen() throws -> FeedListener {
    let feed = try FileFeed(path: path)
    return FeedListener(feed, try feed.makeBytes())
  }

  @Test func `a file that is not there yet is waited for`() throws {
    let listener = try listen()
    #expect(try listener.take { $0.bytes.count == 0 })
    try append("first\n")
    #expect(try listener.take { $0.text == "first\n" })
    try append("second\n")
    #expect(try listener.take { $0.text == "first\nsecond\n" })
    #expect(listener.feed.ending == nil)
  }

  @Test func `a file that is there is taken at once, and what is added to it`() throws {
    try append("first\n")
    let listener = try listen()
    #expect(try listener.take { $0.text == "first\n" })
    try append("second\n")
    #expect(try listener.take { $0.text == "first\nsecond\n" })
  }

  @Test func `a file that is removed is the end`() throws {
    try append("")
    let listener = try listen()
    try append("first\n")
    #expect(try listener.take { $0.text == "first\n" })
    try FileManager.default.removeItem(atPath: path)
    #expect(try listener.takeAll())
    #expect(listener.feed.ending == "the file was removed")
    #expect(listener.text == "first\n")
  }

  @Test func `a file that is replaced is the end`() throws {
    try append("")
    let listener = try listen()
    try append("first\n")
    #expect(try listener.take { $0.text == "first\n" })
    let other = folder.appendingPathComponent("other").path
    try Data("different\n".utf8).write(to: URL(fileURLWithPath: other))
    #expect(rename(other, path) == 0)
    #expect(try listener.takeAll())
    #expect(listener.feed.ending == "the file was replaced by another one")
  }

  @Test func `a file that becomes shorter is a problem that says so`() throws {
    try append("")
    let listener = try listen()
    try append("first\n")
    #expect(try listener.take { $0.text == "first\n" })
    #expect(truncate(path, 2) == 0)
    let problem = #expect(throws: JournalProblem.self) {
      try listener.take { _ in false }
    }
    #expect(problem?.reason == "\(path) became shorter: it has 2 bytes, 6 were read")
  }

  @Test func `a file that is written anew between two looks is not gone on with`() throws {
    try append("")
    let listener = try listen()
    try append("first\n")
    #expect(try listener.take { $0.text == "first\n" })
    let other = Data("another and longer\n".utf8)
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    // The size never goes down: nothing but the bytes tells.
    try file.write(contentsOf: other)
    try file.close()
    let problem = #expect(throws: JournalProblem.self) {
      try listener.take { _ in false }
    }
    #expect(problem?.reason.contains("was written anew") == true)
    #expect(listener.text == "first\n")
  }

  @Test func `a folder is no file`() throws {
    let problem = #expect(throws: JournalProblem.self) { try FileFeed(path: self.folder.path) }
    #expect(problem?.reason.contains("is not a file") == true)
  }
}
