import Drawing

/// The colours of the roles, for a ground and a number of colours.
///
/// Every role of the views belongs to one of six tones, and columns have no tone of their own. The
/// colours were searched for among the 256 of xterm: text has a contrast of at least 4.5 to 1 on every
/// usual ground of its theme, and any two tones are told apart with any colour vision. No colour is
/// readable on both dark and light ground; so where the ground is not known, text keeps the terminal's
/// own colour. Colour is never the only sign. The palette itself is never changed, because it cannot be
/// put back.
struct Theme: Hashable {
  /// What a colour is for.
  enum Tone: Hashable, CaseIterable {
    /// Labels, numbers, prose.
    case text
    /// Guides, rules, legends: what is not to be read first.
    case quiet
    /// The page at hand, keys, names of panes.
    case focus
    /// The answer, the best line, what is next.
    case answer
    /// What must not be overlooked.
    case alert
    /// Bars: areas, not text.
    case bar
  }

  /// The ground that the terminal draws on.
  let ground: Ground
  /// How many colours are used.
  let depth: ColourDepth
  /// Whether every colour has a contrast of at least 7 to 1.
  var isContrasting = false

  /// Makes a theme for a ground.
  init(ground: Ground, depth: ColourDepth, isContrasting: Bool = false) {
    self.ground = ground
    self.depth = depth
    self.isContrasting = isContrasting
  }

  /// Makes the theme of a name, with at most so many colours; without a name that of the ground that
  /// `COLORFGBG` tells.
  init(_ name: ThemeName?, depth: ColourDepth) {
    switch name {
    case .dark: self.init(ground: .dark, depth: depth)
    case .light: self.init(ground: .light, depth: depth)
    case .plain: self.init(ground: .unknown, depth: depth)
    case .darkContrast: self.init(ground: .dark, depth: depth, isContrasting: true)
    case .lightContrast: self.init(ground: .light, depth: depth, isContrasting: true)
    case .mono: self.init(ground: .unknown, depth: .mono)
    case nil:
      let ground = Ground(colours: TerminalEnvironment.variable("COLORFGBG"))
      self.init(ground: ground, depth: depth)
    }
  }

  /// Returns the foreground of a role, or `nil` for the terminal's own.
  func foreground(_ role: Role) -> Int? {
    switch depth {
    case .mono: nil
    case .eight, .sixteen: few(Self.tone(of: role))
    case .many:
      isContrasting ? contrasting(Self.tone(of: role)) : many(Self.tone(of: role))
    }
  }

  /// Returns the emphasis that a role has beside its colour, or in the place of one.
  func emphasis(_ role: Role) -> Emphasis {
    let isColoured = depth == .many && ground != .unknown
    switch Self.tone(of: role) {
    case .text, .bar: return []
    case .quiet: return depth == .mono ? .dim : []
    case .focus, .answer: return isColoured ? [] : .bold
    case .alert:
      if isColoured { return [] }
      return depth != .mono && ground == .light ? .bold : [.bold, .reverse]
    }
  }

  /// Returns the tone of a role.
  static func tone(of role: Role) -> Tone {
    switch role {
    case .plain, .heading, .visits, .value, .prior, .term: .text
    case .muted, .border: .quiet
    case .title, .accent, .key: .focus
    case .best, .good: .answer
    case .warning, .bad, .unsafe: .alert
    case .bar: .bar
    }
  }

  /// The colours of xterm.
  private func many(_ tone: Tone) -> Int? {
    switch (ground, tone) {
    case (_, .text), (.unknown, .quiet), (.unknown, .focus), (.unknown, .answer),
      (.unknown, .alert):
      nil
    case (.dark, .quiet): 246
    case (.dark, .focus): 111
    case (.dark, .answer): 220
    case (.dark, .alert): 209
    case (.light, .quiet): 240
    case (.light, .focus): 25
    case (.light, .answer): 94
    case (.light, .alert): 126
    // Beside its number everywhere, and visible on both grounds.
    case (_, .bar): 67
    }
  }

  /// Colours of xterm with a contrast of at least 7 to 1 on every ground of the theme, any two of them apart
  /// with any colour vision.
  private func contrasting(_ tone: Tone) -> Int? {
    switch (ground, tone) {
    case (.unknown, _): many(tone)
    case (.dark, .text): 231
    case (.dark, .quiet): 249
    case (.dark, .focus): 45
    case (.dark, .answer): 222
    case (.dark, .alert): 214
    case (.dark, .bar): 151
    case (.light, .text): 16
    case (.light, .quiet): 238
    case (.light, .focus): 20
    case (.light, .answer): 22
    case (.light, .alert): 90
    case (.light, .bar): 17
    }
  }

  /// The colours of ANSI, which belong to the person and may be anything.
  private func few(_ tone: Tone) -> Int? {
    switch (ground, tone) {
    case (_, .text), (_, .quiet): nil
    case (.dark, .focus): 6
    case (.dark, .answer): 3
    // Red is too dark on black in most palettes.
    case (.dark, .alert): nil
    case (.light, .focus): 4
    case (.light, .answer): nil
    case (.light, .alert): 1
    case (.unknown, .focus), (.unknown, .answer), (.unknown, .alert): nil
    case (_, .bar): 4
    }
  }
}
