import Foundation
import Glibc
import Groundwork

/// Opens journals made and damaged at random with the program itself, `open --json` and `--batch`, and
/// compares what it prints with what ``NaiveFold`` makes of the lines that it did not name as refused.
///
/// A finding is a trap, a hang, output that is no JSON, a line that should have been refused and was
/// not named, one that was named and is sound, and every number that is another.
struct OpenFuzzer {
  private let seconds: Double
  private let most: Int
  private let seed: UInt64
  private let program: String
  private let folder: String
  private var random: RandomSource
  private var damage: JournalDamage
  private var lines = 0
  private var refused = 0

  init(_ arguments: inout Arguments) throws {
    seconds = try arguments.number("seconds", default: 10)
    most = try arguments.number("cases", default: Int.max)
    seed = try arguments.number("seed", default: 1)
    let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("treetop").path
    program = try arguments.text("program", default: beside)
    try arguments.finish()
    guard FileManager.default.isExecutableFile(atPath: program) else {
      throw Arguments.Mistake(reason: "\(program) is not there; --program PATH names the program")
    }
    random = RandomSource(seed: seed)
    damage = JournalDamage(seed: seed)
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("treetop-open-\(UUID().uuidString)").path
  }

  /// Goes on until the time is up or so many cases are done, and stops at the first finding.
  mutating func run() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var cases = 0
    let start = Clocks.monotonic
    while cases < most, Clocks.monotonic - start < seconds {
      let own = UInt64(random.next())
      if let finding = try random.below(4) == 0 ? damaged(own) : made(own) {
        throw Arguments.Mistake(
          reason: "seed \(seed), case \(cases): \(finding); see \(path)")
      }
      cases += 1
    }
    try? FileManager.default.removeItem(atPath: folder)
    var result = Line()
    result.add("seed", Int(clamping: seed))
    result.add("cases", cases)
    result.add("lines", lines)
    result.add("refused", refused)
    result.add("cases_s", Double(cases) / (Clocks.monotonic - start), places: 1)
    result.print()
  }

  private var path: String { folder + "/case.jsonl" }

  // MARK: - One case

  /// A journal of which every line is known: every number is compared.
  private mutating func made(_ own: UInt64) throws -> String? {
    let journal = RandomJournal(seed: own)
    try Data(journal.text.utf8).write(to: URL(fileURLWithPath: path))
    let last = 1 + Int(random.below(UInt32(journal.events.count + 1)))
    let isWhole = random.below(2) == 0
    let run = try open("--json", at: isWhole ? nil : last)
    if let fault = run.fault { return fault }
    guard let object = run.object else { return "exit code \(run.status): \(run.error)" }
    let named = named(in: run.error)
    lines += journal.events.count
    refused += named.count
    let shown = isWhole ? journal.events.count : last - 1
    var fold = NaiveFold(root: journal.root, columns: journal.columns)
    for (index, event) in journal.events.prefix(shown).enumerated() {
      let fault = fold.fault(of: event)
      let isNamed = named.contains(index + 2)
      if let fault, !isNamed { return "line \(index + 2) is not refused: \(fault)" }
      if isNamed, fault == nil { return "line \(index + 2) is sound, and is refused" }
      if fault == nil { fold.apply(event) }
    }
    return difference(object, fold, journal.root) ?? batch(at: isWhole ? nil : last)
  }

  /// A journal with damaged bytes: it is read to its end, and what is printed is JSON.
  private mutating func damaged(_ own: UInt64) throws -> String? {
    var text = Array(RandomJournal(seed: own).text.utf8)
    for _ in 0...random.below(5) { damage.lines(of: &text) }
    try Data(text).write(to: URL(fileURLWithPath: path))
    let run = try open("--json", at: nil)
    if let fault = run.fault { return fault }
    if [0, 3].contains(run.status), run.object == nil { return "what is printed is no JSON" }
    return try open("--batch", at: nil).fault
  }

  private func batch(at event: Int?) -> String? {
    do {
      let run = try open("--batch", at: event)
      return run.fault ?? (run.output.isEmpty ? "--batch prints nothing" : nil)
    } catch {
      return "\(error)"
    }
  }

  /// The lines that the program names on standard error: `treetop: FILE:LINE:COLUMN: REASON`.
  private func named(in error: String) -> Set<Int> {
    var lines: Set<Int> = []
    for line in error.split(separator: "\n") {
      guard let place = line.range(of: path + ":") else { continue }
      if let number = Int(line[place.upperBound...].prefix { $0.isNumber }) { lines.insert(number) }
    }
    return lines
  }

  // MARK: - Comparing

  private func difference(
    _ object: [String: Any], _ fold: NaiveFold, _ root: UInt64
  ) -> String? {
    if number(object["nodes"]) != Double(fold.nodes.count) {
      return "\(object["nodes"] ?? "no") nodes, not \(fold.nodes.count)"
    }
    if fold.iteration > 0, number(object["iterations"]) != Double(fold.iteration) {
      return "\(object["iterations"] ?? "no") iterations, not \(fold.iteration)"
    }
    let ids = fold.nodes[root]?.children ?? []
    let children = object["children"] as? [[String: Any]] ?? []
    guard children.count == ids.count else { return "\(children.count) children" }
    let byAction = Dictionary(children.map { ($0["action"] as? String ?? "", $0) }) { $1 }
    for id in ids {
      guard let node = fold.nodes[id], let child = byAction[node.action] else {
        return "no child \(id)"
      }
      let visits = number(child["visits"])
      // What nobody counted is not known; a node that no line was about was not visited.
      let isSame = fold.visits(of: id).map { visits == $0 } ?? (visits == nil || visits == 0)
      if !isSame { return "node \(id): visits \(visits as Any), not \(fold.visits(of: id) as Any)" }
      if !agrees(number(child["value"]), fold.value(of: id)) {
        return "node \(id): value \(child["value"] as Any), not \(fold.value(of: id) as Any)"
      }
      let prior = number(child["prior"])
      if let said = node.prior, prior != said { return "node \(id): prior \(prior as Any)" }
      if node.prior == nil, let prior { return "node \(id): an invented prior \(prior)" }
    }
    guard let answer = object["answer"] as? [String: Any] else { return "no answer" }
    if let said = fold.answer, answer["actions"] as? [String] != said {
      return "answer \(answer["actions"] as Any), not \(said)"
    }
    return nil
  }

  private func number(_ value: Any?) -> Double? { (value as? NSNumber)?.doubleValue }

  /// A mean may have been kept as a sum: what is lost is the last bit.
  private func agrees(_ found: Double?, _ said: Double?) -> Bool {
    guard let found, let said else { return (found == nil) == (said == nil) }
    return abs(found - said) <= 1e-12 * max(abs(said), 1e-300)
  }

  // MARK: - The program

  private struct Run {
    var status: Int32
    var output: Data
    var error: String
    /// A trap or a hang.
    var fault: String?

    var object: [String: Any]? {
      (try? JSONSerialization.jsonObject(with: output)) as? [String: Any]
    }
  }

  private func open(_ format: String, at event: Int?) throws -> Run {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["open", path, format] + (event.map { ["--at", "\($0)"] } ?? [])
    var environment = ProcessInfo.processInfo.environment
    // A trap shall end it at once.
    environment["SWIFT_BACKTRACE"] = "enable=no"
    process.environment = environment
    let output = Pipe()
    let complaints = folder + "/error"
    _ = FileManager.default.createFile(atPath: complaints, contents: nil)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle(forWritingAtPath: complaints)
    let ended = Guarded(false)
    let hangs = Guarded(false)
    try process.run()
    let id = process.processIdentifier
    let watch = DedicatedThread(stackSize: 128 << 10) {
      if !ended.wait(seconds: 60, until: { $0 }) {
        hangs.change { $0 = true }
        kill(id, SIGKILL)
      }
    }
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    ended.change { $0 = true }
    watch.join()
    let error = (try? String(contentsOfFile: complaints, encoding: .utf8)) ?? ""
    var run = Run(status: process.terminationStatus, output: text, error: error)
    if hangs.withLock({ $0 }) {
      run.fault = "\(format) hangs"
    } else if process.terminationReason == .uncaughtSignal {
      run.fault = "\(format) is killed by signal \(run.status): \(error.prefix(300))"
    }
    return run
  }
}
