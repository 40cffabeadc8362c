import Foundation
import Groundwork
import Simulation

/// Runs schedules of the whole program, each in one thread and from a seed of its own, and stops at the
/// first that fails.
struct ScheduleBenchmark {
  private let seconds: Double
  private let seed: UInt64
  private let kinds: [Schedule.Kind]

  init(_ arguments: inout Arguments) throws {
    seconds = try arguments.number("seconds", default: 10)
    seed = try arguments.number("seed", default: 1)
    let name = try arguments.text("kind", default: "all")
    guard let kind = Schedule.Kind(rawValue: name) else {
      guard name == "all" else {
        let names = Schedule.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        throw Arguments.Mistake(reason: "--kind \(name): accepted are all, \(names)")
      }
      kinds = Schedule.Kind.allCases
      try arguments.finish()
      return
    }
    kinds = [kind]
    try arguments.finish()
  }

  func run() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("treetop-schedules-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for kind in kinds { try run(kind, folder) }
  }

  /// Runs schedules of one kind on every processor, each from a seed of its own and in a folder of its own.
  private func run(_ kind: Schedule.Kind, _ folder: URL) throws {
    let state = Guarded(State(next: seed))
    let start = Clocks.monotonic
    let end = start + seconds / Double(kinds.count)
    let threads = try (0..<ProcessInfo.processInfo.activeProcessorCount).map { number in
      let own = folder.appendingPathComponent("\(kind.rawValue)-\(number)")
      try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
      return DedicatedThread {
        while Clocks.monotonic < end, let seed = state.withLock({ $0.take() }) {
          do throws(Schedule.Failure) {
            let turns = try Schedule(kind, seed: seed, folder: own.path).run()
            state.withLock { $0.turns += turns }
          } catch {
            state.withLock { $0.failure = $0.failure ?? error }
          }
        }
      }
    }
    for thread in threads { thread.join() }
    let (next, turns, failure) = state.withLock { ($0.next, $0.turns, $0.failure) }
    if let failure { throw failure }
    let took = Clocks.monotonic - start
    var line = Line()
    line.add("kind", kind.rawValue)
    line.add("first_seed", Int(clamping: seed))
    line.add("schedules", Int(clamping: next - seed))
    line.add("turns", turns)
    line.add("threads", threads.count)
    line.add("schedules_s", Double(next - seed) / took, places: 0)
    line.print()
  }

  /// What the threads share.
  private struct State {
    var next: UInt64
    var turns = 0
    var failure: Schedule.Failure?

    /// Returns the next seed; nil once a schedule failed.
    mutating func take() -> UInt64? {
      guard failure == nil else { return nil }
      defer { next += 1 }
      return next
    }
  }
}
