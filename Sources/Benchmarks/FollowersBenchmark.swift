import Foundation
import Simulation

/// Files that get a line every now and then, each followed, under load: all lines are seen, or it fails.
struct FollowersBenchmark {
  private let count: Int
  private let seconds: Double
  private let load: Int

  init(_ arguments: inout Arguments) throws {
    count = try arguments.number("followers", default: 16)
    seconds = try arguments.number("seconds", default: 60)
    load = try arguments.number("load", default: ProcessInfo.processInfo.activeProcessorCount)
    try arguments.finish()
  }

  func run() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("treetop-followers-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let outcomes = try Followers(count, seconds: seconds, paces: 0.3...1.1, load: load)
      .run(in: folder.path)
    for outcome in outcomes {
      var line = Line()
      line.add("pace", outcome.pace, places: 2)
      line.add("written", outcome.written)
      line.add("seen", outcome.seen)
      line.print()
    }
    let late = outcomes.count { $0.seen != $0.written }
    if late > 0 {
      throw Arguments.Mistake(reason: "\(late) of \(count) followers do not show the last line")
    }
  }
}
