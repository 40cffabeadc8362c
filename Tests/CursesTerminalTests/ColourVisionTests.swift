import Drawing
import Testing

@testable import CursesTerminal

/// The colours of the themes as people with other eyes see them, and what is left without any.
struct ColourVisionTests {
  /// What the terminal's own text looks like on usual dark and light grounds.
  private static let ownText: [Ground: (Int, Int, Int)] = [
    .dark: (0xd4, 0xd4, 0xd4), .light: (0x1e, 0x1e, 0x1e),
  ]

  /// The colours of a theme that knows its ground, by tone.
  private static func palette(_ theme: Theme) -> [Theme.Tone: (Int, Int, Int)] {
    var palette: [Theme.Tone: (Int, Int, Int)] = [:]
    for role in Role.allCases {
      let colour = theme.foreground(role).map(ThemeTests.components) ?? ownText[theme.ground]
      palette[Theme.tone(of: role)] = colour
    }
    return palette
  }

  /// The smallest distance between any two tones of a theme.
  private static func smallest(
    _ theme: Theme, _ vision: SeenColour.Vision
  ) -> (distance: Double, pair: [Theme.Tone]) {
    let palette = palette(theme)
    var best: (distance: Double, pair: [Theme.Tone]) = (.infinity, [])
    for (place, tone) in Theme.Tone.allCases.enumerated() {
      for other in Theme.Tone.allCases.dropFirst(place + 1) {
        guard let one = palette[tone], let two = palette[other] else { continue }
        let distance = SeenColour(one, by: vision).distance(to: SeenColour(two, by: vision))
        if distance < best.distance { best = (distance, [tone, other]) }
      }
    }
    return best
  }

  @Test(arguments: [
    ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
    ((50, 2.5, 0), (73, 25, -18), 27.1492),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
  ])
  func `distances are those that were published`(
    one: (Double, Double, Double), two: (Double, Double, Double), distance: Double
  ) {
    let first = SeenColour(lightness: one.0, a: one.1, b: one.2)
    let second = SeenColour(lightness: two.0, a: two.1, b: two.2)
    #expect(abs(first.distance(to: second) - distance) < 0.00006)
    #expect(abs(second.distance(to: first) - distance) < 0.00006)
  }

  @Test(arguments: [Ground.dark, .light], [false, true])
  func `any two tones are told apart, whichever cones somebody has`(
    ground: Ground, isContrasting: Bool
  ) {
    let theme = Theme(ground: ground, depth: .many, isContrasting: isContrasting)
    for vision in SeenColour.Vision.allCases {
      let (distance, pair) = Self.smallest(theme, vision)
      #expect(distance >= 9, "\(vision): \(pair) are \(distance) apart")
    }
  }

  /// They change where a colour does.
  @Test(arguments: [
    (Ground.dark, false, [14.7, 15.6, 14.7, 14.6]), (.light, false, [15.4, 9.5, 11.3, 11.9]),
  ])
  func `the smallest distances are the figures that the colours were chosen by`(
    ground: Ground, isContrasting: Bool, figures: [Double]
  ) {
    let theme = Theme(ground: ground, depth: .many, isContrasting: isContrasting)
    for (vision, figure) in zip(SeenColour.Vision.allCases, figures) {
      let distance = Self.smallest(theme, vision).distance
      #expect(abs(distance - figure) < 0.06, "\(vision): \(distance)")
    }
  }

  @Test func `without colours the tones that say something have an emphasis of their own`() {
    let theme = Theme(ground: .unknown, depth: .mono)
    func look(_ tone: Theme.Tone) -> Set<UInt8> {
      Set(
        Role.allCases.filter { Theme.tone(of: $0) == tone }.map { theme.emphasis($0).rawValue })
    }
    for role in Role.allCases { #expect(theme.foreground(role) == nil) }
    // Focus and answer are bold both; the answer has its sign.
    let looks = [Theme.Tone.text, .quiet, .focus, .alert].map(look)
    for (place, one) in looks.enumerated() {
      #expect(one.count == 1)
      for other in looks.dropFirst(place + 1) { #expect(one != other) }
    }
    #expect(look(.answer) == look(.focus))
  }
}
