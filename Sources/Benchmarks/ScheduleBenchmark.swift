import Foundation
import Groundwork
import Simulation

/// Runs schedules of the whole program, each from a seed of its own, and stops at the first that fails.
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
    for kind in kinds { try run(kind, folder.path) }
  }

  private func run(_ kind: Schedule.Kind, _ folder: String) throws {
    var next = seed
    var turns = 0
    let start = Clocks.monotonic
    let end = start + seconds / Double(kinds.count)
    while Clocks.monotonic < end {
      turns += try Schedule(kind, seed: next, folder: folder).run()
      next += 1
    }
    let took = Clocks.monotonic - start
    var line = Line()
    line.add("kind", kind.rawValue)
    line.add("first_seed", Int(clamping: seed))
    line.add("schedules", Int(clamping: next - seed))
    line.add("turns", turns)
    line.add("schedules_s", Double(next - seed) / took, places: 0)
    line.print()
  }
}
