import Drawing
import Presets
import SearchTrees
import Testing

@testable import Exploring

/// What keys do, beside moving: counts, prefixes, layers, prompts, pastes, disabledReasons.
struct KeyTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var situation: Situation
    var keys: String
    var commands: [SearchCommand]
    var testDescription: String { "\(situation.rawValue): \(keys)" }

    init(_ situation: Situation, _ keys: String, _ commands: SearchCommand...) {
      (self.situation, self.keys, self.commands) = (situation, keys, commands)
    }
  }

  @Test(arguments: [
    Row(.paused, "Space", .run), Row(.running, "Space", .pause), Row(.running, "^C", .pause),
    Row(.paused, ".", .stepPhase(1)), Row(.paused, "3 .", .stepPhase(3)),
    Row(.paused, ",", .backPhase(1)), Row(.paused, "s", .step(1)),
    Row(.paused, "1 0 0 s", .step(100)), Row(.paused, "S", .back(1)),
    Row(.paused, "1 2 S", .back(12)), Row(.paused, "[", .pace(1000)), Row(.paused, "]", .pace(nil)),
    Row(.running, "[", .pace(500)), Row(.running, "]", .pace(nil)),
    Row(.paused, "5 0 r s", .runUntil(.iterations(50))),
    Row(.paused, "r s 5 0 Enter", .runUntil(.iterations(50))),
    Row(.paused, "r s Enter"), Row(.paused, "r s 0 Enter"), Row(.paused, "r s x Enter"),
    Row(.paused, "r s 5 Esc"), Row(.paused, "r s 5 ^C"),
    Row(.paused, "7 r v", .runUntil(.visits(.root, 7))),
    Row(.paused, "r b", .runUntil(.bestActionChange(within: 100_000))),
    Row(.paused, "5 0 0 r b", .runUntil(.bestActionChange(within: 500))),
    Row(.paused, "r c 2 . 5 Enter", .restartWith(NamedNumber("c", 2.5))),
    Row(.paused, "r c Enter"), Row(.paused, "r c x Enter"), Row(.paused, "r c Esc"),
    Row(.recording, "r c"),
    Row(.paused, "R"), Row(.paused, "R n"), Row(.paused, "R Esc"), Row(.paused, "R Enter"),
    Row(.paused, "R y", .restart),
    Row(.paused, "b", .branch(at: .root, name: nil)),
    Row(.branched, "B Enter", .switchBranch(1)), Row(.branched, "B k Enter", .switchBranch(0)),
    Row(.branched, "B k k k Enter", .switchBranch(0)), Row(.branched, "B Esc"),
    Row(.branched, "B q"), Row(.paused, "x b"), Row(.fresh, "S"), Row(.fresh, ","),
    Row(.paused, "x c 2 . 5 Enter", .edit(.parameter(name: "c", value: 2.5))),
    Row(.paused, "x c n a n Enter"), Row(.paused, "x c 1 e 9 9 9 Enter"),
    Row(.paused, ": c Space 3 Enter", .edit(.parameter(name: "c", value: 3))),
    Row(.paused, ": r u n - s Space 4 0 Enter", .runUntil(.iterations(40))),
    Row(.paused, ": s i m u l a t e Space 9 Enter", .step(9)),
    Row(.paused, ": s i m u l a t e Space - 9 Enter"), Row(.paused, ": z z z Enter"),
    Row(.paused, "u", .undoEdit), Row(.paused, "^R", .redoEdit), Row(.paused, "X y"),
    Row(.open, "X n"), Row(.open, "X Esc"), Row(.open, "X Enter"), Row(.paused, "z x"),
    Row(.paused, "5 z Esc j"),
    Row(.recording, "2 3 1 g e", .goTo(event: 231)),
    Row(.recording, "g e 1 , 2 0 4 Enter", .goTo(event: 1204)),
    Row(.recording, ": g o t o Space 1 5 0 0 Enter", .goTo(event: 1500)),
    Row(.recording, "g e i 8 7 Enter", .goToIteration(87)),
    Row(.recording, "g e i 0 Enter", .goToIteration(0)),
    Row(.recording, "g e s t a r t Enter", .goTo(event: 1)),
    Row(.recording, "g e e n d Enter", .goTo(event: 1500)),
    Row(.recording, "g e 0 Enter"), Row(.recording, "g e 1 5 0 1 Enter"),
    Row(.recording, "g e i 1 0 0 1 Enter"), Row(.recording, "g e x Enter"),
    Row(.recording, "g e Enter"), Row(.recording, "g e - 5 Enter"), Row(.paused, "5 g e"),
    Row(.recording, "g ^", .goTo(event: 1)), Row(.recording, "g $", .goTo(event: 1500)),
    Row(.recording, "}", .goTo(event: 712)), Row(.recording, "{", .goTo(event: 120)),
    Row(.recording, "} }", .goTo(event: 712), .goTo(event: 1400)),
    Row(.recording, "} } }", .goTo(event: 712), .goTo(event: 1400)),
    Row(.recording, "{ {", .goTo(event: 120)), Row(.paused, "}"), Row(.paused, "M"),
    Row(.recording, "M Enter", .goTo(event: 120)),
    Row(.recording, "M j j j Enter", .goTo(event: 1400)),
    Row(.recording, "M Esc"), Row(.recording, "M q"), Row(.recording, "b"),
    Row(.recording, "k g .", .goToChange(of: .root, isForward: true)),
    Row(.recording, "k g ,", .goToChange(of: .root, isForward: false)),
    Row(.paused, "g ."), Row(.recording, "g o"), Row(.recording, "F7"),
    Row(.paused, "m Enter a Space b Enter", .mark(name: "a b", node: .root)),
    Row(.paused, "m a", .mark(name: "a", node: .root)),
    Row(.paused, "m Q", .mark(name: "Q", node: .root)),
    Row(.paused, "m 7", .mark(name: "7", node: .root)),
    Row(.paused, ": m a r k Space a Space b Enter", .mark(name: "a b", node: .root)),
    Row(.paused, "m Enter Space Enter"), Row(.paused, "m Esc"), Row(.paused, "m ,"),
    Row(.paused, "m Down"), Row(.paused, "m ^C"), Row(.paused, "' a"), Row(.paused, "' '"),
    Row(.recording, "' a"), Row(.recording, "' '"), Row(.paused, "a Enter"),
    Row(.paused, "a h m Enter", .edit(.note(.root, text: "hm"))),
    Row(.paused, ": n o t e Space a Space Space b Enter", .edit(.note(.root, text: "a  b"))),
    Row(.paused, "w Enter", .save(path: "connect-four.jsonl")),
    Row(.paused, "w ^U / x Space y Enter", .save(path: "/x y")), Row(.paused, "w ^U Enter"),
    Row(.paused, ": s a v e Space o u t . j s o n l Enter", .save(path: "out.jsonl")),
  ])
  func `keys give commands`(row: Row) throws {
    var harness = try row.situation.harness()
    let effects = harness.press(row.keys)
    #expect(effects == row.commands.map { .send($0) })
  }

  @Test func `edits are for the node under the cursor`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press("j")
    let node = harness.state.slice.cursor
    #expect(harness.press("x b") == [.send(.edit(.ban(node)))])
    #expect(harness.press("x b") == [.send(.edit(.allow(node)))])
    #expect(harness.press("x p - . 5 Enter") == [.send(.edit(.pin(node, value: -0.5)))])
    #expect(harness.press("x p Enter") == [.send(.edit(.pin(node, value: nil)))])
    #expect(harness.press("4 0 x v") == [.send(.edit(.boost(node, visits: 40)))])
    #expect(harness.press("x r").isEmpty)
    #expect(harness.state.message?.text == "prior: UCT uses no priors")
    #expect(harness.state.message?.isError == true)
    var other = try ExplorerHarness(preset: .puct, simulations: 50)
    other.press("j j")
    let second = other.state.slice.cursor
    #expect(other.press("x r . 5 Enter") == [.send(.edit(.prior(second, value: 0.5)))])
  }

  @Test func `a ban right after a move bans the node moved to`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press("j x b")
    let banned = harness.state.slice.cursor
    // The row below is not banned, whatever is known in detail of the row above.
    let effects = harness.burst("j x b")
    let node = harness.state.slice.cursor
    #expect(node != banned)
    #expect(effects == [.send(.edit(.ban(node)))])
  }

  @Test func `a count counts, and 0 without one is the root`() throws {
    var harness = try ExplorerHarness(simulations: 300)
    harness.press("E E 1 0")
    #expect(harness.state.count == "10")
    harness.press("j")
    #expect(harness.state.slice.cursorRow == 10)
    #expect(harness.state.count.isEmpty)
    harness.press("=")
    #expect(harness.state.request.root != .root)
    harness.press("0")
    #expect(harness.state.request.root == .root)
    harness.press("1 2 3 4 5 6 7 8 9 1 2")
    #expect(harness.state.count == "123456789")
    harness.press("Esc")
    #expect(harness.state.count.isEmpty)
    harness.press("1 2 G")
    #expect(harness.state.slice.cursorRow == 11)
    harness.press("9 9 9 9 9 9 9 9 9 k")
    #expect(harness.state.slice.cursorRow == 0)
  }

  @Test func `an unknown key is named in one line and changes nothing`() throws {
    var harness = try ExplorerHarness(simulations: 20)
    let before = Visible(harness.state)
    for key in ["V", "F9", "Alt-j", "é", "Ins", "C-Left", "z x", "g Enter", "x x"] {
      #expect(harness.press(key).isEmpty)
      let name = Key(notation: String(key.split(separator: " ").last ?? ""))?.notation ?? "?"
      let message = harness.state.message?.text ?? ""
      #expect(message.contains(name) && message.contains("?"), "\(key): \(message)")
      #expect(harness.state.message?.isError == true)
      #expect(Visible(harness.state) == before)
    }
    harness.press("j")
    #expect(harness.state.message == nil)
  }

  @Test func `escape leaves exactly one layer and never quits`() throws {
    var harness = try ExplorerHarness(simulations: 100)
    harness.press("F Enter O g s")
    harness.press("?")
    var layers: [String] = []
    for _ in 0..<8 {
      let effects = harness.press("Esc")
      #expect(effects.isEmpty)
      let state = harness.state
      layers.append(
        [
          state.overlay != nil ? "help" : nil, state.view == .steps ? "steps" : nil,
          state.pane == .inspector ? "focus" : nil, state.isMaximized ? "maximized" : nil,
          state.request.followsBestLine ? "follow" : nil,
        ].compactMap { $0 }.joined(separator: " "))
    }
    #expect(
      layers == [
        "steps focus maximized follow", "focus maximized follow", "maximized follow", "follow", "",
        "", "", "",
      ])
    harness.press(": x")
    harness.press("Esc")
    #expect(harness.state.prompt == nil)
    harness.press("5 z")
    harness.press("Esc")
    #expect(harness.state.prefix.isEmpty && harness.state.count.isEmpty)
    #expect(harness.state.message == nil)
  }

  @Test func `q closes what is open and quits at last; with branches it asks`() throws {
    var harness = try ExplorerHarness(simulations: 100)
    harness.press("Enter g s ?")
    #expect(harness.press("q").isEmpty)
    #expect(harness.state.overlay == nil)
    #expect(harness.press("q").isEmpty)
    #expect(harness.state.view == .tree)
    #expect(harness.press("q").isEmpty)
    #expect(harness.state.pane == .tree)
    #expect(harness.press("q") == [.quit])
    harness.press("j b")
    #expect(harness.press("q").isEmpty)
    #expect(harness.press("n").isEmpty)
    #expect(harness.press("q y") == [.quit])
    #expect(harness.press("Q") == [.quitAll])
    #expect(harness.press("? Q") == [.quitAll])
  }

  @Test func `two presses of ^C leave, whatever is going on; a single one only stops it`() throws {
    for (keys, effects) in [
      ("", []), ("?", []), ("R", []), ("B", []), (": r u n", []), ("/ x", []), ("z", []),
      ("1 2", []),
      ("Space", [.send(.pause)]), ("Space ?", [.send(.pause)]), ("Space : x", [.send(.pause)]),
      ("Space z", [.send(.pause)]), ("g s", []),
    ] as [(String, [Effect])] {
      var harness = try ExplorerHarness(simulations: 100)
      harness.press(keys)
      #expect(harness.press("^C") == effects, "\(keys)")
      #expect(harness.state.prompt == nil && harness.state.overlay == nil, "\(keys)")
      #expect(harness.state.prefix.isEmpty && harness.state.count.isEmpty, "\(keys)")
      #expect(harness.state.message?.text.contains("^C again") == true, "\(keys)")
      #expect(harness.press("^C") == [.quitAll], "\(keys)")
      var slow = try ExplorerHarness(simulations: 100)
      slow.press(keys + " ^C")
      slow.time += 2.5
      #expect(slow.press("^C").isEmpty, "\(keys)")
    }
  }

  @Test func `what comes from outside is heard at any time`() throws {
    var harness = try ExplorerHarness(simulations: 100)
    #expect(harness.perform(.signal(.terminate)) == [.quitAll])
    #expect(harness.perform(.lost) == [.quitAll])
    #expect(harness.perform(.signal(.resumed)) == [.redraw])
    #expect(harness.press("^L ^Z") == [.redraw, .suspend])
  }
}
