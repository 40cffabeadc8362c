/// Something that happened to the terminal and that the program may answer.
public enum InputEvent: Hashable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// Text was pasted; never a command.
  case paste(String)
  /// A mouse button or wheel was used.
  case mouse(MouseEvent)
  /// The window has a new size.
  case resize(Size)
  /// Another thread has something to show.
  case wake
  /// A signal arrived.
  case signal(Signal)
  /// The terminal is gone; nothing more can be shown or read.
  case lost
  /// Bytes that mean nothing were skipped.
  case ignored(count: Int)

  /// A signal that the program may answer.
  public enum Signal: Hashable, Sendable {
    /// Interrupt, sent from outside; the key ^C arrives as a key.
    case interrupt
    /// A request to end.
    case terminate
    /// The session ended.
    case hangup
    /// The program runs again after it was stopped; the screen has been marked for a full repaint.
    case resumed
  }
}

/// What was done with the mouse, and where.
public struct MouseEvent: Hashable, Sendable {
  /// What was done.
  public enum Kind: Hashable, Sendable {
    /// A button was pressed: 1 left, 2 middle, 3 right.
    case press(button: Int)
    /// The left button was pressed again at once in the same place.
    case doublePress
    /// A button was released.
    case release
    /// The wheel was turned away from the hand.
    case wheelUp
    /// The wheel was turned towards the hand.
    case wheelDown
  }

  /// What was done.
  public var kind: Kind
  /// Where; may lie outside the canvas when the window has just become smaller.
  public var point: Point
  /// What was held.
  public var modifiers: Key.Modifiers

  /// Makes an event.
  public init(_ kind: Kind, at point: Point, modifiers: Key.Modifiers = []) {
    self.kind = kind
    self.point = point
    self.modifiers = modifiers
  }
}
