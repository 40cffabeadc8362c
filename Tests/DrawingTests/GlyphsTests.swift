import Testing

@testable import Drawing

struct GlyphsTests {
  @Test func `all sets have the same widths`() {
    let parts: [KeyPath<Glyphs, SafeText>] = [
      \.treeGuide, \.treeGap, \.treeBranch, \.treeLastBranch, \.folded, \.unfolded, \.leaf,
      \.ellipsis, \.plusMinus, \.best, \.next, \.cursor,
    ]
    for part in parts {
      let widths = [Glyphs.unicode, .blocksFree, .ascii].map { $0[keyPath: part].width }
      #expect(Set(widths).count == 1)
    }
    for glyphs in [Glyphs.unicode, .blocksFree, .ascii] {
      #expect(glyphs.levels.count == 8)
      #expect(Set(glyphs.levels).count == 8)
      #expect(glyphs.joints.count == 16)
      let track = glyphs.track
      let tracks = [track.start, track.past, track.here, track.rest, track.mark, track.end]
      let signs = glyphs.levels + glyphs.joints + [glyphs.bar, glyphs.barRest] + tracks
      #expect(Set(tracks.dropFirst().dropLast()).count == 4)
      #expect(signs.allSatisfy { DisplayWidth.of($0) == 1 })
      if glyphs.repertoire == .ascii { #expect(signs.allSatisfy { $0.isASCII }) }
    }
  }

  @Test func `a sparkline shows its range and its gaps`() {
    let glyphs = Glyphs.unicode
    let ramp = (0..<8).map { Double($0) / 8 }
    #expect(glyphs.sparkline(ramp, low: 0, high: 1, width: 8) == "▁▂▃▄▅▆▇█")
    #expect(glyphs.sparkline([0, 1], low: 0, high: 1, width: 4) == "▁█  ")
    #expect(glyphs.sparkline([0, .nan, 9, -9], low: 0, high: 1, width: 4) == "▁ █▁")
    #expect(glyphs.sparkline([0, 0, 1, 1], low: 0, high: 1, width: 2) == "▁█")
    #expect(glyphs.sparkline([3, 3], low: 3, high: 3, width: 2) == "▄▄")
    #expect(glyphs.sparkline([], low: 0, high: 1, width: 3) == "   ")
    #expect(glyphs.sparkline([1], low: 0, high: 1, width: 0) == "")
    #expect(Glyphs.ascii.sparkline(ramp, low: 0, high: 1, width: 8) == "_.:-=+*#")
    #expect(
      glyphs.sparkline(
        [-.greatestFiniteMagnitude, .greatestFiniteMagnitude], low: -.greatestFiniteMagnitude,
        high: .greatestFiniteMagnitude, width: 1
      ).unicodeScalars.count == 1)
  }

  @Test func `a bar fills its share and no more`() {
    #expect(Glyphs.ascii.bar(share: 0.5, width: 4) == "##..")
    #expect(Glyphs.ascii.bar(share: 7, width: 3) == "###")
    #expect(Glyphs.ascii.bar(share: .nan, width: 3) == "...")
    #expect(Glyphs.ascii.bar(share: 1, width: -3) == "")
  }
}
