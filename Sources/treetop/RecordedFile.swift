import Environments
import Journals
import Presets
import SearchTrees
import TreeSearch

/// A journal on disk, as far as its first line tells.
struct RecordedFile {
  /// The path.
  let path: String
  /// What the first line says.
  let header: JournalHeader
  /// The search that the file is a recording of, where treetop knows it.
  let plan: SearchPlan?
  /// Why treetop cannot run it.
  let refusal: String?

  /// Reads the beginning of a file.
  init(_ path: String) throws(Complaint) {
    self.path = path
    do throws(JournalProblem) {
      header = try Self.header(of: JournalBytes(mapping: path))
    } catch {
      throw Complaint(error, in: path)
    }
    (plan, refusal) = Self.plan(of: header)
  }

  private static func header(of bytes: JournalBytes) throws(JournalProblem) -> JournalHeader {
    guard bytes.count > 0 else {
      throw JournalProblem(line: 1, reason: "an empty file; a journal begins with a search event")
    }
    var start = 0
    var first: JournalProblem?
    var hasEvents = false
    for number in 1...linesLookedAt where start < bytes.count {
      let end = bytes.endOfLine(from: start) ?? bytes.count
      defer { start = end + 1 }
      do throws(JournalProblem) {
        let value = try bytes.withBytes(start..<end) { (span) throws(JournalProblem) in
          try JournalReader.value(of: span)
        }
        if value["type"]?.string == "search" { return try JournalHeader(value) }
        if value["type"]?.string != nil { hasEvents = true }
      } catch {
        first =
          first ?? JournalProblem(line: number, column: error.column, reason: error.reason)
      }
    }
    // Without a header the events still make a tree; without events this is another kind of file.
    if hasEvents { return JournalHeader() }
    throw first
      ?? JournalProblem(line: 1, reason: "a journal begins with {\"type\":\"search\",...}")
  }

  /// How far into a file its header is looked for: what was in the way is reported later.
  private static let linesLookedAt = 100

  /// Returns the search that a header describes, and why treetop cannot run it, if it cannot; one that can
  /// be made and not run still explains the recording.
  static func plan(of header: JournalHeader) -> (SearchPlan?, String?) {
    do {
      let plan = try SearchPlan(header)
      return (plan, plan.objection)
    } catch {
      return (nil, error.reason)
    }
  }
}
