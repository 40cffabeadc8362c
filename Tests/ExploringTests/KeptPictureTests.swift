import Drawing
import SearchTrees
import Testing

@testable import Exploring

/// Pictures whose unchanged parts are copied from the last one: no cell tells them from pictures that are
/// drawn anew.
struct KeptPictureTests {
  private static let keys = [
    "j", "k", "l", "h", "^D", "^U", "G", "g g", "Tab", "]", "[", "o", "#", "%", "^G", "z o", "z c",
    "=", "-",
    "O", "i", "g p", "g l", "Esc", "?", "Esc", "m a", "v", "Esc", "|", "Esc",
  ]

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func `keys, simulations and other sizes leave nothing behind`(width: Int, height: Int) throws {
    var random = TestRandom(seed: UInt64(width))
    var harness = try ExplorerHarness(simulations: 50, width: width, height: height)
    var kept = KeptPicture()
    var pictures = 0
    for _ in 0..<120 {
      switch Int.random(in: 0..<6, using: &random) {
      case 0: harness.run(Int.random(in: 1...30, using: &random))
      case 1 where Bool.random(using: &random):
        harness.perform(
          .resize(Size(width: Int.random(in: 20...210, using: &random), height: height)))
      default: harness.press(Self.keys.randomElement(using: &random) ?? "j")
      }
      let canvas = ExplorerScreen.draw(harness.state, keeping: &kept)
      let fresh = ExplorerScreen.draw(harness.state)
      let point = canvas.firstDifference(from: fresh)
      #expect(point == nil, "row \(point?.row ?? 0), column \(point?.column ?? 0)")
      pictures += 1
    }
    #expect(pictures == 120)
  }
}
