import Groundwork
import SearchTrees

/// Steering the program that the events come from.
extension RecordedWorker {
  /// Whether a program is there to be told something.
  private var hasProgram: Bool { options.origin == .program && ending == nil && feed != nil }

  /// Whether the newest event of the branch that is shown is shown, so that what comes next is the
  /// program's to decide.
  private var isAtTip: Bool {
    hasProgram && target == nil && recording.position >= recording.branchEnd
  }

  /// Why the program is not told what to do on the branch that is shown; nil on its main line.
  ///
  /// A program runs its branches by itself and reads commands on its main line: what was meant for a
  /// branch would be done there.
  private var branchRefusal: String? {
    guard recording.shownBranch != 0 else { return nil }
    let branches = recording.branches
    return
      "\(branches[recording.shownBranch].name) is run by the program itself, which takes commands "
      + "on \(branches[0].name) only"
  }

  /// Gives a command to the program; false where it is for the recording instead.
  ///
  /// A person who looks at the past steps through what is recorded; at the newest event the same keys
  /// step the program. What it cannot take back can still be looked at.
  func steer(_ command: SearchCommand) -> Bool {
    guard hasProgram, offered(command.kind) else { return false }
    if command != .pause, !isAtTip { return false }
    if command.actsOnBranch, let branchRefusal {
      // A note needs no program: it is kept here.
      if command.kind == .note { return false }
      notify(branchRefusal, isError: true)
      return true
    }
    let branch = recording.branches[recording.shownBranch].number
    guard
      let line = program.line(
        for: command, branch: command.actsOnBranch ? branch : nil,
        journalID: { journalID(of: $0) })
    else { return false }
    guard feed?.send(line) == true else {
      notify("the program no longer reads commands", isError: true)
      return true
    }
    switch command {
    case .run, .runUntil, .step, .stepPhase:
      wasProgramRunning = isProgramRunning
      isProgramRunning = true
      // What the person asked for is to be seen, also where another branch has newer events.
      recording.isAtEnd = true
    default: break
    }
    return true
  }

  /// Returns the id that the journal gives a node of the tree that is shown.
  func journalID(of node: NodeID) -> UInt64? {
    node.index < recording.fold.tree.count ? recording.fold.names.id(of: node) : nil
  }

  private func offered(_ kind: SearchCommand.Kind) -> Bool {
    programRefusals[kind] == nil
  }

  private var programRefusals: [SearchCommand.Kind: String] {
    let capabilities = Capabilities(recording.header?.capabilities ?? [])
    if programKnown?.capabilities != capabilities {
      programKnown = (capabilities, capabilities.disabledReasons)
    }
    return programKnown?.disabledReasons ?? [:]
  }

  /// Takes in what the program answered, and whether it stopped.
  func hearProgram() {
    for reply in recording.replies {
      let name = program.name(of: reply)
      guard let words = program.notice(for: reply) else { continue }
      notify(words, isError: true)
      if name == "run" || name == "step" { isProgramRunning = wasProgramRunning }
    }
    recording.replies = []
    guard let stop = recording.lastStop, stop.event != heardStop else { return }
    heardStop = stop.event
    guard stop.branch == 0 else {
      // The program goes back to its main line by itself, and does there what it did before.
      return notify("\(recording.branches[stop.branch].name) has run; B shows it")
    }
    isProgramRunning = false
  }

  /// Why commands cannot be carried out now.
  var disabledReasons: [SearchCommand.Kind: String] {
    if hasProgram {
      let byProgram = programRefusals
      var disabledReasons = byProgram
      // Looking at the past, holding the view and notes on nodes need no program.
      for kind in [SearchCommand.Kind.run, .back, .backPhase, .note] { disabledReasons[kind] = nil }
      if !isAtTip {
        for kind in [SearchCommand.Kind.runUntil, .step, .stepPhase] { disabledReasons[kind] = nil }
      } else if let branchRefusal {
        for kind in SearchCommand.Kind.allCases
        where Capabilities.commandsProgram(kind) && byProgram[kind] == nil
          && kind != .run && kind != .note
        {
          disabledReasons[kind] = branchRefusal
        }
      }
      return disabledReasons
    }
    let canGoOn = recording.interpreter != nil && options.branchRefusal == nil
    var reason = "a recording is not changed"
    if options.origin == .program { reason = "the program has ended" }
    if canGoOn { reason += "; b goes on live from here" }
    var disabledReasons: [SearchCommand.Kind: String] = [:]
    for kind in [SearchCommand.Kind.ban, .pin, .prior, .boost, .parameter, .undoEdit, .redoEdit] {
      disabledReasons[kind] = reason
    }
    disabledReasons[.ask] =
      "this needs the server: a recording asks nobody; search --resume goes on with it"
    if options.isBeginning {
      for kind in [SearchCommand.Kind.note, .mark] {
        disabledReasons[kind] = "the file is still being read; its nodes can be noted on then"
      }
    }
    if !canGoOn {
      disabledReasons[.branch] =
        options.branchRefusal ?? "treetop does not know the problem of this search"
    }
    return disabledReasons
  }
}
