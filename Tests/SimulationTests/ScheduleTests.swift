import Foundation
import Simulation
import Testing

/// The whole program in one thread, in orders that seeds choose: what no test of one part can find.
@Suite final class ScheduleTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("treetop-schedules-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  @Test(arguments: Schedule.Kind.allCases)
  func `what was written is seen, and what was seen was written, in whatever order things happen`(
    kind: Schedule.Kind
  ) throws {
    for seed in 1...UInt64(60) { try Schedule(kind, seed: seed, folder: folder.path).run() }
  }

  @Test func `a seed stands for the whole of what happens`() throws {
    for kind in Schedule.Kind.allCases {
      let turns = try (1...3).map { _ in
        try Schedule(kind, seed: 7, folder: folder.path).run()
      }
      #expect(Set(turns).count == 1)
    }
  }

  @Test func `whoever follows a file that grows slowly sees its last line`() throws {
    let outcomes = try Followers(16, seconds: 3, paces: 0.1...0.9, load: 2).run(in: folder.path)
    #expect(outcomes.count == 16)
    for outcome in outcomes { #expect(outcome.seen == outcome.written && outcome.seen > 1) }
  }
}
