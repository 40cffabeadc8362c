import Groundwork
import SearchTrees

extension RecordedWorker {
  /// Begins to write everything that was read to a file, with the marks and notes that a person added
  /// here.
  func save(to path: String, replaces: Bool) {
    guard saving == nil else { return notify("a save is under way", isError: true) }
    do throws(JournalProblem) {
      let file = try JournalFile(saving: path, replaces: replaces)
      saving = RecordedSave(
        path: path, file: file, end: recording.index.end, additions: additions.bytes)
    } catch {
      // A recording that stands there can be replaced, if a person says so.
      let canReplace = !replaces && JournalFile.isReplaceable(path)
      notify(
        "not saved: \(path): \(error.reason)", isError: true,
        replaceable: canReplace ? path : nil)
    }
  }

  /// Goes on with a save until a time; returns whether there is more of it to do.
  func goOnSaving(until deadline: Double) -> Bool {
    guard var save = saving else { return false }
    repeat {
      guard save.goOn(with: recording.bytes) else {
        saving = save
        continue
      }
      saving = nil
      if let failure = save.failure {
        notify("not saved: \(save.path): \(failure)", isError: true)
      } else {
        savedCount += 1
        notify("saved to \(save.path)", isLogged: true)
      }
    } while saving != nil && time.now < deadline
    return saving != nil
  }

  func cancelSave() {
    guard let save = saving else { return notify("nothing is being saved", isError: true) }
    save.abandon()
    saving = nil
    notify("saving to \(save.path) was stopped; nothing of it is left")
  }

  /// What a person added, as events; a mark names the event that it is about.
  ///
  /// What belongs to the branch of the last event comes last, so that it stays the branch that the
  /// file ends with.
  private var additions: JournalOutput {
    var text = JournalOutput()
    let events = recording.eventCount
    let last = events > 0 ? recording.index.branch(of: events) : 0
    // Of a file that was cut short meanwhile some moments and branches are gone.
    let notes = ownNotes.filter { recording.branches.indices.contains($0.value.branch) }.sorted {
      ($0.value.branch == last ? 1 : 0, $0.key) < ($1.value.branch == last ? 1 : 0, $1.key)
    }
    for (id, note) in notes {
      write(
        [
          .init("type", .string("edit")), .init("by", .string("user")),
          .init("node", .id(id)),
          .init("set", .object([.init("note", .string(note.text))])),
        ], note.branch, to: &text)
    }
    for (mark, id) in ownMarks where mark.event <= events {
      var members: [JSONValue.Member] = [
        .init("type", .string("mark")), .init("name", .string(mark.name)),
      ]
      if let id { members.append(.init("node", .id(id))) }
      write(members + [.init("at", .number(Double(mark.event)))], last, to: &text)
    }
    return text
  }

  private func write(_ members: [JSONValue.Member], _ branch: Int, to text: inout JournalOutput) {
    var members = members
    if branch > 0 {
      members.append(.init("branch", .number(Double(recording.branches[branch].number))))
    }
    text.value(.object(members))
    text.endLine()
  }
}

/// A journal that is being copied, a piece at a time.
struct RecordedSave {
  /// The file as the person named it.
  let path: String
  private let file: JournalFile
  private let end: Int
  private let additions: [UInt8]
  private var start = 0

  /// Begins a copy of the first `end` bytes of a journal with `additions` behind them.
  init(path: String, file: JournalFile, end: Int, additions: [UInt8]) {
    (self.path, self.file, self.end, self.additions) = (path, file, end, additions)
  }

  /// How much is done, in 0...1.
  var done: Double { end == 0 ? 0 : Double(start) / Double(end) }
  /// Why it could not be written, if it could not.
  var failure: String? { file.failure }

  /// Writes the next piece; returns whether it was the last, and the file has its name.
  mutating func goOn(with bytes: JournalBytes) -> Bool {
    if start < end, file.failure == nil {
      let next = min(end, start + 1 << 18)
      file.write(
        bytes.withBytes(start..<next) { span in
          unsafe span.withUnsafeBytes { unsafe Array($0) }
        })
      start = next
      return false
    }
    file.write(additions)
    // Zeros, or half of another file, are no copy.
    do { try bytes.check() } catch { file.fail(error.reason) }
    file.close()
    return true
  }

  /// Drops what is written.
  func abandon() { file.abandon() }
}
