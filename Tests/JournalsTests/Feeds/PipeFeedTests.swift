import Foundation
import Journals
import Testing

@Suite struct PipeFeedTests {
  private let pipe = Pipe()
  private var writing: FileHandle { pipe.fileHandleForWriting }

  private func listen() throws -> FeedListener {
    try FeedListener(PipeFeed(descriptor: pipe.fileHandleForReading.fileDescriptor))
  }

  @Test func `what is written arrives, and the end after it`() throws {
    let listener = try listen()
    try writing.write(contentsOf: Data("one\n".utf8))
    #expect(try listener.take { $0.bytes.count == 4 })
    #expect(listener.feed.ending == nil)
    try writing.write(contentsOf: Data("two".utf8))
    try writing.close()
    #expect(try listener.takeAll())
    #expect(listener.text == "one\ntwo")
    #expect(listener.feed.ending == "the pipe was closed")
    #expect(!listener.feed.send("nobody hears this"))
  }

  @Test func `a listener that does not look is notified once`() throws {
    let listener = try listen()
    for _ in 0..<20 {
      try writing.write(contentsOf: Data("more\n".utf8))
      usleep(2_000)
    }
    #expect(listener.pendingNews == 1)
    #expect(try listener.take { $0.bytes.count == 100 })
  }

  @Test func `a writer waits while nobody takes what it wrote`() throws {
    let listener = try listen()
    let descriptor = writing.fileDescriptor
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    let block = [UInt8](repeating: 0x61, count: 1 << 20)
    var written = 0
    func push() {
      let count = write(descriptor, block, block.count)
      if count > 0 { written += count } else { usleep(2_000) }
    }
    let end = Date(timeIntervalSinceNow: 60)
    while written < 64 << 20, Date() < end { push() }
    // What is full stays full for a while.
    for _ in 0..<100 { push() }
    #expect(written >= 64 << 20)
    #expect(written <= 66 << 20)
    #expect(try listener.take { $0.bytes.count == written })
    try writing.close()
    #expect(try listener.takeAll())
    #expect(listener.bytes.count == written)
  }

  @Test func `a feed that is let go of reads no more`() throws {
    let listener = try listen()
    listener.feed.close()
    listener.feed.close()
    try writing.write(contentsOf: Data("late\n".utf8))
    var byte: UInt8 = 0
    #expect(read(pipe.fileHandleForReading.fileDescriptor, &byte, 1) == 1)
    #expect(byte == UInt8(ascii: "l"))
  }
}
