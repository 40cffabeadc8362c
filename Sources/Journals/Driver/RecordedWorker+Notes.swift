import Groundwork
import SearchTrees

/// What a person writes on nodes, and where it is kept.
extension RecordedWorker {
  /// Writes a note on a node, or takes it away.
  func note(_ text: String, on node: NodeID) {
    guard let id = journalID(of: node) else {
      return notify("\(node) is not there yet", isError: true)
    }
    ownNotes[id] = (text, recording.shownBranch)
    notesWritten += 1
    sideNotes?.changed.insert(id)
    let words = text.isEmpty ? "\(node) has no note" : "\(node) has a note"
    notify(sideNotes == nil && text.isEmpty ? words : words + keptWords)
  }

  /// Puts a mark on the moment that is shown.
  func mark(_ name: String, on node: NodeID) {
    let id = journalID(of: node)
    let mark = Mark(
      event: recording.position, iteration: recording.fold.iterationNumber,
      branch: recording.shownBranch, node: node, name: name)
    ownMarks.append((mark, id))
    sideNotes?.marks.append(
      Self.line(of: mark, id, recording.branches.isEmpty ? 0 : number(ofBranch: mark.branch)))
    notify("marked: \(name)" + keptWords)
  }

  /// Where what was just written is found again.
  private var keptWords: String {
    guard let sideNotes, sideNotes.failure == nil else { return "; w saves it with the recording" }
    return "; it is there again when the same file is opened"
  }

  private func number(ofBranch place: Int) -> Int {
    recording.branches.indices.contains(place) ? recording.branches[place].number : 0
  }

  private static func line(of mark: Mark, _ id: UInt64?, _ branch: Int) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("type", .string("mark")), .init("name", .string(mark.name)),
    ]
    if let id { members.append(.init("node", SideNotes.value(of: id))) }
    members.append(.init("at", .integer(mark.event)))
    if branch > 0 { members.append(.init("branch", .integer(branch))) }
    return .object(members)
  }

  private func line(of note: String, on id: UInt64, _ branch: Int) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("type", .string("edit")), .init("by", .string("user")),
      .init("node", SideNotes.value(of: id)),
      .init("set", .object([.init("note", .string(note))])),
    ]
    if branch > 0 { members.append(.init("branch", .integer(branch))) }
    return .object(members)
  }

  // MARK: - Beside the file

  /// Reads what was kept beside the file, and writes what was changed here, once the file is read; returns whether
  /// there is more to do.
  func goOnWithNotes(until deadline: Double) -> Bool {
    guard isLoaded, let sideNotes, sideNotes.failure == nil else { return false }
    let isWanted = sideNotes.mayExist && !sideNotes.isRead || sideNotes.isDirty
    guard isWanted else { return false }
    guard sideNotes.advance(until: { [time] in time.now >= deadline }) else { return true }
    settleNotes()
    return false
  }

  /// Keeps what was changed here, where the recording is closed: whatever it takes.
  func finishNotes() {
    guard let sideNotes, sideNotes.isDirty else { return }
    _ = sideNotes.advance(until: { false })
    settleNotes()
  }

  private func settleNotes() {
    guard let sideNotes else { return }
    if !sideNotes.isRead, isLoaded {
      sideNotes.isRead = true
      let count = take(sideNotes)
      if count > 0 {
        let words = count == 1 ? "1 note or mark" : "\(count) notes and marks"
        recording.add(LogLine(.treetop, "\(words) of earlier, kept beside the file"))
      }
    }
    if sideNotes.isDirty {
      let notes = sideNotes.changed.sorted().compactMap { id -> JSONValue? in
        // An empty one takes away what the file itself says; nothing else is to be kept of it.
        guard let note = ownNotes[id], !note.text.isEmpty || isNoted(id) else { return nil }
        return line(of: note.text, on: id, number(ofBranch: note.branch))
      }
      sideNotes.write(notes)
    }
    if let failure = sideNotes.failure {
      notify("notes are not kept: \(failure); w saves them", isError: true)
    }
    hasChanged = true
  }

  /// Whether the file itself has a note on a node.
  private func isNoted(_ id: UInt64) -> Bool {
    !(recording.fold.names.node(id).flatMap { recording.notes[$0] } ?? "").isEmpty
  }

  /// Takes what was kept earlier, but for what was written anew meanwhile; returns how much it was.
  private func take(_ sideNotes: SideNotes) -> Int {
    var count = 0
    for case (_, let line?) in sideNotes.lines() {
      let number = line["branch"]?.count ?? 0
      let id = SideNotes.node(of: line)
      guard let branch = recording.branches.firstIndex(where: { $0.number == number }) else {
        continue
      }
      switch line["type"]?.string {
      case "edit":
        guard let id, let text = line["set"]?["note"]?.string, !sideNotes.changed.contains(id)
        else { continue }
        ownNotes[id] = (text, branch)
      case "mark":
        guard let name = line["name"]?.string, let event = line["at"]?.count,
          event <= recording.eventCount
        else { continue }
        let mark = Mark(
          event: event, iteration: recording.iterations(before: event, on: branch), branch: branch,
          node: recording.fold.names.expectedNode(id ?? recording.fold.names.id(of: .root)),
          name: name)
        ownMarks.append((mark, id))
      default: continue
      }
      count += 1
    }
    notesWritten += 1
    return count
  }

  // MARK: - What is shown

  /// Marks the rows whose nodes have a note.
  func fillNotes(in slice: inout TreeSlice) {
    let moment = [
      recording.fold.notes.count, recording.fold.notes.last?.event ?? 0, recording.shownBranch,
    ]
    if knownNotes?.moment != moment { knownNotes = (moment, recording.notes) }
    let notes = knownNotes?.notes ?? [:]
    slice.markNotes { node in
      let own = journalID(of: node).flatMap { ownNotes[$0] }?.text
      return !(own ?? notes[node] ?? "").isEmpty
    }
  }
}
