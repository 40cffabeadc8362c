import Drawing
import SearchTrees
import Testing

@testable import Exploring

/// `g q` lists what language models on servers were asked, and shows one call whole.
struct CallsViewTests {
  static let servers = ["expert", "amateur"].map { name in
    ModelServer(
      name, at: "http://127.0.0.1:8000", server: "llama.cpp b6789", model: "tiny-\(name)",
      way: "token-grammar", alternatives: 20, vocabulary: 28, parameters: nil)
  }

  /// Twelve calls: one from the shared file, one that failed.
  static func calls(_ count: Int = 12) -> KeptCalls {
    let calls = KeptCalls()
    for number in 1...count {
      let server = servers[(number - 1) % 2]
      let question = CallQuestion(
        scoreOf: [" pick up red", " [EVAL]", " good"],
        after:
          "[STATE] hand empty and red on table, seen for the \(number). time \u{1B}[2J [ACTION]",
        by: server.name)
      func place(_ text: String, _ log: Double) -> ModelCall.Place {
        ModelCall.Place(
          ModelCall.Token(number: 7, text: text, log: log),
          top: [
            ModelCall.Token(number: 7, text: text, log: log),
            ModelCall.Token(number: 8, text: "", log: log - 1),
          ])
      }
      var effort = ModelCall.Effort()
      (effort.requests, effort.tries, effort.tokensIn, effort.tokensOut) = (2, 1, 40 + number, 5)
      effort.seconds = 0.25
      let score = ModelCall.Score(
        places: [
          place(" pick", -0.5), place(" up", -0.25), place(" red", -1), place(" [EVAL]", 0),
          place(" good", -0.125 * Double(number)),
        ], parts: [0..<3, 3..<4, 4..<5], start: 21)
      var call = ModelCall(
        question, of: server,
        outcome: number == 10
          ? .failed("the server is busy (503) \u{1B}]0;x (tried 6 times)") : .scored(score),
        effort: effort)
      call.isCached = number == 9
      _ = calls.add(call)
    }
    return calls
  }

  private func harness(
    _ width: Int, _ height: Int, _ calls: KeptCalls? = CallsViewTests.calls()
  ) throws -> ExplorerHarness {
    var harness = try ExplorerHarness(simulations: 1000, width: width, height: height)
    harness.recording = .marked
    harness.recording?.calls = calls
    harness.recording?.servers = Self.servers
    harness.run(0)
    harness.press("g q")
    return harness
  }

  private func chosen(_ harness: ExplorerHarness) -> Int? {
    harness.state.calls.call(in: harness.state.slice.calls)?.number
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func `calls stand in a list, the newest first, and the chosen one is whole below`(
    width: Int, height: Int
  ) throws {
    let harness = try harness(width, height)
    expectGolden(harness.screen, named: "calls-\(width)x\(height)")
    #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
    let text = harness.screen.text
    #expect(text.contains("12 calls up to this event, the newest first"))
    // -0.5 - 0.25 - 1 + 0 - 0.125 * 12.
    #expect(text.contains("-3.25"))
    #expect(text.contains("failed: the server is busy"))
    #expect(text.contains("cached"))
    #expect(!text.contains("\u{1B}"))
  }

  @Test func `j goes to older calls, g g to the newest, and what is chosen stays as others come`()
    throws
  {
    let calls = Self.calls()
    var harness = try harness(80, 24, calls)
    harness.press("j j")
    #expect(chosen(harness) == 10)
    #expect(harness.screen.text.contains("failed   the server is busy"))
    harness.press("j")
    _ = calls.add(try #require(calls.call(10)))
    harness.run(0)
    #expect(harness.state.slice.calls?.count == 13)
    #expect(chosen(harness) == 9)
    harness.press("g g")
    #expect(chosen(harness) == 13)
    harness.press("G")
    #expect(chosen(harness) == 1)
  }

  @Test
  func `Enter shows a call alone, the next page the next call, Esc the list and then the tree`()
    throws
  {
    var harness = try harness(80, 24)
    harness.press("Enter")
    #expect(harness.screen.text.contains("call 12 of 12"))
    #expect(!harness.screen.text.contains("MODEL"))
    harness.press("d")
    #expect(harness.screen.text.contains("call 11 of 12"))
    harness.press("Esc")
    #expect(harness.screen.text.contains("12 calls"))
    harness.press("Esc")
    #expect(harness.state.view == .tree)
  }

  @Test func `a call whose prompt was changed stands beside the one that it was made of`() throws {
    let calls = Self.calls()
    let original = try #require(calls.call(3))
    var call = original
    call.edited = 3
    call.prompt = "[STATE] hand empty [ACTION]"
    guard case .scored(var score) = call.outcome else { return }
    score.places[0].token.log = -2
    call.outcome = .scored(score)
    calls.addByHand(call)
    var harness = try harness(80, 40, calls)
    var before = Verdict(value: 0.5)
    before.parts = [VerdictPart("R_LL", -1.75)]
    var after = Verdict(value: 0.25)
    after.parts = [VerdictPart("R_LL", -3.25)]
    harness.recording?.edit = CallEdit(
      13, of: original,
      effect: StepReconsideration(
        node: NodeID(1), label: "pick up red", before: before, after: after, decision: nil,
        otherDecision: nil, isValueReworked: false))
    harness.run(0)
    let text = harness.screen.text
    #expect(text.contains("edited 3:") && text.contains("call 3 with another prompt"))
    // The first token is less likely by 1.5: -0.5 before, -2 now.
    #expect(text.contains("-2.1250") && text.contains("-3.6250") && text.contains("-1.5000"))
    #expect(text.contains("R_LL") && text.contains("-.2500"))
    #expect(text.contains("nothing is picked by the highest score here"))
    #expect(text.contains("Q is as it was"))
    #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
  }

  @Test func `r A has the prompt of the chosen call edited, and asks what comes back`() throws {
    let calls = Self.calls()
    var harness = try harness(80, 24, calls)
    harness.press("j j")
    let prompt = try #require(calls.call(10)).prompt
    #expect(harness.press("r A") == [.edit(prompt, .prompt(ofCall: 10))])
    func answer(_ text: EditedText, _ number: Int) -> [Effect] {
      var state = harness.state
      return Explorer.reduce(&state, .edited(text, .prompt(ofCall: number)), at: 2000)
    }
    #expect(answer(.text("another"), 10) == [.send(.ask(call: 10, prompt: "another"))])
    // It failed: it may be asked as it was. Another one has its answer.
    #expect(answer(.text(prompt), 10) == [.send(.ask(call: 10, prompt: prompt))])
    #expect(answer(.failed("vi: no"), 10).isEmpty)
    harness.press("j")
    #expect(answer(.text(try #require(calls.call(9)).prompt), 9).isEmpty)
  }

  @Test func `elsewhere, and where nobody can be asked, r A says so`() throws {
    var harness = try ExplorerHarness(simulations: 10)
    #expect(harness.press("r A").isEmpty)
    #expect(harness.screen.text.contains("no language model on a server is asked"))
  }

  @Test func `a search without servers says that none is asked`() throws {
    var harness = try ExplorerHarness(simulations: 10)
    harness.press("g q")
    #expect(harness.screen.text.contains("No language model on a server is asked"))
    #expect(flaws(in: harness.screen, of: harness.state.size).isEmpty)
  }
}
