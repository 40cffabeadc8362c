/// How a cell is emphasised, beside its colour; survives on a terminal without colours.
public struct Emphasis: OptionSet, Hashable, Sendable {
  /// The set of emphases as bits.
  public let rawValue: UInt8

  /// Makes a set of emphases from bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Strong strokes.
  public static let bold = Emphasis(rawValue: 1)
  /// Faint strokes.
  public static let dim = Emphasis(rawValue: 2)
  /// A line below.
  public static let underline = Emphasis(rawValue: 4)
  /// Foreground and background exchanged.
  public static let reverse = Emphasis(rawValue: 8)
}

/// What a cell means; the terminal's theme turns the meaning into a colour.
public enum Role: UInt8, CaseIterable, Hashable, Sendable {
  /// Ordinary text.
  case plain
  /// Text that matters less than its surroundings.
  case muted
  /// The name of the program or of a view.
  case title
  /// A column or section heading.
  case heading
  /// Lines between panes, tree guides.
  case border
  /// What is selected or focused.
  case accent
  /// A key that can be pressed.
  case key
  /// A good outcome.
  case good
  /// A bad outcome.
  case bad
  /// Something to look at before going on.
  case warning
  /// The best move or line.
  case best
  /// A visit count.
  case visits
  /// A value estimate.
  case value
  /// A prior probability.
  case prior
  /// A term of a selection score.
  case term
  /// The visible escape of something that must not reach the terminal as it is.
  case unsafe
  /// A bar: an area that stands for a number beside it.
  case bar
}

/// The look of a cell: what it means and how it is emphasised.
public struct Style: Hashable, Sendable {
  /// What the cell means.
  public var role: Role
  /// How the cell is emphasised.
  public var emphasis: Emphasis

  /// Makes a style.
  public init(_ role: Role, _ emphasis: Emphasis = []) {
    self.role = role
    self.emphasis = emphasis
  }

  /// Returns this style with `added` emphasis.
  public func with(_ added: Emphasis) -> Style { Style(role, emphasis.union(added)) }
}

extension Style {
  /// Ordinary text.
  public static let plain = Style(.plain)
  /// Text that matters less.
  public static let muted = Style(.muted)
  /// The name of the program or of a view.
  public static let title = Style(.title, .bold)
  /// A column or section heading.
  public static let heading = Style(.heading, .bold)
  /// Lines between panes.
  public static let border = Style(.border)
  /// What is selected or focused.
  public static let accent = Style(.accent, .bold)
  /// A key that can be pressed.
  public static let key = Style(.key, .bold)
  /// A good outcome.
  public static let good = Style(.good)
  /// A bad outcome.
  public static let bad = Style(.bad)
  /// Something to look at before going on.
  public static let warning = Style(.warning, .bold)
  /// The best move or line.
  public static let best = Style(.best, .bold)
  /// A visit count.
  public static let visits = Style(.visits)
  /// A value estimate.
  public static let value = Style(.value)
  /// A prior probability.
  public static let prior = Style(.prior)
  /// A term of a selection score.
  public static let term = Style(.term)
  /// A visible escape.
  public static let unsafe = Style(.unsafe, .underline)
  /// A bar.
  public static let bar = Style(.bar)
}
