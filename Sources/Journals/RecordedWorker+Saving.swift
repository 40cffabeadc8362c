import SearchTrees

extension RecordedWorker {
  /// Writes everything that was read to a new file, with the marks and notes that a person added here.
  func save(to path: String) {
    do throws(JournalProblem) {
      let file = try NewFile(path)
      let end = recording.index.end
      var start = 0
      while start < end {
        let next = min(end, start + 1 << 20)
        try recording.bytes.withBytes(start..<next) { (span) throws(JournalProblem) in
          try file.write(span)
        }
        start = next
      }
      let text = additions
      try file.write(text.bytes.span)
      try file.finish()
      tell("saved to \(path)")
    } catch {
      tell("not saved: \(error.reason)", isError: true)
    }
  }

  /// What a person added, as events; a mark names the event that it is about.
  private var additions: JournalOutput {
    var text = JournalOutput()
    for mark in ownMarks {
      write(
        [
          .init("type", .string("mark")), .init("name", .string(mark.name)),
          .init("node", id(of: mark.node)), .init("at", .number(Double(mark.event))),
        ], mark.branch, to: &text)
    }
    for (node, note) in ownNotes.sorted(by: { $0.key < $1.key }) {
      write(
        [
          .init("type", .string("edit")), .init("by", .string("user")),
          .init("node", id(of: node)),
          .init("set", .object([.init("note", .string(note))])),
        ], recording.shownBranch, to: &text)
    }
    return text
  }

  private func id(of node: NodeID) -> JournalValue {
    .number(
      node.index < recording.fold.tree.count ? Double(recording.fold.names.id(of: node)) : 0)
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
