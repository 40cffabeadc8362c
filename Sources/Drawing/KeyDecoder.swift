/// Turns the bytes of a terminal into events, however they are cut into pieces.
///
/// A state machine that always goes on: a byte that means nothing is reported as ignored and never
/// swallows the keys after it, which is what makes the wide input of curses go deaf. Escape alone
/// and the beginning of a sequence look alike; the reader of the bytes waits a moment when
/// something is pending and then calls `flush`.
public struct KeyDecoder: Sendable {
  /// What the decoder waits for.
  public enum Pending: Hashable, Sendable {
    /// Nothing: all bytes have become events.
    case nothing
    /// The rest of a character or of an escape sequence, which follows at once if at all.
    case sequence
    /// The end of a paste, which may take its time.
    case paste
  }

  /// Where in a sequence the decoder stands.
  enum State {
    /// Between keys.
    case ground
    /// Within a character of several bytes.
    case text
    /// After an escape.
    case escape
    /// Within a control sequence.
    case control
    /// Within the sequence of an application key.
    case application
    /// Within the three bytes of an old mouse report.
    case oldMouse
    /// Within a paste.
    case paste
  }

  /// The longest control sequence that is read; longer ones are garbage.
  static let longestSequence = 48
  /// The largest paste that is kept; the rest of a larger one is skipped.
  static let largestPaste = 1 << 20
  /// What ends a paste.
  static let pasteEnd = Array("\u{1B}[201~".utf8)

  var state = State.ground
  /// The bytes of the sequence that is being read.
  var held: [UInt8] = []
  /// The modifiers of the key that is being read.
  var heldModifiers: Key.Modifiers = []
  /// The text of the paste that is being read.
  var pasted: [UInt8] = []
  /// How many bytes of the end of a paste have been seen.
  var pasteMatch = 0
  /// What has been decoded and not yet been returned.
  var events: [InputEvent] = []

  /// Starts between two keys.
  public init() {}

  /// What the decoder waits for.
  public var pending: Pending {
    switch state {
    case .ground: .nothing
    case .paste: .paste
    default: .sequence
    }
  }

  /// Returns the events that `bytes` complete.
  public mutating func decode(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
    for byte in bytes { read(byte) }
    return take()
  }

  /// Returns the events of what is pending, which will not be completed any more.
  public mutating func flush() -> [InputEvent] {
    switch state {
    case .ground: break
    case .escape: emit(.escape)
    case .control where held.isEmpty: emit(.character("["), .alt)
    case .application where held.isEmpty: emit(.character("O"), .alt)
    case .text, .control, .application, .oldMouse: ignoreHeld(and: prefixLength)
    case .paste: endPaste(unmatched: pasteMatch)
    }
    reset()
    return take()
  }

  /// Returns the events so far.
  private mutating func take() -> [InputEvent] {
    defer { events = [] }
    return events
  }

  /// How many bytes stand before the held ones in a sequence of the current state.
  var prefixLength: Int {
    switch state {
    case .control, .application: 2
    case .oldMouse: 3
    default: 0
    }
  }

  /// Reads one byte.
  private mutating func read(_ byte: UInt8) {
    switch state {
    case .ground: readGround(byte)
    case .text: readText(byte)
    case .escape: readEscape(byte)
    case .control: readControl(byte)
    case .application: readApplication(byte)
    case .oldMouse: readOldMouse(byte)
    case .paste: readPaste(byte)
    }
  }

  /// Forgets the sequence that is being read.
  mutating func reset() {
    state = .ground
    held = []
    heldModifiers = []
  }

  /// Reports a key.
  mutating func emit(_ code: Key.Code, _ modifiers: Key.Modifiers = []) {
    events.append(.key(Key(code, modifiers)))
  }

  /// Reports the held bytes and `others` as ignored.
  mutating func ignoreHeld(and others: Int = 0) {
    events.append(.ignored(count: held.count + others))
  }

  /// Gives a sequence up and reads `byte`, which does not belong to it, as the start of another.
  mutating func abandon(at byte: UInt8) {
    ignoreHeld(and: prefixLength)
    reset()
    readGround(byte)
  }
}
