import Groundwork
import Journals

/// Takes a journal apart, line by line, and keeps nothing.
struct JournalBenchmark {
  private let file: String

  init(_ arguments: inout Arguments) throws {
    file = try arguments.text("file", default: "")
    try arguments.finish()
  }

  func run() throws {
    var counts = [Int](repeating: 0, count: JournalLine.Kind.allCases.count)
    var lines = 0
    var problems: [JournalProblem] = []
    let (count, measured) = try Measurement.of {
      let bytes = try JournalBytes(mapping: file)
      var reader = JournalReader()
      var line = JournalLine()
      var start = 0
      while let end = bytes.endOfLine(from: start) {
        lines += 1
        do throws(JournalProblem) {
          try bytes.withBytes(start..<end) { span throws(JournalProblem) in
            try reader.read(span, at: start, into: &line)
            if line.kind == .search {
              let header = try JournalReader.value(of: span)
              reader.statisticCount = header["statistics"]?.elements?.count ?? 0
            }
          }
          counts[Int(line.kind.rawValue)] += 1
        } catch {
          problems.append(error)
        }
        start = end + 1
      }
      return bytes.count
    }
    var result = Line()
    result.add("bytes", count)
    result.add("lines", lines)
    for kind in JournalLine.Kind.allCases where counts[Int(kind.rawValue)] > 0 {
      result.add("\(kind)", counts[Int(kind.rawValue)])
    }
    result.add("problems", problems.count)
    result.add("cpu", measured.work, places: 4)
    result.add("MB_s", Double(count) / measured.work / 1e6, places: 0)
    result.print()
  }
}
