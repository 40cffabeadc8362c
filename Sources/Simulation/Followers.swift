import Foundation
import Groundwork
import Journals
import SearchTrees

/// Files that are written slowly, each followed by somebody, while the machine has other things to do:
/// in real time and on real threads, unlike a ``Schedule``.
public struct Followers {
  /// How one of them ended.
  public struct Outcome: Hashable, Sendable {
    /// Seconds between two lines of its file.
    public var pace: Double
    /// The lines of its file.
    public var written: Int
    /// The events that it showed in the end.
    public var seen: Int
  }

  private let count: Int
  private let seconds: Double
  private let paces: ClosedRange<Double>
  private let load: Int

  /// Prepares `count` followers of files that get a line at paces evenly spread over `paces`, in seconds,
  /// for so many seconds, while `load` threads do nothing but compute.
  public init(_ count: Int, seconds: Double, paces: ClosedRange<Double>, load: Int) {
    self.count = count
    self.seconds = seconds
    self.paces = paces
    self.load = load
  }

  /// Writes and follows; returns what each follower showed when a last line had five seconds to come.
  ///
  /// - Throws: what the file system said where a file could not be written.
  public func run(in folder: String) throws -> [Outcome] {
    let isOver = Guarded(false)
    let busy = (0..<load).map { _ in
      DedicatedThread {
        var number = 1.0
        while !isOver.withLock({ $0 }) {
          for _ in 0..<10_000 { number = (number + 1).squareRoot() }
        }
        precondition(number > 0)
      }
    }
    defer {
      isOver.withLock { $0 = true }
      for thread in busy { thread.join() }
    }
    var followed: [Followed] = []
    for place in 0..<count {
      let share = Double(place) / Double(max(1, count - 1))
      let pace = paces.lowerBound + share * (paces.upperBound - paces.lowerBound)
      let path = folder + "/search-\(place).jsonl"
      followed.append(
        try Followed(path, pace: pace, begin: Double(place % 4) * pace / 3, seconds: seconds))
    }
    defer { for one in followed { one.close() } }
    return followed.map { $0.outcome() }
  }
}

/// One file, who writes it and who follows it.
private final class Followed {
  private let pace: Double
  private let written: Guarded<Int>
  private let writer: DedicatedThread
  private let search: RecordedSearch
  private let slices = Guarded(0)

  init(_ path: String, pace: Double, begin: Double, seconds: Double) throws {
    self.pace = pace
    let written = Guarded(0)
    self.written = written
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else {
      throw JournalProblem(reason: "\(path) cannot be written")
    }
    try Self.append(0, to: file)
    written.withLock { $0 = 1 }
    let output = Guarded(file)
    writer = DedicatedThread {
      let start = Clocks.monotonic
      Self.sleep(begin)
      while Clocks.monotonic - start < seconds {
        Self.sleep(pace)
        let number = written.withLock { $0 }
        guard output.withLock({ (try? Self.append(number, to: $0)) != nil }) else { return }
        written.withLock { $0 = number + 1 }
      }
    }
    let feed = try FileFeed(path: path)
    var options = RecordedSearch.Options()
    options.origin = .followed
    let slices = slices
    search = RecordedSearch(
      options, feed: feed, wake: { slices.change { $0 += 1 } },
      open: { () throws(JournalProblem) in try feed.makeBytes() })
    _ = search.request(SliceRequest())
  }

  private static func sleep(_ seconds: Double) { usleep(UInt32(seconds * 1e6)) }

  private static func append(_ number: Int, to file: FileHandle) throws {
    let line =
      number == 0
      ? #"{"type":"search","version":1,"engine":"slow","root":{"id":0},"statistics":["visits"]}"#
      : #"{"type":"stats","stats":[[0,\#(number)]]}"#
    try file.write(contentsOf: Data((line + "\n").utf8))
  }

  /// What was written and seen in the end; nobody asks for a slice again before that.
  func outcome() -> Followers.Outcome {
    writer.join()
    let lines = written.withLock { $0 }
    let end = Clocks.monotonic + 5
    var seen = 0
    repeat {
      let known = slices.withLock { $0 }
      seen = search.latest()?.summary.timeline?.eventCount ?? 0
      if seen < lines { slices.wait(seconds: 0.5) { $0 != known } }
    } while seen < lines && Clocks.monotonic < end
    return Followers.Outcome(pace: pace, written: lines, seen: seen)
  }

  func close() { search.close() }
}
