import Drawing
import Groundwork
import SearchTrees
import Testing

@testable import Exploring

/// The explorer on a source that says what it can do and is neither a search nor a recording.
@Suite struct AbilityTests {
  /// A state that shows one decision of a search of 300 simulations, with two marks and a branch.
  private func state(
    _ change: (inout SourceAbilities) -> Void = { _ in }, keys: String = ""
  ) -> ExplorerState {
    var state = ExplorerState(size: Size(width: 100, height: 30), glyphs: .unicode)
    _ = Explorer.reduce(&state, .slice(ScriptedSource.slice(change)), at: 1)
    press(keys, &state)
    return state
  }

  @discardableResult
  private func press(_ keys: String, _ state: inout ExplorerState) -> [SearchCommand] {
    ExplorerHarness.keys(keys).flatMap { key in
      Explorer.reduce(&state, .input(.key(key)), at: 2).compactMap {
        if case .send(let command) = $0 { command } else { nil }
      }
    }
  }

  private func screen(_ state: ExplorerState) -> String { ExplorerScreen.draw(state).text }

  @Test func `each ability changes what it is about and nothing else`() {
    let none = screen(state())
    #expect(none.contains("Space run") && !none.contains("undo"))
    #expect(screen(state { $0.limitsUndo = true }).contains("undo 41"))
    let playing = screen(state { $0.canPlay = true })
    #expect(playing.contains("Space play"))
    #expect(playing.replacing("Space play", with: "Space run ") != playing)
    // What is asked of the source is no business of the screen.
    for change in [\SourceAbilities.needsPolling, \.mayGrow, \.keepsBranches] {
      #expect(screen(state { $0[keyPath: change] = true }) == none)
    }
  }

  @Test func `only where it would lose branches must a restart be confirmed`() {
    var keeping = state { $0.keepsBranches = true }
    #expect(press("R", &keeping) == [.restart] && keeping.overlay == nil)
    var losing = state()
    #expect(press("R", &losing) == [])
    guard case .confirm(_, .restart)? = losing.overlay else {
      Issue.record("nothing was asked")
      return
    }
  }

  @Test func `only where they would be lost are branches asked about when leaving`() {
    var keeping = state { $0.keepsBranches = true }
    #expect(Explorer.perform(.quit, &keeping, 3) == [.quit])
    var losing = state()
    #expect(Explorer.perform(.quit, &losing, 3) == [] && losing.overlay != nil)
  }

  @Test func `a table shows the decision that comes next or one that was made`() {
    var next = state { $0.showsNextDecision = true }
    var made = state()
    next.tab = .selection
    made.tab = .selection
    #expect(screen(next).contains("next is") && !screen(next).contains("chosen is"))
    #expect(screen(made).contains("chosen is") && !screen(made).contains("next is"))
  }

  @Test func `where moments are events, marks are moments, and else places`() {
    var places = state()
    #expect(Explorer.goTo(mark: 1, &places, 3) == [])
    #expect(places.request.cursor == .node(NodeID(2)))
    var moments = state { $0.clock = .events }
    #expect(Explorer.goTo(mark: 1, &moments, 3) == [.send(.goTo(event: 90))])
    #expect(places.layout.timeline == nil && moments.layout.timeline != nil)
  }

  @Test func `the end is the last event that is known, or whichever is the last by then`() {
    var complete = state { $0.clock = .events }
    #expect(Explorer.perform(.lastEvent, &complete, 3) == [.send(.goTo(event: 120))])
    var growing = state {
      $0.clock = .events
      $0.mayGrow = true
    }
    #expect(Explorer.perform(.lastEvent, &growing, 3) == [.send(.goTo(event: .max))])
  }

  @Test func `only a source that needs polling is asked again and again while it runs`() {
    for needsPolling in [false, true] {
      let source = ScriptedSource { $0.needsPolling = needsPolling }
      let time = ScriptedTime()
      let loop = ExplorerLoop(
        source, terminal: ScriptedTerminal(), glyphs: .unicode, time: time, freeName: { $0 })
      loop.begin()
      #expect(loop.handle(.wake) == nil)
      loop.finishTurn(hasEvents: true)
      time.now += 1
      loop.finishTurn(hasEvents: false)
      #expect(loop.state.isRunning)
      let asked = source.asked
      for _ in 0..<10 {
        time.now += 1
        loop.finishTurn(hasEvents: false)
      }
      #expect(source.asked == asked + (needsPolling ? 10 : 0))
      #expect((loop.timeout() == nil) == !needsPolling)
    }
  }

  @Test func `sources that run here and recordings differ in what they state`() {
    let (search, file) = (SourceAbilities.search, SourceAbilities.recording(from: .file))
    #expect(search.clock == .iterations && file.clock == .events)
    #expect(!search.canPlay && file.canPlay)
    #expect(search.needsPolling && !file.needsPolling)
    #expect(!search.keepsBranches && file.keepsBranches)
    #expect(search.limitsUndo && !file.limitsUndo)
    #expect(search.showsNextDecision && !file.showsNextDecision)
    #expect(!search.mayGrow && !file.mayGrow)
    for origin in [Timeline.Origin.followed, .program] {
      var growing = SourceAbilities.recording(from: origin)
      #expect(growing.mayGrow)
      growing.mayGrow = false
      #expect(growing == file)
    }
  }
}

/// A source that always answers with the same slice of a running search.
private final class ScriptedSource: TreeSource {
  let abilities: SourceAbilities
  private let slice: TreeSlice
  private let count = Guarded(0)

  init(_ change: (inout SourceAbilities) -> Void) {
    var slice = Self.slice(change)
    slice.summary.activity = .running
    abilities = slice.summary.abilities
    self.slice = slice
  }

  /// How often it was asked for a slice.
  var asked: Int { count.withLock { $0 } }

  func request(_ request: SliceRequest) -> Int {
    count.withLock { count in
      count += 1
      return count
    }
  }

  func latest() -> TreeSlice? {
    var slice = slice
    slice.serial = asked
    return slice
  }

  func send(_ command: SearchCommand, on branch: Int?) {}

  /// A slice of a search with a decision at its root, two marks and a branch.
  static func slice(_ change: (inout SourceAbilities) -> Void) -> TreeSlice {
    var slice = TreeSlice()
    slice.serial = 1
    change(&slice.summary.abilities)
    slice.summary.iterations = 300
    slice.summary.nodes = 3
    slice.summary.undoDepth = 41
    slice.detail.children = SelectionTable(
      node: .root, rule: "rule", formula: "Q", parentVisits: 300,
      exploration: NamedNumber("c", 1),
      candidates: (1...2).map { number in
        let value = 1 / Double(number)
        return SelectionTable.Candidate(
          node: NodeID(number), label: "action \(number)", visits: 150, value: value,
          terms: [NamedNumber("Q", value)], score: value)
      })
    slice.summary.marks = [
      Mark(event: 30, iteration: 10, branch: 0, node: NodeID(1), name: "first"),
      Mark(event: 90, iteration: 40, branch: 0, node: NodeID(2), name: "second"),
    ]
    slice.summary.branches = ["main", "other"].enumerated().map { number, name in
      SearchSummary.Branch(
        id: number, name: name, origin: number == 0 ? nil : 0, start: 0, focus: .root,
        iterations: 300, bestAction: "", bestValue: nil)
    }
    if slice.summary.abilities.clock == .events {
      var timeline = Timeline()
      timeline.event = 60
      timeline.eventCount = 120
      slice.summary.timeline = timeline
    }
    return slice
  }
}

private final class ScriptedTime: TimeSource, @unchecked Sendable {
  // Sendable: one thread.
  var now = 0.0
}

private final class ScriptedTerminal: Terminal {
  let size = Size(width: 80, height: 24)
  let repertoire = Repertoire.unicode
  let colourDepth = ColourDepth.many
  var hasMouse = false
  func present(_ canvas: Canvas) {}
  func invalidate() {}
  func waitForEvents(timeout milliseconds: Int?) -> [InputEvent] { [] }
  func suspend() {}
  func close() {}
}
