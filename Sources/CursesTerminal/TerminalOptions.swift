public import Drawing

/// What a person chose about the terminal.
public struct TerminalOptions: Sendable {
  /// Which colours are used.
  public enum ColourChoice: Hashable, Sendable {
    /// As many as the terminal has, none where `NO_COLOR` or `TREETOP_NO_COLOR` is set.
    case automatic
    /// None.
    case never
    /// As many as the terminal has, but not more than this.
    case depth(ColourDepth)
  }

  /// Whether clicks and the wheel are reported; without, the terminal's own selection works.
  public var mouse = true
  /// Which colours are used.
  public var colour = ColourChoice.automatic
  /// The theme; nil is the one of the ground that `COLORFGBG` tells.
  public var theme: ThemeName?
  /// The characters that are used; by default what the locale can show.
  public var repertoire: Repertoire?
  /// What other threads wake the event loop with.
  public var wake: Wake?

  /// Makes the usual choices.
  public init(
    mouse: Bool = true, colour: ColourChoice = .automatic, theme: ThemeName? = nil,
    repertoire: Repertoire? = nil, wake: Wake? = nil
  ) {
    self.mouse = mouse
    self.colour = colour
    self.theme = theme
    self.repertoire = repertoire
    self.wake = wake
  }
}
