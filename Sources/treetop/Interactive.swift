import CursesTerminal
import Drawing
import Environments
import Exploring
import Glibc
import Presets
import TreeSearch

/// The program on a terminal: the start screen, and the explorer on a search.
final class Interactive {
  /// What the person chose about a search and its screen.
  struct Choices {
    var rules: [any StoppingRule] = []
    var undoBytes = 64 << 20
    var terminal = TerminalOptions()
    var glyphs: Glyphs?
  }

  /// How a screen ended.
  enum Ending: Equatable {
    /// Back to where it was opened from.
    case back
    /// The program is over, with this exit code.
    case over(Int32)
  }

  private let terminal: CursesTerminal
  private let wake: Wake
  private let choices: Choices
  private var farewell: String?

  /// Takes the terminal.
  init(_ choices: Choices) throws(TerminalError) {
    CrashReports.armOrReexec()
    guard let wake = Wake() else { throw .cannotOpen(reason: "no descriptors are left") }
    self.wake = wake
    self.choices = choices
    var options = choices.terminal
    options.wake = wake
    terminal = try CursesTerminal(options: options)
  }

  /// Runs the explorer on a search, or the start screen, to the end; returns the exit code.
  func run(_ plan: SearchPlan?) -> Int32 {
    let ending = plan.map { explore($0) } ?? choose()
    terminal.close()
    if let farewell { print(SafeText(farewell, repertoire: terminal.repertoire).plain) }
    if case .over(let code) = ending { return code }
    return 0
  }

  private var glyphs: Glyphs { choices.glyphs ?? .standard(for: terminal.repertoire) }

  /// What a signal or a lost terminal means; nil for other events.
  private func ending(for event: InputEvent) -> Ending? {
    switch event {
    case .lost, .signal(.hangup): .over(129)
    case .signal(.terminate): .over(143)
    case .signal(.interrupt): .over(130)
    case .key(let key) where key == Key.control("\\"): dieOfQuit()
    default: nil
    }
  }

  /// ^\ means what it means everywhere: end at once, with a core where cores are kept.
  private func dieOfQuit() -> Ending {
    terminal.close()
    signal(SIGQUIT, SIG_DFL)
    raise(SIGQUIT)
    return .over(131)
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
      var plan = SearchPlan(try Problem.named(entry.command))
      plan.seed = 1
      let ending = explore(plan)
      return ending == .back ? nil : ending
    } catch {
      screen.message = "\(error.source): \(error.reason)"
      return nil
    }
  }

  // MARK: - The explorer

  private func explore(_ plan: SearchPlan) -> Ending {
    var options = LiveSearch.Options()
    options.rules = choices.rules
    options.undoBytes = choices.undoBytes
    if plan.solves { options.rules.append(Settled()) }
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
