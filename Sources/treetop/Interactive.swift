import CursesTerminal
import Drawing
import Environments
import Exploring
import Glibc
import Groundwork
import Journals
import Presets
import SearchTrees
import Sessions
import TreeSearch

/// The program on a terminal: the start screen, and the explorer on a search.
final class Interactive {
  /// How a screen ended.
  enum Ending: Equatable {
    /// Back to where it was opened from.
    case back
    /// The program is over, with this exit code.
    case over(ExitStatus)
  }

  let terminal: any Terminal
  /// The terminal, where a script plays at it.
  let scripted: ScriptedTerminal?
  let wake: Wake
  let choices: TerminalChoices
  let settings: Settings
  /// What is wrong with the file of settings, until it was said.
  var complaint: String?
  var exitMessage: String?
  /// The last command that was told to open a place again.
  private var placeCommand: String?
  /// What was asked to be printed on leaving; untrusted text.
  var exitTexts: [String] = []
  private let files: OwnFiles?
  /// The view that is printed as lines at the end, if one is.
  var printedView: LinearView?
  /// Why it could not be had; untrusted text.
  private(set) var viewFailure: String?
  /// The columns that were chosen in one search are those of the next.
  private var columns: ColumnSettings?
  /// What the fields of the file that is shown are to be taken for, once the explorer was left for that.
  private var mapping: String?
  /// What was shown when the source was to be replaced by another one.
  var replaced: ExplorerLoop.FirstView?

  /// Takes the terminal.
  init(
    _ choices: TerminalChoices, _ theme: ThemeName?, _ script: ScreenScript?
  ) throws(TerminalError) {
    guard let wake = Wake() else { throw .cannotOpen(reason: "no descriptors are left") }
    self.wake = wake
    self.choices = choices
    if let script {
      // The same script shows the same screens to everybody, whatever they have set.
      var settings = Settings()
      if choices.wantsAccessible == true { _ = settings.set(.accessible, to: "on") }
      self.settings = settings
      let scripted = ScriptedTerminal(
        script, repertoire: choices.isASCII ? .ascii : .unicode, wake: wake
      ) { _ = StandardStream.output.write($0 + "\n") }
      scripted.theme = theme
      self.scripted = scripted
      terminal = scripted
      files = nil
      return
    }
    scripted = nil
    files = OwnFiles()
    let (file, complaint) = SettingsPlace.read()
    var settings = file.settings
    if let isAccessible = choices.wantsAccessible {
      _ = settings.set(.accessible, to: isAccessible ? "on" : "off")
    }
    self.settings = settings
    self.complaint = complaint
    terminal = try CursesTerminal(
      options: TerminalOptions(
        mouse: !choices.isMouseless && settings.isOn(.mouse),
        colour: choices.isColourless ? .never : .automatic,
        theme: theme ?? settings[.theme].flatMap(ThemeName.init),
        repertoire: choices.isASCII ? .ascii : nil, wake: wake))
  }

  /// Takes the terminal, shows what `show` shows, and gives the terminal back when the person leaves.
  static func run(
    _ choices: TerminalChoices, _ show: (Interactive) throws(CommandError) -> Ending
  ) throws(CommandError) -> ExitStatus {
    let interactive: Interactive
    let theme = try choices.chosenTheme()
    let script = try choices.readScript()
    if script == nil, let name = CursesTerminal.assumedName {
      StandardStream.error.print(
        SafeText("treetop: TERM is not set; drawing as on \(name), a plain terminal"))
    }
    do throws(TerminalError) {
      interactive = try Interactive(choices, theme, script)
    } catch {
      throw .usage(error.description)
    }
    defer { interactive.terminal.close() }
    let ending = try show(interactive)
    interactive.terminal.close()
    if case .failed(let line, let reason)? = interactive.scripted?.outcome {
      throw CommandError(
        place: "\(choices.script ?? ""):\(line)", reason: reason, status: .failure)
    }
    if interactive.scripted != nil { interactive.exitMessage = nil }
    for message in [interactive.exitMessage, interactive.placeCommand].compactMap(\.self) {
      StandardStream.output.print(SafeText(message, repertoire: interactive.terminal.repertoire))
    }
    for text in interactive.exitTexts {
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        StandardStream.output.print(
          SafeText(
            String(line), repertoire: interactive.terminal.repertoire,
            limit: max(1, line.unicodeScalars.count)))
      }
    }
    if case .over(let status) = ending { return status }
    return .success
  }

  /// Finds out whether there is a terminal to draw on, and draws nothing.
  static func check(_ choices: TerminalChoices) throws(CommandError) {
    if choices.script != nil { return }
    do {
      try CursesTerminal.check()
    } catch {
      throw .usage(error.description)
    }
  }

  var glyphs: Glyphs {
    let chosen = settings[.signs].flatMap(Setting.Signs.init)
    return terminal.repertoire == .unicode ? chosen?.glyphs ?? .unicode : .ascii
  }

  /// What a signal or a lost terminal means; nil for other events.
  func ending(for event: InputEvent) -> Ending? {
    switch event {
    case .lost where scripted != nil: .over(.success)
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

  // MARK: - The explorer

  /// Explores a search, or one that was begun earlier.
  ///
  /// `view` is what is shown first.
  func explore(
    _ request: SearchRequest, _ resumed: ResumedSearch? = nil,
    showing view: ExplorerLoop.FirstView = .init()
  ) -> Ending {
    let options = request.options(checkPeriod: choices.checkPeriod, resumed: resumed)
    let (plan, calls) = (request.plan, request.calls)
    let search = LiveSearch(
      options, wake: { [wake] in wake.signal() },
      makeSession: { plan.makeSession(SessionOptions(undoBytes: $0, calls: calls)) })
    defer {
      request.recorder?.file.expectEnd()
      search.close()
    }
    return explore(search, showing: view)
  }

  /// Explores a recording.
  ///
  /// `answer` is how the answer is chosen; nil for what the recorded search itself did.
  /// `verifies` says whether models are asked anew where it is gone on with, and what they say is compared.
  /// `view` is what is shown first, and `first` what the person is told, instead of what the file says.
  func explore(
    _ file: RecordedFile, at moment: Moment, answer: AnswerRule? = nil, verifies: Bool = false,
    showing view: ExplorerLoop.FirstView = .init(), remark first: String? = nil
  ) -> Ending {
    var current = file
    var remark = first
    while true {
      mapping = nil
      let ending = explore(current, at: moment, answer, verifies, view, remark: remark)
      guard let fields = mapping else { return ending }
      do throws(ImportedFile.Failure) {
        current = try current.mapped(fields)
        remark = nil
      } catch {
        remark = "not read so: " + CommandError(error, name: current.name).reason
      }
    }
  }

  /// Explores a recording; `remark` is what the person is told first, instead of what the file says.
  private func explore(
    _ file: RecordedFile, at moment: Moment, _ answer: AnswerRule?, _ verifies: Bool,
    _ view: ExplorerLoop.FirstView, remark: String?
  ) -> Ending {
    var options = file.options(checkPeriod: choices.checkPeriod, answer: answer)
    options.start = moment.start
    // The same script does the same for everybody, and leaves nothing behind.
    options.notes = scripted == nil ? file.notesPlace : nil
    options.opening = remark ?? options.opening
    let path = file.path
    let recorded = RecordedSearch(
      options, wake: { [wake] in wake.signal() },
      open: { () throws(JournalProblem) in try JournalBytes(mapping: path) })
    let source = ContinuedRecording(
      recorded, of: file, undoBytes: 64 << 20, checkPeriod: choices.checkPeriod, verifies: verifies,
      wake: { [wake] in wake.signal() })
    defer { source.close() }
    return explore(source, showing: view)
  }

  /// Explores a search that is being recorded elsewhere.
  func follow(
    _ feed: any JournalFeed, name: String, origin: Timeline.Origin, _ memory: MemoryAllowance,
    open: @escaping @Sendable () throws(JournalProblem) -> JournalBytes = { JournalBytes() }
  ) -> Ending {
    var options = RecordedSearch.Options.following(name, from: origin, memory)
    options.checkPeriod = choices.checkPeriod
    options.makeExporter = { header in TreeExporter(name: name) { header } }
    let recorded = RecordedSearch(
      options, feed: feed, wake: { [wake] in wake.signal() }, open: open)
    defer { recorded.close() }
    return explore(recorded)
  }

  /// Explores what a source shows; `open` opens the tree that a node stands for, and says why it cannot.
  ///
  /// Once `isReplaced` says so, it ends, and ``replaced`` is what was shown.
  func explore(
    _ source: any TreeSource, showing view: ExplorerLoop.FirstView = .init(),
    isReplaced: (() -> Bool)? = nil, open: (NodeID) throws(CommandError) -> Ending = { _ in .back }
  ) -> Ending {
    let loop = ExplorerLoop(
      source, terminal: terminal, glyphs: glyphs, showing: view, columns: columns,
      settings: settings, complaint: complaint, checkPeriod: choices.checkPeriod,
      freeName: { JournalFile.freeName(like: $0) }, keep: { SettingsPlace.keep($0) })
    complaint = nil
    defer { columns = loop.columns }
    scripted?.isSettled = { [weak loop] in loop?.isSettled ?? true }
    scripted?.isRunning = { [weak loop] in loop?.isRunning ?? false }
    let opener = FileOpener { [wake] in wake.signal() }
    defer { opener.close() }
    loop.opener = opener
    loop.files = files
    loop.isReplaced = isReplaced
    while true {
      let step: Step = loop.run(
        { event in ending(for: event).map { .over($0) } },
        left: { exit in
          switch exit {
          case .back: return .over(.back)
          case .map(let fields):
            mapping = fields
            return .over(.back)
          case .tree(let node): return .open(node)
          case .replaced:
            replaced = loop.view
            return .over(.back)
          case .program: return .over(.over(.success))
          }
        })
      switch step {
      case .over(let end):
        if let printedView {
          if printedView == .compare, loop.state.compared == nil {
            viewFailure = loop.state.message?.text ?? "nothing was compared"
          }
          for line in LinearText.lines(of: printedView, loop.state) {
            StandardStream.output.print(line)
          }
        }
        exitTexts += loop.exitTexts
        exitMessage = loop.exitMessage ?? exitMessage
        placeCommand = loop.placeCommand ?? placeCommand
        return end
      case .open(let node):
        do throws(CommandError) {
          let end = try open(node)
          if end != .back { return end }
        } catch {
          loop.complain([error.place, error.reason].compactMap { $0 }.joined(separator: ": "))
        }
      }
    }
  }

  /// What comes after the explorer was left.
  private enum Step {
    case over(Ending)
    case open(NodeID)
  }
}
