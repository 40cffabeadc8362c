import CNcurses
public import Drawing

/// A terminal that is not there: a script presses the keys, and screens are shown where it says so.
public final class ScriptedTerminal: Terminal {
  /// What became of the script.
  public enum Outcome: Hashable, Sendable {
    /// It goes on.
    case running
    /// It came to its end.
    case finished
    /// It did not: the line, and why.
    case failed(line: Int, reason: String)
  }

  /// The size of the next canvas.
  public private(set) var size = Size(width: 80, height: 24)
  /// The characters that can be shown.
  public let repertoire: Repertoire
  /// All colours: they are told by name, or as of a terminal with 256.
  public let colourDepth = ColourDepth.many
  /// Nobody has a mouse here.
  public var hasMouse = false
  /// The theme of what is shown with colours.
  public var theme: ThemeName?
  /// What became of the script.
  public private(set) var outcome = Outcome.running
  /// Whether the last key is answered and its picture drawn.
  public var isSettled: () -> Bool = { true }
  /// Whether something goes on by itself.
  public var isRunning: () -> Bool = { false }
  /// What was put into the clipboard last.
  public private(set) var clipboard: String?

  private let script: ScreenScript
  private let wake: Wake
  private let output: (String) -> Void
  /// Milliseconds that an answer, or a stop, is waited for.
  private let longestWait: Int
  private var next = 0
  private var picture: Canvas?
  private var shownCount = 0

  /// Makes a terminal that plays a script and gives what it shows to `output`, a line at a time.
  ///
  /// `seconds` are those after which an answer is waited for no longer.
  public init(
    _ script: ScreenScript, repertoire: Repertoire, wake: Wake, giveUpAfter seconds: Int = 120,
    output: @escaping (String) -> Void
  ) {
    self.script = script
    self.repertoire = repertoire
    self.wake = wake
    self.output = output
    longestWait = seconds * 1000
  }

  /// Keeps the canvas, to show it where the script says so.
  public func present(_ canvas: Canvas) { picture = canvas }

  /// Nothing is kept that could be invalid.
  public func invalidate() {}

  /// Nobody is there to suspend for.
  public func suspend() {}

  /// Keeps a text.
  public func copy(_ text: String) { clipboard = text }

  /// Nothing was opened.
  public func close() {}

  /// Returns what the script does next, once all that it did before is answered; after its end the terminal is
  /// lost.
  public func waitForEvents(timeout milliseconds: Int?) -> [InputEvent] {
    let deadline = milliseconds.map { treetop_milliseconds() + Int64(max(0, $0)) }
    let end = treetop_milliseconds() + Int64(longestWait)
    while true {
      if isWoken(within: 0) { return [.wake] }
      if isSettled(), let event = advance() { return [event] }
      let now = treetop_milliseconds()
      if let deadline, now >= deadline { return [] }
      if now >= end {
        let line = script.steps[min(next, script.steps.count - 1)].line
        outcome = .failed(line: line, reason: "nothing came for \(longestWait / 1000) s")
        return [.lost]
      }
      let rest = min(deadline ?? end, end) - now
      if isWoken(within: Int32(clamping: rest)) { return [.wake] }
    }
  }

  private func isWoken(within milliseconds: Int32) -> Bool {
    let ready = treetop_wait(-1, wake.reading, -1, milliseconds)
    guard ready & Int32(TREETOP_READY_WAKE.rawValue) != 0 else { return false }
    wake.drain()
    return true
  }

  /// Carries out steps up to the next event; nil where something is waited for.
  private func advance() -> InputEvent? {
    while next < script.steps.count {
      let step = script.steps[next].step
      if step == .wait, isRunning() { return nil }
      next += 1
      switch step {
      case .key(let key): return .key(key)
      case .size(let newest):
        guard newest.clamped != size else { break }
        size = newest.clamped
        return .resize(size)
      case .theme(let name): theme = name
      case .wait: break
      case .dump(let format, let name): show(format, name)
      }
    }
    if outcome == .running { outcome = .finished }
    return .lost
  }

  private func show(_ format: ScreenScript.Format, _ name: String) {
    shownCount += 1
    guard let picture else { return }
    let (width, height) = (picture.size.width, picture.size.height)
    let title = SafeText(name.isEmpty ? "screen \(shownCount)" : name, repertoire: repertoire)
    output("== \(title.plain) \(width)x\(height)")
    switch format {
    case .text: output(picture.text)
    case .styles: output(picture.styleText)
    case .ansi:
      for line in AnsiText.lines(of: picture, theme: theme) { output(line) }
    }
  }
}
