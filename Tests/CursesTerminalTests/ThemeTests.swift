import Drawing
import Glibc
import Testing

@testable import CursesTerminal

struct ThemeTests {
  /// Every theme that there is.
  static let themes: [Theme] = Ground.allCases.flatMap { ground in
    ColourDepth.allCases.flatMap { depth in
      [false, true].map { Theme(ground: ground, depth: depth, isContrasting: $0) }
    }
  }

  /// The usual grounds of each theme, as red, green and blue: black, #1e1e1e and Solarized's dark one;
  /// white and Solarized's light one.
  static let grounds: [Ground: [(Int, Int, Int)]] = [
    .dark: [(0, 0, 0), (0x1e, 0x1e, 0x1e), (0x00, 0x2b, 0x36)],
    .light: [(255, 255, 255), (0xfd, 0xf6, 0xe3)],
  ]

  @Test(arguments: themes)
  func `what must be told apart looks different, with or without colours`(theme: Theme) {
    func look(_ role: Role) -> [Int] {
      [theme.foreground(role) ?? -1, Int(theme.emphasis(role).rawValue)]
    }
    #expect(look(.plain) != look(.warning))
    #expect(look(.best) != look(.warning))
    #expect(look(.plain) != look(.best))
    #expect(look(.plain) != look(.accent))
    for role in Role.allCases {
      #expect((theme.foreground(role) ?? 0) < max(theme.depth.rawValue, 1))
    }
  }

  @Test(arguments: themes)
  func `columns have no colour of their own`(theme: Theme) {
    for role in [Role.visits, .value, .prior, .term, .heading] {
      #expect(theme.foreground(role) == theme.foreground(.plain))
      #expect(theme.emphasis(role) == theme.emphasis(.plain))
    }
  }

  @Test(arguments: [Ground.dark, .light])
  func `every text is readable on every usual ground of its theme`(ground: Ground) {
    let theme = Theme(ground: ground, depth: .many)
    for role in Role.allCases {
      guard let colour = theme.foreground(role) else { continue }
      for place in Self.grounds[ground] ?? [] {
        let contrast = Self.contrast(Self.components(of: colour), place)
        // The bar is an area beside its number.
        #expect(contrast >= (role == .bar ? 3 : 4.5), "\(role) on \(place): \(contrast)")
      }
    }
  }

  @Test(arguments: [Ground.dark, .light])
  func `with more contrast every text has 7 to 1, and bars too`(ground: Ground) {
    let theme = Theme(ground: ground, depth: .many, isContrasting: true)
    for role in Role.allCases {
      let colour = theme.foreground(role) ?? -1
      #expect(colour >= 16, "\(role) has a colour of its own")
      for place in Self.grounds[ground] ?? [] {
        let contrast = Self.contrast(Self.components(of: colour), place)
        #expect(contrast >= 7, "\(role) on \(place): \(contrast)")
      }
    }
  }

  @Test func `a name makes its theme, and mono has no colours on any terminal`() {
    #expect(Theme(.light, depth: .many) == Theme(ground: .light, depth: .many))
    #expect(
      Theme(.darkContrast, depth: .many)
        == Theme(ground: .dark, depth: .many, isContrasting: true))
    #expect(Theme(.mono, depth: .many).depth == .mono)
    #expect(Theme(.plain, depth: .sixteen) == Theme(ground: .unknown, depth: .sixteen))
  }

  @Test func `where nobody says what the ground is, text has the terminal's own colour`() {
    for depth in ColourDepth.allCases {
      let theme = Theme(ground: .unknown, depth: depth, isContrasting: true)
      for role in Role.allCases where role != .bar { #expect(theme.foreground(role) == nil) }
    }
  }

  @Test(arguments: [
    ("15;0", Ground.dark), ("0;15", .light), ("0;default;15", .light), ("7;8", .dark),
    ("0;7", .light), ("default;default", .unknown), ("", .unknown), ("0;99", .unknown),
    ("0;-1", .unknown), (";", .unknown),
  ])
  func `the ground is what COLORFGBG says last`(text: String, ground: Ground) {
    #expect(Ground(colours: text) == ground)
    #expect(Ground(colours: nil) == .unknown)
  }

  // MARK: - Contrast

  /// The red, green and blue of a colour of the 256 of xterm, from 16 on.
  static func components(of colour: Int) -> (Int, Int, Int) {
    if colour >= 232 {
      let grey = 8 + 10 * (colour - 232)
      return (grey, grey, grey)
    }
    let steps = [0, 95, 135, 175, 215, 255]
    let place = colour - 16
    return (steps[place / 36], steps[place / 6 % 6], steps[place % 6])
  }

  /// The contrast of two colours (WCAG 2).
  private static func contrast(_ one: (Int, Int, Int), _ other: (Int, Int, Int)) -> Double {
    let (first, second) = (luminance(one), luminance(other))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  private static func luminance(_ colour: (Int, Int, Int)) -> Double {
    func linear(_ part: Int) -> Double {
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(colour.0) + 0.7152 * linear(colour.1) + 0.0722 * linear(colour.2)
  }
}
