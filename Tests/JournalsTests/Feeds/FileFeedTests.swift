import Foundation
import Groundwork
import Journals
import SearchTrees
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

  @Test func `a writer that is slow, quick or in bursts is followed to its last line`() throws {
    try append("0\n")
    let listener = try listen()
    #expect(try listener.take { $0.text == "0\n" })
    var text = "0\n"
    // Longer than the watch waits for anything, so that there are looks that find nothing new.
    for number in 1...3 {
      usleep(1_100_000)
      try append("slow \(number)\n")
      text += "slow \(number)\n"
      #expect(try listener.take { $0.text == text })
    }
    var random = RandomSource(seed: 3)
    for number in 1...3_000 {
      try append("\(number)\n")
      text += "\(number)\n"
      if random.below(20) == 0 { usleep(random.below(8) * 4_000) }
      if random.below(300) == 0 { #expect(try listener.take { $0.text == text }) }
    }
    #expect(try listener.take { $0.text == text })
  }

  @Test func `a file that is begun again is no longer the same, however long it is by now`() throws
  {
    for isMapped in [false, true] {
      try? FileManager.default.removeItem(atPath: path)
      try append(isMapped ? "first line\nsecond line\n" : "")
      let listener = try listen()
      if !isMapped { try append("first line\nsecond line\n") }
      #expect(try listener.take { $0.text == "first line\nsecond line\n" })
      let file = try #require(FileHandle(forWritingAtPath: path))
      try file.write(contentsOf: Data("first line\nanother 2nd line, and one more\n".utf8))
      try file.close()
      let problem = #expect(throws: JournalProblem.self) { try listener.take { _ in false } }
      #expect(problem?.reason.contains("was written anew") == true)
      #expect(listener.feed.ending == problem?.reason)
    }
  }

  @Test func `the end is told only when everything before it has been read`() throws {
    try append("first\n")
    let feed = try FileFeed(path: path)
    let bytes = try feed.makeBytes()
    let news = Guarded(0)
    var watcher = feed.makeWatcher { news.withLock { $0 += 1 } }
    func look() { while watcher.turn() == .goOn {} }
    look()
    try feed.update(bytes)
    try append("second\n")
    try FileManager.default.removeItem(atPath: path)
    look()
    #expect(news.withLock { $0 } == 2)
    #expect(feed.ending == nil, "the second line is not read yet")
    try feed.update(bytes)
    #expect(bytes.count == 13 && feed.ending == "the file was removed")
  }
}
