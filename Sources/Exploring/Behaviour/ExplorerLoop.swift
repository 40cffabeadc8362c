public import Drawing
package import Groundwork
public import SearchTrees

/// The event loop of the explorer: events in, effects out, frames at a bounded rate, nothing when idle.
public final class ExplorerLoop {
  /// Whether the source is to be replaced by another one, asked whenever the terminal is woken; nil where it
  /// never is.
  public var isReplaced: (() -> Bool)?

  /// How the explorer was left.
  public enum Exit: Hashable, Sendable {
    /// For the screen that it was opened from.
    case back
    /// For the same file, of which fields are to be taken for something else.
    case map(String)
    /// For the tree that a node stands for; the explorer may be run again afterwards.
    case tree(NodeID)
    /// For another source that is there by now.
    case replaced
    /// For good.
    case program
  }

  private let source: any TreeSource
  private let terminal: any Terminal
  private let time: any TimeSource
  private let freeName: (String) -> String
  private let keep: (Settings) -> (words: String, isError: Bool)
  /// Opens moments of files; nil where none can be opened.
  public var opener: (any TreeOpener)?
  /// Reads and writes a person's own files; nil where there are none.
  public var files: (any PersonalFiles)? {
    didSet { if let files { state.history = TypedHistory(files.history()) } }
  }
  package private(set) var state: ExplorerState
  private var sent: SliceRequest?
  private var awaited = 0
  private var lastRequest = 0.0
  /// Seconds between two frames that only the search causes; longer where output is slow.
  private var interval = ExplorerLoop.quickest
  private static let quickest = 1.0 / 30
  /// Seconds between two pictures without a key in between, where they are read aloud.
  private static let calm = 5.0
  /// Whether the person did something since the last picture.
  private var isAsked = true
  private var drawn = -1e9
  private static let slowest = 1.0 / 4
  /// A frame that takes longer than this to write means that the line is slow.
  private static let slowWrite = 0.02
  /// Holds pictures against a second way.
  package private(set) var check: FrameCheck
  /// Whether a slice was taken in since the last picture.
  private var hasNewSlice = false
  /// When the next picture must be drawn, if something happened since the last one.
  private var due: Double?
  /// Seconds that a picture waits for the answer to what a key asked: it is there in a moment, and
  /// one picture is sooner on the screen than two.
  private static let answerWait = 0.001

  /// Makes the loop of an explorer that has seen nothing yet.
  ///
  /// `freeName` returns a file name like the one it is given that no file has. One picture in
  /// `checkPeriod` is drawn twice; 0 is none.
  ///
  /// `view` is what is shown first, and `columns` are those that a person chose earlier, nil for those of the
  /// settings. `settings` hold from the beginning, and `keep` writes some of them into the file of settings and says what became of it;
  /// `complaint` is what is wrong with that file.
  public convenience init(
    _ source: any TreeSource, terminal: any Terminal, glyphs: Glyphs,
    showing view: FirstView = FirstView(), columns: ColumnSettings? = nil,
    settings: Settings = Settings(), complaint: String? = nil,
    checkPeriod: Int = ShadowCheck.usualPeriod, freeName: @escaping (String) -> String,
    keep: @escaping (Settings) -> (words: String, isError: Bool)
  ) {
    self.init(
      source, terminal: terminal, glyphs: glyphs, time: SystemTime(), settings: settings,
      checkPeriod: checkPeriod, freeName: freeName, keep: keep)
    if let columns { state.columns = columns }
    state.firstColumns = view.columns
    if let filter = view.filter { Explorer.filter(by: filter, &state) }
    if let group = view.group { Explorer.group(by: group, &state) }
    state.pendingNode = view.node
    if let page = view.page { state.tab = page }
    state.adjustRequest()
    if let complaint { Explorer.complain(complaint, &state) }
  }

  /// The columns that a person chose by now.
  public var columns: ColumnSettings { state.columns }

  package init(
    _ source: any TreeSource, terminal: any Terminal, glyphs: Glyphs, time: any TimeSource,
    settings: Settings = Settings(), checkPeriod: Int = ShadowCheck.usualPeriod,
    freeName: @escaping (String) -> String,
    keep: @escaping (Settings) -> (words: String, isError: Bool) = { _ in
      ("there is no file of settings here", true)
    }
  ) {
    self.source = source
    self.terminal = terminal
    self.time = time
    self.freeName = freeName
    self.keep = keep
    check = FrameCheck(period: checkPeriod)
    state = ExplorerState(size: terminal.size, glyphs: glyphs)
    state.hasMouse = terminal.hasMouse
    state.adopt(settings)
  }

  /// Runs until the person leaves, or `ending` says that an event ends the program.
  public func run<Ending>(
    _ ending: (InputEvent) -> Ending?, left: (Exit) -> Ending
  ) -> Ending {
    // Between two runs the window may have another size.
    if state.size != terminal.size { _ = handle(.resize(terminal.size)) }
    begin()
    while true {
      let events = terminal.waitForEvents(timeout: timeout())
      for event in events {
        if let ending = ending(event) { return ending }
        if case .wake = event, isReplaced?() ?? false { return left(.replaced) }
        if let exit = handle(event) { return left(exit) }
      }
      finishTurn(hasEvents: !events.isEmpty)
    }
  }

  /// Asks for the first slice.
  package func begin() {
    ask()
    present()
  }

  /// Handles an event; returns how the explorer is left, if it is.
  package func handle(_ event: InputEvent) -> Exit? {
    if event != .wake {
      if !isAsked { due = nil }
      isAsked = true
    }
    return carryOut(reduce(event))
  }

  /// Asks and draws what is due after some events, or none where the time was up.
  package func finishTurn(hasEvents: Bool) {
    if state.request != sent || isFrameDue { ask() }
    let isCalm = state.isAccessible && !isAsked
    if hasEvents, due == nil {
      due = isCalm ? max(time.now, drawn + Self.calm) : time.now + Self.answerWait
    }
    if let due, (hasAnswer && !isCalm) || time.now >= due { present() }
  }

  /// Says in the status line what did not come about.
  public func complain(_ words: String) { Explorer.complain(words, &state) }

  /// What is left to say on the normal screen.
  public var exitMessage: String? {
    let summary = state.slice.summary
    if let save = summary.save {
      return
        "not saved: \(save.path): the program ended before it was written; nothing of it is left"
    }
    guard summary.iterations > 0 else { return nil }
    let best = summary.answer?.path.first.map { ", best \($0)" } ?? ""
    let value = summary.answer?.firstValue.map { " (Q \(NumberText.fixed($0)))" } ?? ""
    return "\(summary.title): \(NumberText.grouped(summary.iterations)) simulations, "
      + "\(NumberText.grouped(summary.nodes)) nodes\(best)\(value)"
  }

  /// The last command that was told to open a place again.
  ///
  /// Untrusted text.
  public var placeCommand: String? { state.placeCommand }

  /// What was asked to be printed on leaving.
  ///
  /// Untrusted text.
  public var exitTexts: [String] { state.exitTexts }

  /// Seconds between two frames that only the search causes, as they are now.
  private var frameInterval: Double {
    state.isAccessible ? max(interval, Self.calm) : interval
  }

  /// Whether there is nothing to wait for: an answer came since the last picture, or none is asked.
  private var hasAnswer: Bool {
    hasNewSlice || (state.request == sent && state.slice.serial >= awaited)
  }

  /// Whether the last key is answered, what it looks for is found, and the picture of that drawn.
  public var isSettled: Bool {
    let slice = state.slice
    return due == nil && !isOpening && state.request == sent && slice.serial >= awaited
      && state.hasSlice && state.typed.isEmpty
      && slice.summary.isMomentSettled && state.pendingNode == nil
      && (state.request.filter == nil || slice.filter?.isDone != false)
      && (state.request.lookup == nil || state.toldLookup == state.lookupSerial
        || state.arrivedLookup == state.lookupSerial)
      && (state.request.comparison == nil || slice.comparison?.isDone == true)
      && slice.groups?.isDone != false && slice.summary.save == nil
  }

  /// Whether a file is being opened to be compared with.
  private var isOpening = false

  /// Whether the search runs, or a recording plays.
  public var isRunning: Bool { state.isRunning }

  private var hasAllAnswers: Bool { state.request == sent && state.slice.serial >= awaited }

  /// Whether frames must be asked for: other sources tell by themselves when there is something new.
  private var asksForFrames: Bool { state.isRunning && source.abilities.needsPolling }

  private var isFrameDue: Bool {
    asksForFrames && time.now - lastRequest >= frameInterval
  }

  /// Milliseconds until the next picture or question; nil, indefinitely, where nothing is due.
  package func timeout() -> Int? {
    let frame = asksForFrames ? lastRequest + frameInterval : nil
    guard let next = [due, frame].compactMap({ $0 }).min() else { return nil }
    return max(0, Int(((next - time.now) * 1000).rounded(.up)))
  }

  /// Asks for a slice; `isNews` says that an answer to an older question no longer fits.
  private func ask(isNews: Bool = false) {
    let serial = source.request(state.request)
    // The same question asked again for the next frame takes any answer: where answers take longer
    // than a frame there would never be one to the newest.
    if isNews || state.request != sent { awaited = serial }
    assert(awaited <= serial, "no answer is waited for that was not asked for")
    sent = state.request
    lastRequest = time.now
  }

  private func reduce(_ event: InputEvent) -> [Effect] {
    let now = time.now
    guard case .wake = event else { return Explorer.reduce(&state, .input(event), at: now) }
    if let opening = opener?.takeOpening() {
      isOpening = false
      _ = Explorer.reduce(&state, .opened(opening), at: now)
    }
    // An answer to an older question would put the cursor back where it was.
    // So would one to a question that a key of the same moment has changed and nobody has sent yet.
    guard state.request == sent, let slice = source.latest(), slice.serial >= awaited else {
      return []
    }
    hasNewSlice = true
    return Explorer.reduce(&state, .slice(slice), at: now)
  }

  private func carryOut(_ effects: [Effect]) -> Exit? {
    for effect in effects {
      switch effect {
      case .send(let command): source.send(command, on: state.seenBranch)
      case .nameFile(let name):
        _ = Explorer.reduce(&state, .freeName(freeName(name)), at: time.now)
      case .openTree(let text):
        if let opener {
          isOpening = true
          opener.open(text)
        } else {
          let refusal = TreeOpening.failed("no file can be opened here")
          _ = Explorer.reduce(&state, .opened(refusal), at: time.now)
        }
      case .quit: return .back
      case .map(let fields): return .map(fields)
      case .openNode(let node): return .tree(node)
      case .quitAll: return .program
      case .suspend: terminal.suspend()
      case .redraw: terminal.invalidate()
      case .mouse(let isReported): terminal.hasMouse = isReported
      case .theme(let name): terminal.theme = name
      case .copy(let text): terminal.copy(text)
      case .write(let text, let path, let words):
        let reason = files.map { $0.write(text, toNew: path) } ?? "nothing is written from here"
        report(reason.map { "\(path): \($0)" } ?? words, isError: reason != nil)
      case .edit(let text, let thing):
        var edited: EditedText?
        terminal.runOutside { edited = files?.edit(text) }
        let outcome = edited ?? .failed("no editor can be started here")
        return carryOut(Explorer.reduce(&state, .edited(outcome, thing), at: time.now))
      case .completePath(let begun):
        let paths = files?.paths(beginning: begun) ?? []
        _ = Explorer.reduce(&state, .paths(paths, begun: begun), at: time.now)
      case .remember(let line): files?.remember(line)
      case .keep(let settings):
        let (words, isError) = keep(settings)
        _ = Explorer.reduce(&state, .kept(words, isError: isError), at: time.now)
      }
      // What a command changed is shown by the slice that is asked for after it.
      if case .send = effect { ask(isNews: true) }
    }
    return nil
  }

  private func report(_ words: String, isError: Bool) {
    _ = Explorer.reduce(&state, .kept(words, isError: isError), at: time.now)
  }

  private func present() {
    due = nil
    hasNewSlice = false
    if hasAllAnswers { isAsked = false }
    if state.isAccessible { state.announcements.note(state) }
    let began = time.now
    drawn = began
    let picture = check.draw(&state)
    terminal.present(picture)
    check.look(at: terminal, picture, &state)
    state.noteSeen()
    let isSlow = time.now - began > Self.slowWrite
    interval =
      isSlow ? min(interval * 2, Self.slowest) : max(interval * 0.9, Self.quickest)
    assert(
      (Self.quickest...Self.slowest).contains(interval), "frames come neither faster nor slower")
  }
}
