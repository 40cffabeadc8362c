import Drawing
import Exploring
import Lessons
import SearchTrees
import Sessions
import Testing

@testable import Teaching

/// What keys do in a lesson that a student would not expect of them to do.
@Suite struct LessonKeyTests {
  private func loop(
    _ text: String, _ size: Size = Size(width: 80, height: 24), following: String? = nil
  ) -> LessonLoop {
    let stage = Stages.stage()
    let player = LessonPlayer(LessonParser.parse(text).lesson, on: stage, now: { 0 })
    player.start()
    let loop = LessonLoop(
      player, number: 1, following: following, terminal: StillTerminal(size), glyphs: .unicode,
      slice: { stage.slice(for: $0, isRunning: $1) }, keep: { _ in })
    loop.refresh()
    return loop
  }

  @discardableResult
  private func press(_ keys: String, _ loop: LessonLoop) -> LessonLoop.Exit? {
    var exit: LessonLoop.Exit?
    for scalar in keys.unicodeScalars {
      exit = loop.handle(.key(scalar == "\n" ? Key(.enter) : Key(.character(scalar))))
      loop.refresh()
    }
    return exit
  }

  private func frame(_ loop: LessonLoop) -> String { ExplorerScreen.draw(loop.state).text }

  private static let search = ":search bandit:0.4,0.6 --seed 14 --blind\n:to 20"
  private static let choice =
    ":ask choice Which?\n- [x] this :: true\n- [ ] that :: false\n- [ ] it :: false\n:why So."

  @Test func `what a key was told stands until the next key`() {
    let loop = loop(Stages.lesson("\(Self.search)\n\(Self.choice)"))
    press("n", loop)
    #expect(frame(loop).contains("waits for an answer"))
    press("b", loop)
    #expect(!frame(loop).contains("waits for an answer"))
    #expect(frame(loop).contains("second try"))
  }

  @Test func `digits before a letter that answers count nothing afterwards`() {
    let loop = loop(Stages.lesson("\(Self.search)\n\(Self.choice)\n## Next\n\(Self.choice)"))
    press("7a", loop)
    #expect(loop.state.count.isEmpty)
    #expect(frame(loop).contains("Right."))
  }

  @Test func `a letter that is pressed twice answers once and begins nothing`() {
    let loop = loop(Stages.lesson("\(Self.search)\n\(Self.choice)"))
    press("aabc", loop)
    #expect(loop.state.prompt == nil && loop.player.points == 1)
    #expect(frame(loop).contains("answered; n goes on"))
    #expect(loop.state.request.open.contains(.root))
  }

  @Test func `a question without hints offers none`() {
    let without = loop(Stages.lesson("\(Self.search)\n\(Self.choice)"))
    #expect(!frame(without).contains("hint"))
    let with = loop(Stages.lesson("\(Self.search)\n\(Self.choice)\n:hint one"))
    #expect(frame(with).contains("h hint"))
    press("h", with)
    #expect(!frame(with).contains("h next hint"))
  }

  @Test(arguments: [
    Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 120, height: 14),
  ])
  func `Enter in a task shows the pages, and never leaves the cursor where nobody sees it`(
    size: Size
  ) {
    let loop = loop(
      Stages.lesson(
        "\(Self.search)\n:do Go on.\n:keys run\n:goal N(root) > 30\n:solution run 20\n:why So."),
      size)
    press("\n", loop)
    if loop.state.pane == .inspector {
      #expect(loop.state.layout.inspector != nil)
      _ = loop.handle(.key(Key(.escape)))
      loop.refresh()
    }
    #expect(frame(loop).contains("goal"))
    press("j", loop)
    #expect(loop.state.request.cursor != .node(.root))
    press("ii", loop)
    #expect(frame(loop).contains("goal"))
  }

  @Test func `the end leads on to the next lesson, where there is one, and keeps nothing back`() {
    let text = Stages.lesson("\(Self.search)\n:hide U score\n\(Self.choice)")
    let last = loop(text)
    press("an", last)
    #expect(!frame(last).contains("next lesson"))
    #expect(frame(last).contains("SCORE"))
    #expect(press("n", last) == nil)
    #expect(frame(last).contains("the lesson is over; q leaves"))
    let middle = loop(text, following: "2 The four phases")
    press("an", middle)
    #expect(frame(middle).contains("n begins the next lesson: 2 The four phases."))
    #expect(press("n", middle) == .next)
    #expect(press("q", middle) == .back)
  }

  @Test func `rows that are answers are in sight, though their parent was closed`() {
    let tree =
      "```tree t\n{\"root\": {\"children\": [{\"action\": \"a\", \"children\": [{\"action\": \"b\", "
      + "\"reward\": 1}, {\"action\": \"c\", \"reward\": 0}]}]}}\n```"
    let loop = loop(
      Stages.lesson(
        "\(tree)\n:search tree:t\n:to 9\n:hide N Q\n:ask node Which?\n:answer \"a/b\"\n:why So."))
    #expect(loop.player.openQuestion?.nodes.count == 2)
    #expect(frame(loop).contains("a  b") && frame(loop).contains("b  c"))
  }

  @Test func `a task whose simulations are used up begins again and says so in one line`() {
    let loop = loop(
      Stages.lesson(
        "\(Self.search)\n:do Set c.\n:keys run set\n:budget 5\n:goal N(\"arm 2\") > 12\n"
          + ":solution set c 9\n:solution run 5\n:why So."))
    #expect(frame(loop).contains("c      1.4142"))
    press("5s", loop)
    #expect(loop.player.run.stage.iterations == 20)
    #expect(frame(loop).contains("The simulations are used up: the task begins again"))
  }

  @Test func `what the next question hides stays hidden when one is answered`() {
    let hidden = "\(Self.search)\n:hide U score selection\n"
    let text = Stages.lesson(
      "\(hidden)\(Self.choice)\n## Next\n:ask node Which is next?\n:answer pick(root)\n:why So.\n"
        + "## Last\n:run 1\n\(Self.choice)")
    let loop = loop(text, Size(width: 120, height: 40))
    press("a", loop)
    #expect(frame(loop).contains("Right.") && !frame(loop).contains("SCORE"))
    #expect(frame(loop).contains("hidden until the next question is answered"))
    #expect(!frame(loop).contains("\u{25C6}"))
    press("na", loop)
    #expect(frame(loop).contains("SCORE") && frame(loop).contains("next is"))
  }

  @Test func `who goes on twice has not answered no`() {
    let loop = loop(
      Stages.lesson("\(Self.search)\nWords.\n:run 1\n:ask yesno Is it?\n:answer false\n:why So."))
    press("nn", loop)
    #expect(loop.player.openQuestion != nil && loop.player.outcomes.isEmpty)
    #expect(frame(loop).contains("b answers no"))
    press("b", loop)
    #expect(loop.player.points == 1)
  }

  @Test func `the keys of a question are those that answer it`() {
    let loop = loop(Stages.lesson("\(Self.search)\n\(Self.choice)"))
    #expect(frame(loop).contains("a b c or j k Enter answer"))
    let yes = self.loop(Stages.lesson("\(Self.search)\n:ask yesno x?\n:answer true\n:why y"))
    #expect(frame(yes).contains("a b or j k Enter answer"))
    press("j\n", yes)
    #expect(frame(yes).contains("Not so: no."))
  }

  @Test func `what a lesson does not keep is refused before it is typed`() {
    let loop = loop(
      Stages.lesson("\(Self.search)\n:do Go.\n:goal c = 3\n:solution set c 3\n:why y"))
    press("a", loop)
    #expect(loop.state.prompt == nil)
    #expect(frame(loop).contains("a lesson keeps no recordings, marks or notes"))
  }

  @Test func `a question about the last simulation marks no rows of it`() {
    let loop = loop(
      Stages.lesson("\(Self.search)\nThe last value was {value:0}.\n\(Self.choice)"))
    #expect(!frame(loop).contains("root path"))
  }
}
