import Exploring
import Groundwork
import Journals
import SearchTrees

/// What must hold after every turn, and what must hold when everything has come to rest.
extension World {
  func check() throws(Wrong) {
    switch kind {
    case .follow: try checkFollowed()
    case .attach: try checkAttached()
    case .live: try checkEdits()
    }
    try files.check(source.orders)
  }

  func checkAtRest() throws(Wrong) {
    guard let slice = source.latest() else { throw Wrong(reason: "nothing was ever shown") }
    let shown = loop.state.slice.summary
    guard shown == slice.summary, loop.state.slice.serial == slice.serial else {
      throw Wrong(reason: "the newest slice is not on the screen")
    }
    try checkNoFaults(shown)
    guard let owner = owner as? RecordedOwner else { return }
    let recording = owner.worker.recording
    let lines = recording.bytes.count { $0 == 10 }
    // A last line that nothing ends is an event of its own once the end is known.
    guard recording.eventCount == lines, shown.timeline?.eventCount == lines else {
      throw Wrong(
        reason: "\(lines) lines were read, \(shown.timeline?.eventCount ?? 0) are on the screen")
    }
    let hasTravelled = source.orders.contains { order in
      switch order.command {
      case .edit, .branch: false
      default: true
      }
    }
    guard recording.isAtEnd || hasTravelled else {
      throw Wrong(reason: "nobody went anywhere, and the newest event is not followed")
    }
    if recording.isAtEnd, shown.timeline?.target == nil, shown.timeline?.event != lines {
      throw Wrong(reason: "the newest event is followed and not shown")
    }
    switch kind {
    case .follow: try checkFollowedAtRest(shown, recording)
    case .attach: try checkAttachedAtRest(shown, recording)
    case .live: break
    }
  }

  /// Looks whether the program found a fault in itself.
  private func checkNoFaults(_ shown: SearchSummary) throws(Wrong) {
    let line = (shown.log + loop.state.log).first {
      $0.text.hasPrefix(ShadowDifference.beginning)
    }
    if let line { throw Wrong(reason: line.text) }
  }

  // MARK: - What was seen is in the file, and what was written is seen

  private func checkFollowed() throws(Wrong) {
    guard let owner = owner as? RecordedOwner, let peer = peer as? FollowedPeer else { return }
    let bytes = owner.worker.recording.bytes
    guard bytes.count > compared, !peer.files.contains(where: \.isDamaged) else { return }
    compared = bytes.count
    guard peer.files.contains(where: { bytes.isBeginning(of: $0.bytes) }) else {
      throw Wrong(reason: "what was read is in no file")
    }
  }

  private func checkFollowedAtRest(
    _ shown: SearchSummary, _ recording: Recording
  ) throws(Wrong) {
    guard let peer = peer as? FollowedPeer else { return }
    let file = peer.path.file
    let ending = shown.timeline?.ending
    if ending == nil {
      guard let file else {
        // One that was made and removed between two looks nobody can have seen.
        if recording.bytes.count == 0 { return }
        throw Wrong(reason: "the file is gone, and nothing is said of it")
      }
      guard recording.bytes.isBeginning(of: file.bytes), recording.bytes.count == file.bytes.count
      else {
        throw Wrong(
          reason:
            "of \(file.bytes.count) bytes that were written \(recording.bytes.count) were read, "
            + "and nothing is said of it")
      }
      return
    }
    if peer.files.count == 1, file != nil, !peer.files[0].isDamaged {
      throw Wrong(reason: "nothing happened to the file, and \"\(ending ?? "")\" is said")
    }
    // What was in a file when it was removed or replaced was read to its end.
    if recording.bytes.count > 0, !peer.files.contains(where: \.isDamaged),
      !peer.files.contains(where: {
        recording.bytes.isBeginning(of: $0.bytes) && recording.bytes.count == $0.bytes.count
      })
    {
      throw Wrong(reason: "a part of what was written before the end was not read")
    }
  }

  private func checkAttached() throws(Wrong) {
    guard let owner = owner as? RecordedOwner, let peer = peer as? AttachedPeer else { return }
    let bytes = owner.worker.recording.bytes
    if bytes.count > compared, !bytes.isBeginning(of: peer.program.written) {
      throw Wrong(reason: "what was read is not what the program wrote")
    }
    compared = bytes.count
    for command in peer.program.takeCommands() where command.name != "pause" {
      try check(command)
    }
  }

  /// Looks whether a command that reached the program was given while its main line was on the screen.
  private func check(_ command: SimulatedProgram.Command) throws(Wrong) {
    let isOrdered = source.orders.contains { order in
      let name: String? =
        switch order.command {
        case .run, .runUntil: "run"
        case .step, .stepPhase: "step"
        case .edit(.ban), .edit(.allow): "set"
        case .branch: "branch"
        default: nil
        }
      // Nothing was drawn yet where the branch is left open.
      return name == command.name && order.branch ?? 0 == 0
        && (command.node == nil || order.node == nil || command.node == order.node)
    }
    guard isOrdered, command.branch == 0 else {
      throw Wrong(
        reason:
          "\"\(command.name)\" of node \(command.node ?? -1) reached the main line, and was not "
          + "given there")
    }
  }

  private func checkAttachedAtRest(
    _ shown: SearchSummary, _ recording: Recording
  ) throws(Wrong) {
    guard let peer = peer as? AttachedPeer else { return }
    guard recording.bytes.count == peer.program.written.count else {
      throw Wrong(
        reason: "of \(peer.program.written.count) bytes that the program wrote "
          + "\(recording.bytes.count) were read")
    }
    guard shown.log.count(where: { $0.source == .error }) == peer.program.errorLines else {
      throw Wrong(reason: "the log does not hold what was written to standard error")
    }
    guard (shown.timeline?.ending == nil) == (peer.program.status == nil) else {
      throw Wrong(reason: "whether the program has ended is not what is said")
    }
  }

  /// Looks whether the edits of the branch that is shown were made while it was on the screen.
  private func checkEdits() throws(Wrong) {
    guard let summary = source.latest()?.summary else { return }
    for event in summary.events {
      guard case .edited(let edit, _) = event.change, edit.kind == .ban else { continue }
      guard
        source.orders.contains(where: {
          $0.command == .edit(edit) && $0.branch ?? summary.branch == summary.branch
        })
      else {
        throw Wrong(reason: "branch \(summary.branch) has an edit that was made on another one")
      }
    }
  }
}

extension JournalBytes {
  /// Whether a file begins with these bytes.
  fileprivate func isBeginning(of file: [UInt8]) -> Bool {
    guard count <= file.count else { return false }
    return withBytes(0..<count) { span in
      for place in span.indices where span[place] != file[place] { return false }
      return true
    }
  }

  /// Returns how many bytes are as asked for.
  fileprivate func count(where fits: (UInt8) -> Bool) -> Int {
    withBytes(0..<count) { span in
      span.indices.reduce(0) { fits(span[$1]) ? $0 + 1 : $0 }
    }
  }
}
