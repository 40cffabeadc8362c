import Testing

/// A difference of two widths is negative as soon as a text is wider than its place, and a negative
/// count ends the program.
@Suite struct CountTests {
  @Test func `no difference is taken for a count unless it is clamped`() throws {
    let files = try SourceFile.all([".swift"])
    for file in files {
      for count in file.counts where count.isDifference {
        #expect(count.isClamped, "\(file.path): \(count.text)")
      }
    }
    // A scanner that finds nothing would pass.
    #expect(files.flatMap(\.counts).count(where: \.isDifference) >= 2)
  }

  @Test func `only two functions repeat a character: all padding is theirs`() throws {
    let files = try SourceFile.all([".swift"]).filter {
      $0.text.contains("String(repeating:") || $0.text.contains("Array(repeating: Glyph")
    }
    #expect(
      files.map(\.path) == ["Drawing/SafeText+Fitting.swift", "Groundwork/Padding.swift"])
  }

  @Test(
    arguments: [
      (
        "String(repeating: \" \", count: width - cell.width)", ["width - cell.width"], [true],
        [false]
      ),
      ("f(count: max(0, width - 2), 1 - 2)", ["max(0, width - 2)"], [true], [true]),
      ("lines.prefix(rows.count - 1).map { $0 - 1 }", ["rows.count - 1"], [true], [false]),
      ("text.dropFirst(max(0, a) - b)", ["max(0, a) - b"], [true], [false]),
      ("list.dropFirst().dropLast(2)", ["2"], [false], [false]),
      ("Column(capacity: -1)", ["-1"], [false], [false]),
      ("// text.prefix(a - b)\n\"prefix(a - b)\"", [], [], []),
    ] as [(String, [String], [Bool], [Bool])])
  func `a count is found wherever it stands`(
    line: String, texts: [String], differences: [Bool], clamps: [Bool]
  ) {
    let counts = SourceFile(target: "", path: "", text: line).counts
    #expect(counts.map(\.text) == texts)
    #expect(counts.map(\.isDifference) == differences)
    #expect(counts.map(\.isClamped) == clamps)
  }
}
