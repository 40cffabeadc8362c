import Foundation
import Testing

/// A few journals made and damaged at random; `Benchmarks fuzz --open --seconds T` tries many.
@Suite struct FuzzTests {
  @Test(arguments: 1...3)
  func `what open prints of a journal is what the lines say that it does not refuse`(
    seed: Int
  ) throws {
    let fuzzer = URL(fileURLWithPath: try Program.path).deletingLastPathComponent()
      .appendingPathComponent("Benchmarks").path
    let cases = ["--cases", "25", "--seconds", "300", "--seed", "\(seed)", "--program"]
    let ending = try Program.start([], by: [fuzzer, "fuzz", "--open"] + cases).end()
    #expect(ending.status == 0, "\(ending.error)")
    #expect(ending.output.contains("\"cases\":25"))
  }
}
