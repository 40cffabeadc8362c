/// Something that shows canvases and reports events; a real terminal, or a recording in tests.
///
/// A class bound, because a terminal is one thing with a life of its own. It belongs to one thread.
public protocol Terminal: AnyObject {
  /// The size of the next canvas to present.
  var size: Size { get }
  /// The characters that can be shown.
  var repertoire: Repertoire { get }
  /// How many colours can be shown.
  var colourDepth: ColourDepth { get }

  /// Whether the mouse is reported; else the terminal uses it, as for selecting text.
  var hasMouse: Bool { get set }

  /// The theme that was chosen; nil where the terminal tells. Another one is seen with the next canvas.
  var theme: ThemeName? { get set }

  /// Shows `canvas`; costs nothing on the line where nothing changed.
  func present(_ canvas: Canvas)
  /// Returns the first cell that is not as a canvas has it which was just presented; nil where all are,
  /// and where that cannot be known.
  func difference(from canvas: Canvas) -> Point?
  /// Makes the next canvas be drawn in full, whatever is thought to be on the screen.
  func invalidate()
  /// Waits up to `milliseconds`, or indefinitely, and returns all that has happened since, in order.
  ///
  /// Empty when the time is over. A paused program waits indefinitely and uses no processor time.
  func waitForEvents(timeout milliseconds: Int?) -> [InputEvent]
  /// Stops the program as ^Z does, and returns when it runs again.
  func suspend()
  /// Runs something that uses the terminal itself, as an editor does, and comes back after it.
  func runOutside(_ body: () -> Void)
  /// Asks the terminal to take a text into its clipboard; whether it does is not known.
  func copy(_ text: String)
  /// Gives the terminal back as it was found.
  func close()
}

extension Terminal {
  /// By default there are no colours to choose.
  public var theme: ThemeName? {
    get { nil }
    set {}
  }
  /// By default nothing is in the way.
  public func runOutside(_ body: () -> Void) { body() }
  /// By default there is no clipboard.
  public func copy(_ text: String) {}
  /// Nil: by default nobody can read back what is shown.
  public func difference(from canvas: Canvas) -> Point? { nil }
}

/// How many colours a terminal can show.
public enum ColourDepth: Int, CaseIterable, Comparable, Hashable, Sendable {
  /// No colours, only emphasis.
  case mono = 0
  /// The eight colours of ANSI.
  case eight = 8
  /// Eight colours and their bright forms.
  case sixteen = 16
  /// The 256 colours of xterm.
  case many = 256

  /// Returns whether `left` has fewer colours than `right`.
  public static func < (left: ColourDepth, right: ColourDepth) -> Bool {
    left.rawValue < right.rawValue
  }
}
