import Foundation
import Groundwork
import Journals
import SearchTrees

/// How fast a journal comes in through a pipe while a large screen is asked for 30 times a second.
struct FollowBenchmark {
  private let file: String
  private let rounds: Int

  init(_ arguments: inout Arguments) throws {
    file = try arguments.text("file", default: "")
    rounds = try arguments.number("rounds", default: 3)
    try arguments.finish()
  }

  func run() throws {
    for _ in 0..<rounds { try follow() }
  }

  private func follow() throws {
    let pipe = Pipe()
    let feed = try PipeFeed(descriptor: pipe.fileHandleForReading.fileDescriptor)
    let data = try Data(contentsOf: URL(fileURLWithPath: file), options: .alwaysMapped)
    let writer = pipe.fileHandleForWriting
    let arrived = Guarded(0)
    var options = RecordedSearch.Options()
    options.origin = .followed
    var request = SliceRequest()
    request.rowCount = 58
    request.wantsTables = true
    request.wantsHistory = true
    request.followsBestLine = true
    let (timeline, measured) = Measurement.of {
      let search = RecordedSearch(options, feed: feed, wake: { arrived.change { $0 += 1 } }) {
        JournalBytes()
      }
      let thread = DedicatedThread {
        try? writer.write(contentsOf: data)
        try? writer.close()
      }
      var timeline = Timeline()
      while timeline.ending == nil || !timeline.isAtEnd {
        _ = search.request(request)
        arrived.wait(seconds: 1 / 30.0) { _ in false }
        timeline = search.latest()?.summary.timeline ?? timeline
      }
      thread.join()
      search.close()
      return timeline
    }
    var line = Line()
    line.add("bytes", data.count)
    line.add("events", timeline.eventCount)
    line.add("problems", timeline.problemCount)
    line.add("seconds", measured.seconds, places: 3)
    line.add("cpu", measured.work, places: 3)
    line.add("events_s", Double(timeline.eventCount) / measured.seconds, places: 0)
    line.add("MB_s", Double(data.count) / measured.seconds / 1e6, places: 0)
    line.add("slices", arrived.withLock { $0 })
    line.print()
  }
}
