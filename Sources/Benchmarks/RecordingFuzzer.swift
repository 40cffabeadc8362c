import Foundation
import Groundwork
import Journals
import Presets
import SearchTrees
import TreeSearch

/// Opens recordings that were damaged at random, looks at random moments of them both ways, and
/// compares each tree with the one that a fold from the first event gives.
struct RecordingFuzzer {
  private let seconds: Double
  private let seed: UInt64
  private var random: RandomSource
  private var damage: JournalDamage
  private var problems = 0
  private var moments = 0

  init(_ arguments: inout Arguments) throws {
    seconds = try arguments.number("seconds", default: 10)
    seed = try arguments.number("seed", default: 1)
    try arguments.finish()
    random = RandomSource(seed: seed)
    damage = JournalDamage(seed: seed)
  }

  /// Goes on until the time is up, and stops at the first disagreement.
  mutating func run() throws {
    let sources = try SampleRecordings().all
    var cases = 0
    let start = Clocks.monotonic
    while Clocks.monotonic - start < seconds {
      var text = sources[below(sources.count)]
      for _ in 0..<below(6) { damage.lines(of: &text) }
      if let reason = try disagreement(about: text) {
        let path = FileManager.default.temporaryDirectory.path + "/treetop-fuzz-\(seed).jsonl"
        try Data(text).write(to: URL(fileURLWithPath: path))
        throw Arguments.Mistake(reason: "seed \(seed), case \(cases): \(reason); see \(path)")
      }
      cases += 1
    }
    var result = Line()
    result.add("seed", Int(clamping: seed))
    result.add("cases", cases)
    result.add("moments", moments)
    result.add("problems", problems)
    result.add("cases_s", Double(cases) / (Clocks.monotonic - start), places: 0)
    result.print()
  }

  private mutating func below(_ bound: Int) -> Int { Int(random.below(UInt32(bound))) }

  /// Opens a recording; what its first line claims to be is believed.
  private func open(_ text: [UInt8]) -> Recording {
    let bytes = JournalBytes()
    bytes.append(text.span)
    let recording = Recording(bytes)
    recording.makeInterpreter = { SampleRecordings.session(for: $0) }
    return recording
  }

  private mutating func disagreement(about text: [UInt8]) throws -> String? {
    let recording = open(text)
    recording.readWhole()
    problems += recording.problemCount
    guard recording.eventCount > 0 else { return nil }
    for _ in 0..<4 {
      let event = 1 + below(recording.eventCount)
      recording.show(event: event)
      let shown = recording.withTree { tree, moment in look(at: &tree, moment, recording) }
      if let broken = shown.broken { return "event \(event): \(broken)" }
      let report = recording.report
      let fresh = open(text)
      fresh.readWhole()
      fresh.show(event: 1)
      fresh.show(event: event)
      if fresh.report.fingerprint != report.fingerprint { return "event \(event): another tree" }
      moments += 1
    }
    return nil
  }

  /// Asks the rules of the search, if they are known, for everything that a screen shows.
  private mutating func look(
    at tree: inout SearchTree, _ moment: RecordedMoment, _ recording: Recording
  ) -> (broken: String?, nodes: Int) {
    let count = tree.count
    if let interpreter = recording.interpreter {
      var request = SliceRequest()
      request.wantsTables = true
      request.wantsState = true
      request.rowCount = 40
      request.open = Set((0..<30).map { _ in NodeID(below(count)) })
      request.cursor = .node(NodeID(below(count)))
      var slice = TreeSlice()
      interpreter.fill(&slice, for: request, from: &tree, at: moment)
      _ = (interpreter as? any SearchSession)?.report(.mostVisits, from: &tree, at: moment)
    }
    // What a file may say of itself is not checked: visits that do not add up, children of an end.
    let broken = tree.brokenInvariants(
      edge: recording.header?.edge ?? .prior
    ).first {
      !$0.contains("visits, itself") && !$0.contains("is terminal but")
    }
    return (tree.count == count ? broken : "looking changed the tree", count)
  }
}
