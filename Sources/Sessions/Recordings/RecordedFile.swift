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
  /// The path at which it is read; where it is not written, that of the file that it was made of.
  public let path: String
  /// What the first line says.
  public let header: JournalHeader
  /// The search that the file is a recording of, where treetop knows it.
  public let plan: SearchPlan?
  /// Why treetop cannot run it.
  public let unsupportedReason: String?
  /// What was read, where the journal was made of another program's file just now.
  public internal(set) var account: ImportedFile.Account?
  /// The events, where they stand in no file yet.
  let unwritten: ImportedEvents?

  /// Reads the beginning of a file.
  public init(_ path: String, name: String) throws(Failure) {
    self.name = name
    self.path = path
    unwritten = nil
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

  /// Takes events that stand in no file yet, made of the file at a path.
  ///
  /// - Throws: a problem where the first of them cannot be used.
  init(unwritten events: ImportedEvents, path: String, name: String) throws(JournalProblem) {
    (self.name, self.path, unwritten) = (name, path, events)
    header = try JournalHeader(events.header)
    (plan, unsupportedReason) = Self.plan(of: header)
  }

  /// Opens it, to be read.
  func recording() throws(JournalProblem) -> Recording {
    if let unwritten { return Recording(unwritten: unwritten) }
    return Recording(try JournalBytes(mapping: path))
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
