import Drawing
import Environments
import Foundation
import Presets
import SearchTrees
import Testing

@testable import Exploring

/// Everything at once: random keys, sizes, answers and mice, on ordinary and on hostile trees.
struct StormTests {
  /// A tree whose every text is out to harm a terminal.
  private static func hostileTree() throws -> ExplicitTree {
    let labels = [
      "\\u001b[2J\\u001b]0;gone\\u0007", "\\u202eright to left\\u2066", "two\\nlines\\r\\n", "木木木木",
      "e\\u0301\\u0301\\u0301\\u0301\\u0301", "\\u0000\\u007f\\u0085\\u009b31m", "",
      "\\ud83d\\ude00\\u200d\\ud83d\\udc4b",
      String(repeating: "long ", count: 600), "\\u0300\\u0301 marks first", "tab\\there",
      "\\u2028\\u2029",
      "\\ue000\\ufff9 private", "שלום عليكم", String(repeating: "木", count: 3000),
      "\\u3164\\u115f fill",
    ]
    func node(_ depth: Int, _ label: String) -> String {
      let text = "\"action\": \"\(label)\", \"text\": \"\(label)\", \"reward\": \(depth % 2)"
      guard depth > 0 else { return "{ \(text) }" }
      let width = depth == 2 ? 5 : 2
      let children = (0..<width).map { node(depth - 1, labels[($0 + depth * 5) % labels.count]) }
      return "{ \(text), \"children\": [\(children.joined(separator: ","))] }"
    }
    let children = labels.map { node(2, $0) }.joined(separator: ",")
    let json = "{ \"root\": { \"text\": \"\(labels[0])\", \"children\": [\(children)] } }"
    return try ExplicitTree(json: json, path: "h\u{1B}[31mostile\u{202E}.json")
  }

  private static func chain() throws -> ExplicitTree {
    var json = "{ \"reward\": 1 }"
    for depth in 0..<300 { json = "{ \"action\": \"\(depth)\", \"children\": [\(json)] }" }
    return try ExplicitTree(json: "{ \"root\": { \"children\": [\(json)] } }", path: "chain")
  }

  static let problems = [
    "connect-four", "tic-tac-toe:XXO.O..X.", "blocksworld", "bandit:0.1,0.2,0.3", "hostile",
    "chain",
  ]

  private func plan(_ problem: String, seed: UInt64) throws -> SearchPlan {
    let known: Problem =
      switch problem {
      case "hostile": Problem(try Self.hostileTree())
      case "chain": Problem(try Self.chain())
      default: try Problem.named(problem)
      }
    var plan = SearchPlan(known)
    plan.seed = seed
    plan.preset = seed.isMultiple(of: 2) ? .uct : .puct
    plan.solves = seed.isMultiple(of: 3) && !known.isStochastic
    return plan
  }

  /// A key of the table, a digit, or any other key.
  private func key(_ random: inout TestRandom) -> [Key] {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return [Key(Unicode.Scalar(UInt8.random(in: 0x20...0x7E, using: &random)))]
    case 1: return [Key(Unicode.Scalar(UInt8.random(in: 0x30...0x39, using: &random)))]
    case 2:
      let codes: [Key.Code] = [
        .enter, .escape, .tab, .backTab, .backspace, .up, .down, .left, .right, .home, .end,
        .pageUp,
        .pageDown, .insert, .delete, .function(5), .character("木"), .character("\u{301}"),
      ]
      return [Key(codes.randomElement(using: &random) ?? .enter)]
    default:
      let command = CommandTable.commands.randomElement(using: &random)
      let keys = command?.keys.randomElement(using: &random) ?? "j"
      return keys.split(separator: " ").compactMap { Key(notation: String($0)) }
    }
  }

  private func event(_ random: inout TestRandom) -> InputEvent {
    switch Int.random(in: 0..<40, using: &random) {
    case 0:
      // Mostly small, where the layout changes most, and seldom as large as a wall.
      let isLarge = Int.random(in: 0..<6, using: &random) == 0
      return .resize(
        Size(
          width: Int.random(in: 1...(isLarge ? 250 : 120), using: &random),
          height: Int.random(in: 1...(isLarge ? 80 : 30), using: &random)))
    case 1: return .paste("q\u{1B}[31mQ\ny" + String(repeating: "木", count: 300))
    case 2, 3:
      let kinds: [MouseEvent.Kind] = [
        .press(button: 1), .press(button: 2), .doublePress, .release, .wheelUp, .wheelDown,
      ]
      return .mouse(
        MouseEvent(
          kinds.randomElement(using: &random) ?? .release,
          at: Point(
            row: Int.random(in: -2...90, using: &random),
            column: Int.random(in: -2...260, using: &random))))
    case 4: return .signal(.resumed)
    case 5: return .ignored(count: 3)
    default: return .key(key(&random)[0])
    }
  }

  /// The seeds of the storms: three, or as many as `TREETOP_STORM` says (`4-400`), for a long run once in a
  /// while.
  private static let seeds: ClosedRange<UInt64> = {
    let words = ProcessInfo.processInfo.environment["TREETOP_STORM"]?.split(separator: "-")
    let numbers = words?.compactMap { UInt64($0) } ?? []
    return numbers.count == 2 && numbers[0] <= numbers[1] ? numbers[0]...numbers[1] : 1...3
  }()

  @Test(arguments: problems, Array(seeds))
  func `nothing that is typed breaks the screen`(problem: String, seed: UInt64) throws {
    var random = TestRandom(seed: seed)
    var harness = ExplorerHarness(try plan(problem, seed: seed))
    if seed == 2 { harness.recording = .marked }
    harness.run(300)
    for step in 0..<250 {
      if Int.random(in: 0..<4, using: &random) > 0 {
        for key in key(&random) { _ = harness.handle(.input(.key(key))) }
      } else {
        _ = harness.handle(.input(event(&random)))
      }
      if Int.random(in: 0..<3, using: &random) > 0 { harness.settle() }
      switch Int.random(in: 0..<12, using: &random) {
      case 0: harness.simulate(Int.random(in: 1...30, using: &random))
      case 1: harness.wait(Double.random(in: 0...3, using: &random))
      default: break
      }
      // A prompt swallows keys; the storm shall not stay in one for ever.
      if step % 40 == 0 { harness.press("Esc Esc Esc") }
      let canvas = harness.screen
      let flaws = flaws(in: canvas, of: harness.state.size)
      #expect(flaws.isEmpty, "step \(step): \(flaws.prefix(3))")
      #expect(canvas == harness.screen)
      if !flaws.isEmpty { break }
    }
    harness.settle()
    #expect(harness.state.slice.rowTotal >= 1)
    #expect(harness.state.cursorRow != nil)
  }

  @Test(arguments: problems)
  func `every size shows every view`(problem: String) throws {
    var harness = ExplorerHarness(try plan(problem, seed: 1))
    harness.run(200)
    harness.press("P")
    let sizes = [1, 2, 3, 4, 5, 8, 13, 14, 15, 24].flatMap { height in
      [1, 2, 3, 7, 19, 20, 39, 40, 79, 80, 109, 110, 159, 160, 250].map {
        Size(width: $0, height: height)
      }
    }
    for keys in ["", "Enter d", "d", "d", "d Esc", "g s", "g t ?", "q :", "Esc B", "q z", "Esc R"] {
      harness.press(keys)
      for size in sizes {
        _ = harness.handle(.input(.resize(size)))
        let canvas = harness.screen
        #expect(flaws(in: canvas, of: size).isEmpty, "\(keys) at \(size)")
      }
      harness.perform(.resize(Size(width: 80, height: 24)))
    }
  }

  @Test func `a size beyond reason is cut to one that can be drawn`() throws {
    var harness = try ExplorerHarness(simulations: 50)
    for size in [(0, 0), (-5, 10), (65_535, 65_535), (1_000_000, 1)] {
      harness.perform(.resize(Size(width: size.0, height: size.1)))
      #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
      #expect(harness.state.request.rowCount <= Size.largest.height)
    }
    harness.perform(.resize(Size(width: 80, height: 24)))
    #expect(harness.rows.count == 8)
  }

  @Test func `texts of others are shown, not obeyed`() throws {
    var harness = ExplorerHarness(try plan("hostile", seed: 2), size: Size(width: 200, height: 60))
    harness.run(400)
    harness.press("E d d")
    let text = harness.screen.text
    #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
    #expect(text.contains("木"))
    #expect(text.contains("<U+202E>"))
    harness.press("~ ~")
    #expect(harness.screen.text.unicodeScalars.allSatisfy { $0.isASCII })
  }

  @Test func `one storm gives one end`() throws {
    func end() throws -> (String, String) {
      var random = TestRandom(seed: 77)
      var harness = ExplorerHarness(try plan("connect-four", seed: 4))
      harness.run(100)
      for _ in 0..<500 {
        for key in key(&random) { _ = harness.handle(.input(.key(key))) }
        harness.settle()
      }
      return (harness.screen.text, harness.screen.styleText)
    }
    #expect(try end() == end())
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `the start screen survives the same`(seed: UInt64) {
    var random = TestRandom(seed: seed)
    let entries = (0..<23).map {
      StartScreen.Entry(
        group: $0 < 9 ? "First \u{1B}[2J" : "Second", title: "Entry \($0) 木\u{202E}",
        note: String(repeating: "note ", count: $0), command: "problem:\($0)\n")
    }
    for list in [entries, []] {
      var screen = StartScreen(
        entries: list, size: Size(width: 80, height: 24), glyphs: .unicode)
      for _ in 0..<200 {
        let outcome = screen.reduce(event(&random))
        if case .chosen(let index) = outcome { #expect(list.indices.contains(index)) }
        if Int.random(in: 0..<50, using: &random) == 0 { screen.message = "no\u{1B}pe" }
        #expect(flaws(in: screen.draw(), of: screen.size).isEmpty)
        #expect(screen.selected == 0 || list.indices.contains(screen.selected))
      }
    }
  }
}
