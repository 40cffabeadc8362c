import Foundation
import Glibc
import Groundwork
import Importers

/// Reads damaged copies of other programs' files: with bytes that are others, with lines that are not there,
/// and cut at every hundredth byte.
///
/// A finding is a trap, a case that takes a minute, and an error that says nothing, or nothing of where.
struct ForeignFuzzer {
  private let seconds: Double
  private let seed: UInt64
  private let folder: String
  private var random: RandomSource
  private var files: [(name: String, bytes: [UInt8])] = []
  private var cuts: [(file: Int, size: Int)] = []
  private var counts: [String: Int] = [:]

  init(_ arguments: inout Arguments) throws {
    seconds = try arguments.number("seconds", default: 10)
    seed = try arguments.number("seed", default: 1)
    folder = try arguments.text("foreign", default: "Tests/ImportersTests/Files")
    try arguments.finish()
    random = RandomSource(seed: seed)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    where !name.hasPrefix("EXPECTED") {
      let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
      files.append((name, Array(data)))
      for size in stride(from: 0, to: data.count, by: 100) { cuts.append((files.count - 1, size)) }
    }
    guard !files.isEmpty else { throw Arguments.Mistake(reason: "\(folder): no files") }
  }

  /// Goes on until the time is up, and stops at the first finding: all cuts first, in an order that the seed
  /// gives, then bytes and lines.
  mutating func run() throws {
    for place in cuts.indices.reversed().dropLast() { cuts.swapAt(place, below(place + 1)) }
    let current = Guarded((count: 0, name: ""))
    let watch = Guarded(false)
    let copy = URL(fileURLWithPath: NSTemporaryDirectory())
      .appendingPathComponent("treetop-fuzz-\(getpid())")
    let watcher = DedicatedThread(stackSize: 128 << 10) {
      var last = -1
      while !watch.wait(seconds: 60, until: { $0 }) {
        let now = current.withLock { $0 }
        if now.count == last {
          print("a minute and more: \(now.name); see \(copy.path)")
          exit(1)
        }
        last = now.count
      }
    }
    defer {
      watch.change { $0 = true }
      watcher.join()
    }
    var cases = 0
    let start = Clocks.monotonic
    while Clocks.monotonic - start < seconds {
      let (name, bytes) = next(cases)
      current.withLock { $0 = (cases, name) }
      // What ends the program is there to be looked at.
      try Data(bytes).write(to: copy)
      if let finding = read(bytes) {
        throw Arguments.Mistake(
          reason: "seed \(seed), case \(cases), \(name): \(finding); see \(copy.path)")
      }
      cases += 1
    }
    try? FileManager.default.removeItem(at: copy)
    var result = Line()
    result.add("seed", Int(clamping: seed))
    result.add("cases", cases)
    for (key, count) in counts.sorted(by: { $0.key < $1.key }) { result.add(key, count) }
    result.add("cases_s", Double(cases) / (Clocks.monotonic - start), places: 1)
    result.print()
  }

  private mutating func below(_ bound: Int) -> Int { Int(random.below(UInt32(max(1, bound)))) }

  private mutating func next(_ number: Int) -> (name: String, bytes: [UInt8]) {
    if number % 3 == 0, let cut = cuts.popLast() {
      counts["cut", default: 0] += 1
      let file = files[cut.file]
      return ("\(file.name) cut at \(cut.size)", Array(file.bytes[..<cut.size]))
    }
    let file = files[below(files.count)]
    var bytes = file.bytes
    let areLines = number % 3 == 1
    counts[areLines ? "lines" : "bytes", default: 0] += 1
    for _ in 0...below(3) where !bytes.isEmpty {
      areLines ? damageLine(&bytes) : damageByte(&bytes)
    }
    return ("\(file.name) with other \(areLines ? "lines" : "bytes")", bytes)
  }

  private mutating func damageLine(_ bytes: inout [UInt8]) {
    var lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
    let line = lines.remove(at: below(lines.count))
    // A line may stand elsewhere, or twice.
    if below(4) == 0 { lines.insert(line, at: below(lines.count + 1)) }
    if below(4) == 0 { lines.insert(line, at: below(lines.count + 1)) }
    bytes = Array(lines.joined(separator: [0x0a]))
  }

  private static let signs = Array("{}[]\",:0-9eE.\\\n\t;=()<>|".utf8)

  private mutating func damageByte(_ bytes: inout [UInt8]) {
    let place = below(bytes.count)
    switch below(8) {
    case 0...2: bytes[place] = UInt8(truncatingIfNeeded: below(256))
    case 3: bytes[place] ^= 1 << UInt8(truncatingIfNeeded: below(8))
    case 4...5: bytes[place] = Self.signs[below(Self.signs.count)]
    case 6: bytes.removeSubrange(place..<min(bytes.count, place + 1 + below(40)))
    default:
      let start = below(bytes.count)
      let part = Array(bytes[start..<min(bytes.count, start + 1 + below(60))])
      bytes.insert(contentsOf: part, at: place)
    }
  }

  /// Reads a file as `treetop open` does; returns what is wrong with how it was refused.
  private mutating func read(_ bytes: [UInt8]) -> String? {
    do throws(ImportError) {
      let importer = try Importer(SourceText(bytes), names: ["damaged"])
      var size = 0
      importer.write { size += $0.count }
      counts["read", default: 0] += 1
      return size > 0 ? nil : "nothing is written"
    } catch {
      counts["refused", default: 0] += 1
      if error.reason.isEmpty { return "an error without words" }
      let isParsed = error.reason.contains("expected") || error.reason.contains("has no end")
      return isParsed && error.line == nil ? "no line: \(error.reason)" : nil
    }
  }
}
