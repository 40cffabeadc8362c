import Groundwork
import Importers
import Journals

/// The tree of another program's file as events that are written down only where somebody wants their text.
///
/// It is handed from one thread to the next, and used by one at a time.
final class ImportedEvents: UnwrittenEvents, @unchecked Sendable {
  private let journal: ImportedJournal
  private var subjects: ImportedJournal.Subjects?

  init(_ journal: ImportedJournal) { self.journal = journal }

  /// The first event.
  var header: JSONValue { journal.header }

  func replay(into recording: Recording) { subjects = journal.replay(into: recording) }

  func text(of event: Int) -> [UInt8]? { subjects.flatMap { journal.text(of: event, $0) } }

  func write() throws(JournalProblem) -> String {
    let path: String
    do throws(ImportedFile.Failure) {
      path = try Self.keep(journal)
    } catch {
      throw JournalProblem(reason: error.reason)
    }
    try check()
    return path
  }

  func check() throws(JournalProblem) {
    do throws(MappedFile.Failure) {
      try journal.check()
    } catch {
      throw JournalProblem(reason: error.reason)
    }
  }

  /// Writes a journal into a file without a name and returns its path.
  static func keep(_ journal: ImportedJournal) throws(ImportedFile.Failure) -> String {
    let failure = Guarded<String?>(nil)
    do throws(NamelessFile.Failure) {
      let file = try NamelessFile()
      journal.write { bytes in
        do throws(NamelessFile.Failure) {
          try file.append(bytes)
        } catch {
          failure.withLock { $0 = $0 ?? error.reason }
        }
      }
      if failure.withLock({ $0 }) == nil { return file.path }
    } catch {
      throw .unkept(reason: error.reason)
    }
    throw .unkept(reason: failure.withLock { $0 } ?? "")
  }
}
