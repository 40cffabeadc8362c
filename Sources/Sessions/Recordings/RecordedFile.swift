public import Journals
public import Presets
import SearchTrees
import TreeSearch

/// A journal on disk, as far as its first line tells.
public struct RecordedFile: Sendable {
  /// Why a file cannot be opened as a recording.
  public enum Failure: Error {
    /// It is of another kind.
    case isNone(FileKind)
    /// It cannot be read, or its first line cannot be used.
    case unreadable(JournalProblem)
  }

  /// What the person calls it.
  ///
  /// Untrusted text.
  public let name: String
  /// The path at which it is read.
  public let path: String
  /// What the first line says.
  public let header: JournalHeader
  /// The search that the file is a recording of, where treetop knows it.
  public let plan: SearchPlan?
  /// Why treetop cannot run it.
  public let unsupportedReason: String?
  /// What was read, where the journal was made of another program's file just now.
  public internal(set) var account: ImportedFile.Account?

  /// Reads the beginning of a file.
  public init(_ path: String, name: String) throws(Failure) {
    self.name = name
    self.path = path
    let kind: FileKind
    do throws(JournalProblem) {
      let bytes = try JournalBytes(mapping: path)
      if let header = try JournalHeader.found(in: bytes) {
        self.header = header
        (plan, unsupportedReason) = Self.plan(of: header)
        return
      }
      kind = FileKind(of: bytes)
    } catch {
      throw .unreadable(error)
    }
    throw .isNone(kind)
  }

  /// Returns the search that a header describes, and why treetop cannot run it, if it cannot; one that can
  /// be made and not run still explains the recording.
  public static func plan(of header: JournalHeader) -> (SearchPlan?, String?) {
    do {
      let plan = try SearchPlan(header)
      return (plan, plan.unsupportedReason)
    } catch {
      return (nil, error.reason)
    }
  }
}
