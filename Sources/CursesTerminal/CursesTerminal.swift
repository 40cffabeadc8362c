import CNcurses
public import Drawing
import Glibc

/// The terminal that the program runs in, by way of ncurses.
///
/// Belongs to the thread that made it. There is one at a time: curses keeps its screen in globals.
/// Only pictures go through curses. Keys are read as bytes: the wide input of curses swallows up to
/// 144 bytes after an invalid one, and its table of keys depends on terminfo entries that are often
/// wrong. The keypad stays in its normal mode, one mode less to restore; the decoder reads arrows in
/// both forms.
public final class CursesTerminal: Terminal {
  /// The size of the next canvas to present.
  public internal(set) var size: Size
  /// The characters that can be shown.
  public let repertoire: Repertoire
  /// How many colours can be shown.
  public let colourDepth: ColourDepth

  /// Where keys come from and where pictures go.
  let descriptor: Descriptor
  /// Shows what changed.
  var presenter: Presenter
  /// Turns bytes into events.
  var decoder = KeyDecoder()
  /// Recognises double presses.
  var clicks = ClickCounter()
  /// When the last byte came, on the clock of the system.
  var lastByte = treetop_milliseconds()
  /// How long an escape may be the beginning of a sequence.
  let escapeDelay: Int
  /// What other threads wake the event loop with.
  let wake: Wake?
  /// The descriptor on which signals arrive.
  let signals: Int32
  /// Whether the mouse is reported; else the terminal uses it, as for selecting text.
  public var hasMouse: Bool {
    didSet {
      guard hasMouse != oldValue, !isLost, !isClosed else { return }
      Restoration.write(hasMouse ? Self.mouseOn : Self.mouseOff)
    }
  }
  /// The theme that was chosen; nil for the one of the ground that the terminal tells.
  public var theme: ThemeName? {
    didSet {
      guard theme != oldValue, !isLost, !isClosed else { return }
      presenter = Presenter(theme: Theme(theme, depth: colourDepth))
      treetop_screen_invalidate()
    }
  }
  private static let mouseOn = "\u{1B}[?1000h\u{1B}[?1006h"
  private static let mouseOff = "\u{1B}[?1006l\u{1B}[?1000l"
  /// What is switched on beside what curses switches on.
  private var modes: String { "\u{1B}[?2004h" + (hasMouse ? Self.mouseOn : "") }
  /// What switches it off again.
  private var unmodes: String { (hasMouse ? Self.mouseOff : "") + "\u{1B}[?2004l" }
  /// Whether the screen has been away, which is still to be reported.
  var hasReturned = false
  /// Whether the terminal is gone; nothing is written to it any more.
  var isLost = false
  /// Whether the terminal has been given back.
  var isClosed = false
  /// The thread to which curses belongs.
  private let owner = pthread_self()

  /// Opens the terminal that the program runs in, or says why there is none.
  public convenience init(options: TerminalOptions = TerminalOptions()) throws(TerminalError) {
    let repertoire = TerminalEnvironment.adoptLocale(override: options.repertoire)
    try self.init(
      options: options, repertoire: repertoire, descriptor: Descriptor(),
      name: TerminalEnvironment.variable("TERM") ?? Self.assumedName ?? "")
  }

  /// Opens the terminal with these descriptors and this name.
  ///
  /// Everything is checked before anything is drawn, and the modes of the tty are remembered before
  /// curses changes them.
  init(
    options: TerminalOptions, repertoire: Repertoire, descriptor: Descriptor, name: String
  )
    throws(TerminalError)
  {
    self.repertoire = repertoire
    self.descriptor = descriptor
    try Self.check(descriptor, name)
    guard treetop_guard_arm(descriptor.input, descriptor.output) else {
      throw .cannotOpen(reason: "its modes cannot be read")
    }
    // Before curses, which leaves handlers alone that are there: its own end the process, and would
    // lose every SIGTSTP that comes while it draws.
    signals = treetop_signals_open()
    size = descriptor.size
    let (height, width) = (Int32(size.height), Int32(size.width))
    guard unsafe treetop_screen_open(name, descriptor.input, descriptor.output, height, width)
    else {
      treetop_signals_close()
      treetop_guard_disarm(false)
      throw .cannotOpen(reason: "curses refuses \(SafeText(name, repertoire: .ascii).plain)")
    }
    colourDepth = TerminalEnvironment.colourDepth(
      options.colour, colours: Int(treetop_screen_colours()))
    theme = options.theme
    presenter = Presenter(theme: Theme(options.theme, depth: colourDepth))
    escapeDelay = TerminalEnvironment.escapeDelay
    wake = options.wake
    hasMouse = options.mouse
    Restoration.write(modes)
  }

  deinit { finish() }

  /// Says why no terminal can be opened, where that is known without touching it.
  public static func check() throws(TerminalError) {
    let descriptor = try Descriptor()
    defer { descriptor.close() }
    try check(descriptor, TerminalEnvironment.variable("TERM") ?? assumedName ?? "")
  }

  /// What the terminal is taken for where `TERM` is not set and standard output is a terminal: the first of
  /// some plain types that the terminal database has; nil where it is set, or it has none of them.
  public static var assumedName: String? {
    guard TerminalEnvironment.variable("TERM") == nil, isatty(STDOUT_FILENO) != 0 else {
      return nil
    }
    return ["xterm", "linux", "vt100"].first {
      unsafe treetop_term_status($0, STDOUT_FILENO) == Int32(TREETOP_TERM_USABLE.rawValue)
    }
  }

  private static func check(_ descriptor: Descriptor, _ name: String) throws(TerminalError) {
    switch unsafe treetop_term_status(name, descriptor.output) {
    case Int32(TREETOP_TERM_USABLE.rawValue): break
    case Int32(TREETOP_TERM_DUMB.rawValue): throw .dumbTerminal(name: name)
    default: throw .unknownTerminal(name: name)
    }
  }

  /// Shows `canvas`; costs nothing on the line where nothing changed.
  public func present(_ canvas: Canvas) {
    assert(pthread_equal(owner, pthread_self()) != 0, "curses belongs to the thread that opened it")
    guard !isLost, !isClosed else { return }
    _ = presenter.present(canvas)
  }

  /// Returns the first cell that curses does not hold as a canvas has it which was just presented.
  ///
  /// - Complexity: linear in the number of cells.
  public func difference(from canvas: Canvas) -> Point? {
    guard !isLost, !isClosed, canvas.size == size else { return nil }
    return presenter.difference(from: canvas)
  }

  /// Makes the next canvas be drawn in full, whatever is thought to be on the screen.
  public func invalidate() {
    guard !isLost, !isClosed else { return }
    presenter.forget()
    treetop_screen_invalidate()
  }

  /// Asks the terminal to take a text into its clipboard, through tmux or screen where one is in between.
  public func copy(_ text: String) {
    guard !isLost, !isClosed, text.utf8.count <= Clipboard.most else { return }
    let multiplexer = ClipboardSequence.multiplexer(TerminalEnvironment.variable)
    Restoration.write(ClipboardSequence.bytes(for: text, within: multiplexer))
  }

  /// Stops the program as ^Z does, and returns when it runs again.
  public func suspend() {
    guard !isLost, !isClosed else { return }
    leave()
    treetop_signals_stop()
    enter()
  }

  /// Gives the terminal back as it was found; a second time does nothing.
  public func close() { finish() }

  /// Shows the normal screen in its own modes while `body` runs, as for an editor or a pager.
  public func stepAside<Result>(_ body: () throws -> Result) rethrows -> Result {
    guard !isLost, !isClosed else { return try body() }
    leave()
    defer { enter() }
    return try body()
  }

  /// Shows the normal screen while an editor runs.
  public func runOutside(_ body: () -> Void) { stepAside(body) }

  /// Goes back to the normal screen.
  private func leave() {
    Restoration.write(unmodes)
    treetop_screen_leave()
  }

  /// Comes back from the normal screen, whatever has happened to the window meanwhile.
  private func enter() {
    treetop_screen_return()
    Restoration.write(modes)
    size = descriptor.size
    treetop_screen_resize(Int32(size.height), Int32(size.width))
    hasReturned = true
    invalidate()
  }

  /// Ends everything, once.
  private func finish() {
    guard !isClosed else { return }
    isClosed = true
    if !isLost { Restoration.write(unmodes) }
    treetop_screen_end(isLost)
    treetop_guard_disarm(isLost)
    treetop_signals_close()
    descriptor.close()
  }
}
