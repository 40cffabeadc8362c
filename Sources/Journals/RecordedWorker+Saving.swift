import SearchTrees

extension RecordedWorker {
  /// Writes everything that was read to a file, with the marks and notes that a person added here.
  func save(to path: String) {
    do throws(JournalProblem) {
      let file = try JournalFile(replacing: path)
      let end = recording.index.end
      var start = 0
      while start < end {
        let next = min(end, start + 1 << 20)
        file.write(
          recording.bytes.withBytes(start..<next) { span in
            unsafe span.withUnsafeBytes { unsafe Array($0) }
          })
        start = next
      }
      file.write(additions.bytes)
      // Zeros, or half of another file, are no copy.
      do { try recording.check() } catch { file.fail(error.reason) }
      file.close()
      if let failure = file.failure { throw JournalProblem(reason: failure) }
      tell("saved to \(path)")
    } catch {
      tell("not saved: \(path): \(error.reason)", isError: true)
    }
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
      var members: [JournalValue.Member] = [
        .init("type", .string("mark")), .init("name", .string(mark.name)),
      ]
      if let id { members.append(.init("node", .id(id))) }
      write(members + [.init("at", .number(Double(mark.event)))], last, to: &text)
    }
    return text
  }

  private func write(_ members: [JournalValue.Member], _ branch: Int, to text: inout JournalOutput)
  {
    var members = members
    if branch > 0 {
      members.append(.init("branch", .number(Double(recording.branches[branch].number))))
    }
    text.value(.object(members))
    text.endLine()
  }
}
