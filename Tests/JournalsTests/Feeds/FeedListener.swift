import Foundation
import Groundwork
import Journals
import SearchTrees

/// Takes what a feed brings, as the thread of a journal does: only when it is told to.
///
/// The bytes are looked at through `JournalBytes`, like everything else that reads a journal.
final class FeedListener {
  let feed: any JournalFeed
  let bytes: JournalBytes
  private(set) var log: [LogLine] = []
  private let notices = Guarded(0)

  init(_ feed: any JournalFeed, _ bytes: JournalBytes = JournalBytes()) {
    (self.feed, self.bytes) = (feed, bytes)
    let notices = notices
    feed.start { notices.change { $0 += 1 } }
  }

  /// How often there was notices so far that nobody followed.
  var pendingNews: Int { notices.withLock { $0 } }

  /// Follows the notices until a condition holds; false after 20 seconds.
  func take(until condition: (FeedListener) -> Bool) throws -> Bool {
    let end = Date(timeIntervalSinceNow: 20)
    while !condition(self) {
      guard notices.wait(seconds: end.timeIntervalSinceNow, until: { $0 > 0 }) else { return false }
      notices.withLock { $0 = 0 }
      try feed.update(bytes)
      log += feed.takeLog()
    }
    return true
  }

  /// Takes everything to the end of the source.
  func takeAll() throws -> Bool { try take { $0.feed.ending != nil } }

  var text: String {
    bytes.withBytes(0..<bytes.count) { span in
      String(decoding: span.indices.map { span[$0] }, as: UTF8.self)
    }
  }
}
