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
  /// The search that the file is a recording of, where treetop can run it.
  let plan: SearchPlan?
  /// Why it cannot.
  let refusal: String?

  /// Reads the first line of a file.
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
    let end = bytes.endOfLine(from: 0) ?? bytes.count
    do throws(JournalProblem) {
      return try bytes.withBytes(0..<min(end, JournalReader.longestLine)) {
        (span) throws(JournalProblem) in
        let value = try JournalReader.value(of: span)
        guard value["type"]?.string == "search" else {
          throw JournalProblem(reason: "a journal begins with {\"type\":\"search\",...}")
        }
        return try JournalHeader(value)
      }
    } catch {
      throw JournalProblem(line: 1, column: error.column, reason: error.reason)
    }
  }

  /// Returns the search that a header describes, or why treetop cannot run it.
  static func plan(of header: JournalHeader) -> (SearchPlan?, String?) {
    do {
      return (try SearchPlan(header), nil)
    } catch {
      return (nil, error.reason)
    }
  }
}
