import Environments
import Foundation
import Groundwork
import Journals
import Presets
import SearchTrees
import TreeSearch

/// What recording costs: the same search recorded to a file and not, and the bytes that it writes.
struct RecordBenchmark {
  private let problem: String
  private let iterations: Int
  private let pairs: Int
  private let file: String

  init(_ arguments: inout Arguments) throws {
    problem = try arguments.text("problem", default: "blocksworld:blocks=5,steps=8,seed=1")
    iterations = try arguments.number("iterations", default: 10_000)
    pairs = try arguments.number("pairs", default: 7)
    file = try arguments.text("file", default: "/dev/null")
    try arguments.finish()
  }

  func run() throws {
    var plan = SearchPlan(try Problem.named(problem))
    plan.seed = 7
    var alone: [Double] = []
    var recorded: [Double] = []
    for _ in 0..<pairs {
      let session = plan.makeSession(undoBytes: 0)
      alone.append(Measurement.of { session.run(iterations) }.1.work)
      recorded.append(try record(plan).work)
    }
    let cost = (Measurement.median(recorded) - Measurement.median(alone)) / Double(iterations)
    var line = Line()
    line.add("iterations", iterations)
    line.add("alone_us", Measurement.median(alone) / Double(iterations) * 1e6, places: 3)
    line.add("recorded_us", Measurement.median(recorded) / Double(iterations) * 1e6, places: 3)
    line.add("cost_us", cost * 1e6, places: 3)
    line.add("percent_at_10000_s", cost * 10_000 * 100, places: 2)
    if file != "/dev/null" {
      let text = try String(contentsOfFile: file, encoding: .utf8)
      let lines = text.utf8.split(separator: UInt8(ascii: "\n"))
      let mark = Array(#"{"type":"backup""#.utf8)
      let backups = lines.filter { $0.starts(with: mark) }
      let size = backups.reduce(0) { $0 + $1.count + 1 }
      line.add("backup_bytes", Double(size) / Double(max(1, backups.count)), places: 1)
      line.add("iteration_bytes", Double(text.utf8.count) / Double(iterations), places: 1)
    }
    line.print()
  }

  private func record(_ plan: SearchPlan) throws -> Measurement {
    if file != "/dev/null" { try? FileManager.default.removeItem(atPath: file) }
    var header = JournalHeader()
    header.problem = plan.recordedProblem
    header.algorithm = plan.preset.name
    header.seed = plan.seed
    header.statistics = ["visits", "sum"]
    let recorder = JournalRecorder(try JournalFile(creating: file), header: header)
    let session = plan.makeSession(undoBytes: 0)
    let measured = Measurement.of { session.run(iterations, recordedBy: recorder) }.1
    recorder.finish()
    return measured
  }
}
