import Foundation
import LanguageModels
import Testing

/// Against PyTorch: `Training/golden.py` beside the weights writes the files.
@Suite struct GoldenTests {
  private struct Text: Decodable {
    var tokens: [Int32]
    /// The logits after the last tokens.
    var logits: [[Float]]
  }

  private func texts(_ name: String) throws -> [Text] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Goldens/\(name).json")
    return try JSONDecoder().decode([Text].self, from: Data(contentsOf: file))
  }

  @Test(arguments: ["expert", "amateur"])
  func `the embedded models compute what PyTorch computes`(name: String) throws {
    let model = name == "expert" ? EmbeddedPair.expert : EmbeddedPair.amateur
    let texts = try texts(name)
    #expect(texts.count >= 6)
    #expect(texts.contains { $0.tokens.count == 256 })
    for text in texts {
      var context = model.makeContext()
      let logits = context.append(text.tokens.map { Token(rawValue: $0) })
      var worst: Float = 0
      let first = text.tokens.count - text.logits.count
      for (row, expected) in text.logits.enumerated() {
        #expect(expected.count == logits.width)
        for (one, other) in zip(expected, logits[first + row]) {
          worst = max(worst, (one - other).magnitude)
        }
      }
      #expect(worst <= 1e-4, "of \(text.tokens.count) tokens")
    }
  }
}
