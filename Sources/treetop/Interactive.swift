import CursesTerminal
import Drawing
import Environments
import Exploring
import Glibc
import Journals
import Presets
import TreeSearch

/// A search that was begun on the main thread and goes on on another.
private final class Handover: @unchecked Sendable {
  // Sendable: the main thread makes it and does not touch what it holds until the other has ended.
  let recorder: JournalRecorder
  let session: (any SearchSession)?

  init(recorder: JournalRecorder, session: (any SearchSession)?) {
    self.recorder = recorder
    self.session = session
  }
}

/// The program on a terminal: the start screen, and the explorer on a search.
final class Interactive {
  /// How a screen ended.
  enum Ending: Equatable {
    /// Back to where it was opened from.
    case back
    /// The program is over, with this exit code.
    case over(ExitStatus)
  }

  private let terminal: CursesTerminal
  private let wake: Wake
  private let choices: TerminalChoices
  private var farewell: String?

  /// Takes the terminal.
  private init(_ choices: TerminalChoices) throws(TerminalError) {
    CrashReports.armOrReexec()
    guard let wake = Wake() else { throw .cannotOpen(reason: "no descriptors are left") }
    self.wake = wake
    self.choices = choices
    terminal = try CursesTerminal(
      options: TerminalOptions(
        mouse: !choices.isMouseless, colour: choices.isColourless ? .never : .automatic,
        repertoire: choices.isASCII ? .ascii : nil, wake: wake))
  }

  /// Opens the explorer on a search, or the start screen, and returns when the person leaves.
  static func run(
    _ request: SearchRequest?, _ choices: TerminalChoices
  ) throws(Complaint)
    -> ExitStatus
  {
    let session = try request?.resumedSession()
    let interactive: Interactive
    do {
      interactive = try Interactive(choices)
    } catch {
      throw .usage(error.description)
    }
    let ending: Ending
    if let request {
      ending = interactive.explore(request, session)
    } else {
      ending = interactive.choose()
    }
    interactive.terminal.close()
    if let farewell = interactive.farewell {
      StandardStream.output.print(SafeText(farewell, repertoire: interactive.terminal.repertoire))
    }
    if let file = request?.recorder?.file, let failure = file.failure {
      throw .unrecorded(file.path, failure)
    }
    if case .over(let status) = ending { return status }
    return .success
  }

  private var glyphs: Glyphs { .standard(for: terminal.repertoire) }

  /// What a signal or a lost terminal means; nil for other events.
  private func ending(for event: InputEvent) -> Ending? {
    switch event {
    case .lost, .signal(.hangup): .over(.hungUp)
    case .signal(.terminate): .over(.terminated)
    case .signal(.interrupt): .over(.interrupted)
    case .key(let key) where key == Key.control("\\"): dieOfQuit()
    default: nil
    }
  }

  /// ^\ means what it means everywhere: end at once, with a core where cores are kept.
  private func dieOfQuit() -> Ending {
    terminal.close()
    signal(SIGQUIT, SIG_DFL)
    raise(SIGQUIT)
    return .over(.failure)
  }

  // MARK: - The start screen

  private func choose() -> Ending {
    var screen = StartScreen(
      entries: StartEntries.all(), size: terminal.size, glyphs: glyphs)
    while true {
      terminal.present(screen.draw())
      for event in terminal.waitForEvents(timeout: nil) {
        if let ending = ending(for: event) { return ending }
        switch screen.reduce(event) {
        case .undecided: break
        case .quit: return .back
        case .suspend: terminal.suspend()
        case .redraw: terminal.invalidate()
        case .chosen(let index):
          if let ending = open(screen.entries[index], from: &screen) { return ending }
          screen.size = terminal.size
        }
      }
    }
  }

  private func open(_ entry: StartScreen.Entry, from screen: inout StartScreen) -> Ending? {
    do {
      let plan = SearchPlan(try Problem.named(entry.command))
      let ending = explore(SearchRequest(exploring: plan), nil)
      return ending == .back ? nil : ending
    } catch {
      screen.message = "\(error.source): \(error.reason)"
      return nil
    }
  }

  // MARK: - The explorer

  /// Explores a search, or one that was begun earlier as `session`.
  private func explore(_ request: SearchRequest, _ session: (any SearchSession)?) -> Ending {
    var options = LiveSearch.Options()
    options.rules = request.limits.rules
    options.undoBytes = request.undoBytes
    let plan = request.plan
    let limits = request.limits
    if let recorder = request.recorder {
      let handover = Handover(recorder: recorder, session: session)
      options.makeRecorder = { handover.recorder }
      options.notes = recorder.notes
      if session != nil {
        options.makeResumed = { handover.session ?? plan.makeSession(undoBytes: 0) }
      }
    }
    options.makeSaver = { path throws(SaveError) in
      do throws(JournalProblem) {
        return JournalRecorder(
          try JournalFile(replacing: path), header: JournalHeader(plan, limits))
      } catch {
        throw SaveError(reason: error.reason)
      }
    }
    let search = LiveSearch(
      options, wake: { [wake] in wake.signal() },
      makeSession: { plan.makeSession(undoBytes: $0) })
    defer { search.close() }
    let loop = ExplorerLoop(search, terminal: terminal, glyphs: glyphs)
    let end = loop.run { self.ending(for: $0) }
    farewell = loop.farewell
    return end
  }
}
