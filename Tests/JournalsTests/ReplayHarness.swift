import Foundation
import Groundwork
import Journals
import SearchTrees
import Testing

/// A recording on its own thread, with calls that wait for its answers, each of which must say what the
/// source can do.
final class ReplayHarness: Sendable {
  let search: RecordedSearch
  private let wakes: Guarded<Int>

  init(
    _ options: RecordedSearch.Options = RecordedSearch.Options(),
    feed: (any JournalFeed)? = nil, _ text: String = ""
  ) {
    let wakes = Guarded(0)
    self.wakes = wakes
    search = RecordedSearch(
      options, feed: feed, wake: { wakes.change { $0 += 1 } }, open: { JournalBytes(text) })
  }

  /// A request whose answer shows much of the tree.
  static var wide: SliceRequest {
    var request = SliceRequest()
    request.rowCount = 300
    for index in 0..<60 { request.open.insert(NodeID(index)) }
    request.wantsTables = true
    request.wantsState = true
    return request
  }

  /// Gives commands, then asks and waits until the answer's moment is reached.
  @discardableResult
  func send(
    _ commands: SearchCommand..., request: SliceRequest = SliceRequest(),
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> TreeSlice {
    for command in commands { search.send(command) }
    let serial = search.request(request)
    return wait(sourceLocation) {
      $0.serial >= serial && $0.summary.timeline?.target == nil
    }
  }

  /// Asks, and waits until something holds.
  @discardableResult
  func wait(
    _ sourceLocation: SourceLocation = #_sourceLocation, until condition: (TreeSlice) -> Bool
  ) -> TreeSlice {
    let end = Clocks.monotonic + 20
    while Clocks.monotonic < end {
      let seen = wakes.withLock { $0 }
      if let slice = search.latest(), condition(slice) {
        #expect(slice.summary.abilities == search.abilities, sourceLocation: sourceLocation)
        let faults = slice.summary.log.filter { $0.text.hasPrefix(ShadowDifference.beginning) }
        #expect(faults == [], sourceLocation: sourceLocation)
        return slice
      }
      wakes.wait(seconds: max(0, min(0.5, end - Clocks.monotonic))) { $0 != seen }
    }
    Issue.record("no such slice within 20 s", sourceLocation: sourceLocation)
    return search.latest() ?? TreeSlice()
  }

  /// Waits until everything is read.
  @discardableResult
  func loaded(_ sourceLocation: SourceLocation = #_sourceLocation) -> TreeSlice {
    _ = search.request(SliceRequest())
    return wait(sourceLocation) {
      guard let timeline = $0.summary.timeline else { return false }
      return timeline.loaded == nil && timeline.target == nil
    }
  }
}

/// A feed that brings what a test says, when it says it.
final class FakeFeed: JournalFeed {
  let holdsLogText: Bool

  init(holdsLogText: Bool = true) { self.holdsLogText = holdsLogText }

  private struct State {
    var pending: [UInt8] = []
    var log: [LogLine] = []
    var ending: String?
    var taken: String?
    var sent: [String] = []
    var isDeaf = false
    var news: (@Sendable () -> Void)?
  }

  private let state = Guarded(State())

  func start(_ news: @escaping @Sendable () -> Void) { state.change { $0.news = news } }

  func update(_ bytes: JournalBytes) throws(JournalProblem) {
    let pending = state.withLock { state in
      defer {
        state.pending = []
        state.taken = state.ending
      }
      return state.pending
    }
    bytes.append(pending.span)
  }

  func takeLog() -> [LogLine] {
    state.withLock { state in
      defer { state.log = [] }
      return state.log
    }
  }

  var ending: String? { state.withLock { $0.taken } }

  func send(_ line: String) -> Bool {
    state.withLock { state in
      state.sent.append(line)
      return !state.isDeaf
    }
  }

  func close() {}

  /// What the program was told.
  var sent: [String] { state.withLock { $0.sent } }

  /// Brings bytes.
  func bring(_ bytes: some Sequence<UInt8>) {
    let news = state.withLock { state in
      state.pending += bytes
      return state.news
    }
    news?()
  }

  /// Brings a text.
  func bring(_ text: String) { bring(text.utf8) }

  /// Ends.
  func end(_ words: String) {
    let news = state.withLock { state in
      state.ending = words
      return state.news
    }
    news?()
  }
}
