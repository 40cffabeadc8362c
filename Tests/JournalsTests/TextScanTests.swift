import Groundwork
import SearchTrees
import Testing

@testable import Journals

/// Words looked for in the bytes of a recording: what is found is what asking each node finds.
struct TextScanTests {
  /// A recording whose texts are kept by number, or are so many that they must be read from the file.
  private func recording(_ lines: [String], keepsTexts: Bool) -> Recording {
    let header =
      #"{"type":"search","version":1,"problem":"p","root":{"id":0,"text":"the beginning"},"#
      + #""statistics":["visits","mean"]}"#
    let recording = Recording(JournalBytes(([header] + lines).joined(separator: "\n") + "\n"))
    if !keepsTexts {
      recording.actionTable.giveUp()
      recording.stateTable.giveUp()
    }
    recording.readWhole()
    recording.show(event: recording.eventCount)
    return recording
  }

  private func found(
    _ condition: TreeExpression, _ recording: Recording, after node: NodeID? = nil
  )
    throws -> [Int]
  {
    var pass = try FilterPass(condition, recording, after: node)
    while pass.advance(over: recording, isDue: { true }) {}
    return (0..<recording.nodeCount).filter { pass.found.matches.contains(NodeID($0)) }
  }

  private func asked(_ condition: TreeExpression, _ recording: Recording) throws -> [Int] {
    let evaluator = try ExpressionEvaluator(condition, recording)
    return (0..<recording.nodeCount).filter { evaluator.condition(at: NodeID($0)) == true }
  }

  /// A text as JSON, each character as it is or as an escape.
  private func json(_ text: String, _ random: inout RandomSource, escapes: UInt32) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
      let must = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
      if must || random.below(100) < escapes {
        for unit in UTF16.encode(scalar).map(Array.init) ?? [] {
          let digits = String(unit, radix: 16, uppercase: random.below(2) == 0)
          json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else if scalar == "/", random.below(2) == 0 {
        json += "\\/"
      } else {
        json.unicodeScalars.append(scalar)
      }
    }
    return json + "\""
  }

  @Test(arguments: [0, 4, 60], [true, false])
  func `what is found is what asking each node finds, however the file escapes`(
    escapes: Int, keepsTexts: Bool
  ) throws {
    var random = RandomSource(seed: UInt64(escapes))
    let words = [
      "refund", "Refund", "the order", "a/b", "say \"no\"", "caf\u{E9}", "CAF\u{C9}",
      "\u{4E2D}\u{6587}",
      "line\nbreak", "K\u{212A}", "100 %", "\u{1F600}", "back\\slash", "x",
    ]
    func text() -> String {
      (0..<1 + random.below(3)).map { _ in words[Int(random.below(UInt32(words.count)))] }
        .joined(separator: " ")
    }
    var lines: [String] = []
    var count = 1
    while count < 300 {
      let parent = Int(random.below(UInt32(count)))
      let children = (0..<1 + random.below(4)).map { _ -> String in
        let label = json(text(), &random, escapes: UInt32(escapes))
        let state =
          random.below(2) == 0 ? ",\"text\":" + json(text(), &random, escapes: UInt32(escapes)) : ""
        count += 1
        return "{\"id\":\(count - 1),\"action\":\(label)\(state)}"
      }
      lines.append(
        "{\"type\":\"expand\",\"node\":\(parent),\"children\":[\(children.joined(separator: ","))]}"
      )
      for _ in 0..<random.below(3) {
        let node = Int(random.below(UInt32(count)))
        let reason = json(text(), &random, escapes: UInt32(escapes))
        lines.append("{\"type\":\"evaluate\",\"node\":\(node),\"value\":1,\"rationale\":\(reason)}")
      }
    }
    let recording = recording(lines, keepsTexts: keepsTexts)
    #expect(recording.nodeCount == count)
    let patterns =
      words + [
        "ref.*der", "und|caf", "[0-9]+ %", "BREAK", "beginning", "nothing", "\\w/b", "o n",
        "[0-9]+ [%]", "^[a-z]+$", "[\"] .$", "[a-z]\n[a-z]", "^.$", "[\\w]+\\\\", "(n|r)[oe]",
        "\\bthe.",
      ]
    for pattern in patterns {
      let condition = TreeExpression(finding: pattern)
      let expected = try asked(condition, recording)
      #expect(try found(condition, recording) == expected, "\(pattern)")
      let start = NodeID(Int(random.below(UInt32(count))))
      #expect(
        try found(condition, recording, after: start) == expected, "\(pattern) after \(start)")
    }
    for text in [
      "rationale ~ \"refund\" and depth > 1", "action = \"refund\"",
      "note ~ \"x\" or text ~ \"order\"",
      "not (action ~ \"refund\")", "action = \"caf\u{E9}\" or rationale ~ \"und.r\"",
    ] {
      let condition = try TreeExpression(condition: text, recording.expressionNames)
      #expect(try found(condition, recording) == asked(condition, recording), "\(text)")
    }
  }

  @Test(arguments: [true, false])
  func `what a later event took the place of is not found`(keepsTexts: Bool) throws {
    let lines = [
      #"{"type":"expand","node":0,"children":[{"id":1,"action":"a"},{"id":2,"action":"b"}]}"#,
      #"{"type":"evaluate","node":1,"value":1,"rationale":"an early word"}"#,
      #"{"type":"evaluate","node":1,"value":1,"rationale":"a late word"}"#,
      #"{"type":"evaluate","node":2,"value":1,"rationale":"an early word"}"#,
    ]
    let recording = recording(lines, keepsTexts: keepsTexts)
    #expect(try found(TreeExpression(finding: "early"), recording) == [2])
    recording.show(event: 3)
    #expect(try found(TreeExpression(finding: "early"), recording) == [1])
    #expect(try found(TreeExpression(finding: "late"), recording) == [])
    #expect(try found(TreeExpression(finding: "beginning"), recording) == [0])
  }
}
