import Drawing
import Testing

@testable import Exploring

/// Labels of siblings that are too long for their column.
struct SiblingLabelTests {
  /// Returns labels as they stand in so many cells, and checks that they do.
  private func shortened(
    _ labels: [String], _ room: Int, repertoire: Repertoire = .unicode
  ) -> [String] {
    SiblingLabels.shortened(labels.map { (text: $0, room: room) }, repertoire: repertoire).map {
      #expect($0.width <= room)
      return ($0.shared + $0.own).plain
    }
  }

  private static let steps = [
    "First find how many pencils there are in all: 18 boxes of 24 pencils make 18 * 24 = 432 pencils.",
    "First find how many pencils are given away: 62 pupils get 5 pencils each, so 62 * 5 = 310 pencils.",
    "First find how many pencils there are in all: 18 boxes of 24 pencils make 18 * 24 = 422 pencils.",
    "Let us restate the task: there are boxes, each box holds pencils, each pupil gets some, and the "
      + "rest goes into bags.",
  ]

  @Test func `steps of a proof keep the words at which they part`() {
    #expect(
      shortened(Self.steps, 56) == [
        "First find how… = 432 pencils.",
        "First find how… pencils are given away: 62 pupils get…",
        "First find how… = 422 pencils.",
        "Let us restate the task: there are boxes, each box…",
      ])
    #expect(
      shortened(Self.steps, 34) == [
        "First find… = 432 pencils.",
        "First find… pencils are given…",
        "First find… = 422 pencils.",
        "Let us restate the task: there…",
      ])
    // Where the beginning reaches the place at which they part, nothing is left out.
    #expect(
      shortened(Self.steps, 57)[1] == "First find how many pencils are given away: 62 pupils…")
  }

  @Test func `moves of blocks keep the block`() {
    let moves = ["stack blue on red", "stack blue on orange", "stack blue on yellow"]
    #expect(shortened(moves, 24) == moves)
    #expect(shortened(moves, 16) == ["stack… red", "stack… orange", "stack… yellow"])
  }

  @Test func `a number keeps the word before it, in all siblings alike`() {
    let sums = [
      "check that 5 * 7 + 2 is odd", "check that 5 * 7 - 2 is odd", "check that 5 * 9 - 2 is odd",
    ]
    #expect(
      shortened(sums, 24) == [
        "check… 7 + 2 is odd", "check… 7 - 2 is odd", "check… * 9 - 2 is odd",
      ])
    #expect(shortened(sums, 16) == ["… 7 + 2 is odd", "… 7 - 2 is odd", "… * 9 - 2 is odd"])
  }

  @Test func `calls of tools keep their arguments`() {
    let calls = [
      "open the file src/tree/load.py at line 120", "open the file src/tree/save.py at line 120",
      "run the tests",
    ]
    #expect(shortened(calls, 56) == calls)
    #expect(
      shortened(calls, 34) == [
        "open… src/tree/load.py at line 120", "open… src/tree/save.py at line 120", "run the tests",
      ])
  }

  /// The two answers that read alike while the middle was cut out of them.
  @Test(arguments: [24, 28, 40, 60]) func `different siblings never read alike`(room: Int) {
    let families = [
      [
        "In April Natalia sold clips to 48 friends, and in May half as many; add both numbers together.",
        "In April Natalia sold clips to 48 friends, and in May twice as many; add both numbers together.",
      ],
      ["https://example.com/some/long/path/a.html", "https://example.com/some/long/path/b.html"],
      ["四月份娜塔莉亚向四十八位朋友出售了发夹五月份减半", "四月份娜塔莉亚向四十八位朋友出售了发夹五月份加倍"],
      [String(repeating: "x", count: 300) + "1", String(repeating: "x", count: 300) + "2"],
      (0..<40).map {
        "think about the case in which the number of bags is \($0) and go on from there"
      },
    ]
    for family in families {
      let labels = shortened(family, room)
      #expect(Set(labels).count == family.count, "\(labels)")
    }
  }

  @Test func `what siblings share is told apart from what they do not`() {
    let moves = ["stack blue on red", "stack blue on orange"]
    for room in [40, 16] {
      let labels = SiblingLabels.shortened(
        moves.map { (text: $0, room: room) }, repertoire: .unicode)
      #expect(labels.map(\.own.plain) == ["red", "orange"])
    }
    let single = SiblingLabels.shortened([(text: "stack blue", room: 40)], repertoire: .unicode)
    #expect(single == [ShortLabel(own: "stack blue")])
  }

  /// Whatever a file holds, no label is wider than its room, and one that fits is whole.
  @Test func `any labels fit`() {
    let words = [
      "a", "12", "+", "", " ", "  ", "long-word-without-end-long-word-without-end", "字", "é\u{301}",
      "\u{202E}", "\n", "\u{1b}[31m", "e\u{300}\u{301}\u{302}", "👨‍👩‍👧", ",", "x,", "…",
    ]
    var seed: UInt64 = 1
    func random(_ count: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % count
    }
    for _ in 0..<2000 {
      let labels = (0..<1 + random(5)).map { _ in
        (0..<random(8)).map { _ in words[random(words.count)] }.joined(separator: " ")
      }
      let room = 1 + random(40)
      for repertoire in [Repertoire.unicode, .ascii] {
        let short = shortened(labels, room, repertoire: repertoire)
        let whole = labels.map { SafeText($0, repertoire: repertoire) }
        if whole.allSatisfy({ $0.width <= room }) { #expect(short == whole.map(\.plain)) }
      }
    }
  }
}
