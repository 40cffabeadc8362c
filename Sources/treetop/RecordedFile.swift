import Environments
import Journals
import Presets
import SearchTrees
import TreeSearch

/// A journal on disk, as far as its first line tells.
struct RecordedFile {
  /// What the person calls it.
  let name: String
  /// The path at which it is read.
  let path: String
  /// What the first line says.
  let header: JournalHeader
  /// The search that the file is a recording of, where treetop knows it.
  let plan: SearchPlan?
  /// Why treetop cannot run it.
  let unsupportedReason: String?

  /// Reads the beginning of a file; `-` is standard input, which is read to its end.
  init(_ argument: String) throws(CommandError) {
    name = argument == "-" ? "standard input" : argument
    path = argument == "-" ? try SpooledInput.path() : argument
    do throws(JournalProblem) {
      let bytes = try JournalBytes(mapping: path)
      guard let header = try JournalHeader.found(in: bytes) else {
        throw JournalProblem(
          reason: FileKind(of: bytes).sentence(for: argument == "-" ? "FILE" : argument))
      }
      self.header = header
    } catch {
      throw CommandError(error, in: name)
    }
    (plan, unsupportedReason) = Self.plan(of: header)
  }

  /// Returns the search that a header describes, and why treetop cannot run it, if it cannot; one that can
  /// be made and not run still explains the recording.
  static func plan(of header: JournalHeader) -> (SearchPlan?, String?) {
    do {
      let plan = try SearchPlan(header)
      return (plan, plan.unsupportedReason)
    } catch {
      return (nil, error.reason)
    }
  }
}
