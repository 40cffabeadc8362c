import Drawing
import Environments
import Groundwork
import Presets
import SearchTrees
import Testing

@testable import Exploring
@testable import TreeSearch

/// The explorer on a real search, without threads, terminal and clock.
///
/// What the search thread would do is done at once: after every event the explorer's commands are
/// carried out and its requests are answered until it asks for nothing new. Simulations run only when
/// a test says so, and time passes only when a test lets it.
struct ExplorerHarness {
  var state: ExplorerState
  /// Seconds on the clock that the explorer is told.
  var time = 1000.0
  /// All effects so far.
  var effects: [Effect] = []
  private let channel = LiveSearch.Channel()
  let worker: SearchWorker
  /// What the search refuses beside what it says itself.
  var disabledReasons: [SearchCommand.Kind: String] = [:]
  /// The files that are there, as far as names are proposed.
  var takenNames: Set<String> = []
  /// Makes the search look like a recording: this stands in every slice from the next one on, and
  /// commands that go to an event change it.
  var recording: Recording?
  /// Makes the search look like one whose steps are judged by language models.
  var judged: Judged?
  private var sent: SliceRequest?

  init(
    _ plan: SearchPlan, size: Size = Size(width: 80, height: 24), glyphs: Glyphs = .unicode,
    options: LiveSearch.Options = LiveSearch.Options()
  ) {
    var options = options
    options.startsRunning = false
    worker = SearchWorker(
      options, channel: channel, wake: {}, makeSession: { plan.makeSession(undoBytes: $0) })
    state = ExplorerState(size: size, glyphs: glyphs)
    settle()
  }

  init(
    _ problem: String = "connect-four", seed: UInt64 = 1, preset: Preset = .uct,
    simulations: Int = 0, width: Int = 80, height: Int = 24
  ) throws {
    var plan = SearchPlan(try Problem.named(problem))
    plan.seed = seed
    plan.preset = preset
    self.init(plan, size: Size(width: width, height: height))
    run(simulations)
  }

  /// What is on the screen, which must be what a state without layouts in mind shows.
  var screen: Canvas {
    let canvas = ExplorerScreen.draw(state)
    let fresh = ExplorerScreen.draw(state.laidOutAnew())
    let point = canvas.firstDifference(from: fresh)
    #expect(point == nil, "the screen is not the one that its state makes")
    return canvas
  }

  /// The row of the screen that the cursor's row of the tree is on, counted from the first tree row.
  var screenRow: Int { state.slice.cursorRow - state.slice.topRow }

  /// The label of the cursor's row.
  var label: String { state.cursorRow?.label ?? "" }

  // MARK: - What happens

  /// Runs simulations, as the thread does between two looks at its channel, and shows the result.
  mutating func run(_ simulations: Int) {
    if simulations > 0 { worker.session.run(simulations) }
    ask()
    settle()
  }

  /// Runs simulations that nobody sees yet.
  func simulate(_ simulations: Int) { worker.session.run(simulations) }

  /// Lets time pass, with a frame at the end of it.
  mutating func wait(_ seconds: Double) {
    time += seconds
    ask()
    settle()
  }

  /// Presses keys, written as in the command table with blanks between them.
  ///
  /// Each is answered before the next. Returns the effects.
  @discardableResult
  mutating func press(_ keys: String) -> [Effect] {
    var new: [Effect] = []
    for key in Self.keys(keys) {
      new += handle(.input(.key(key)))
      new += settle()
    }
    // That a line is kept for later runs is no answer to a key.
    return new.filter { if case .remember = $0 { false } else { true } }
  }

  /// Presses keys so quickly that the search answers none before the last.
  @discardableResult
  mutating func burst(_ keys: String) -> [Effect] {
    let new = Self.keys(keys).flatMap { handle(.input(.key($0))) }
    return new + settle()
  }

  /// Types text, a key a character.
  mutating func type(_ text: String) {
    for scalar in text.unicodeScalars { handle(.input(.key(Key(scalar)))) }
    settle()
  }

  /// Handles an event and sends its commands off, without an answer.
  @discardableResult
  mutating func handle(_ event: ExplorerEvent) -> [Effect] {
    time += 0.001
    var new: [Effect] = []
    for effect in Explorer.reduce(&state, event, at: time) {
      // No file is there in a test that does not bring its own.
      guard case .nameFile(let name) = effect else {
        new.append(effect)
        continue
      }
      new += Explorer.reduce(
        &state, .freeName(takenNames.contains(name) ? "free-\(name)" : name), at: time)
    }
    effects += new
    for case .send(let command) in new {
      // No test shall write files.
      if case .save = command { continue }
      if case .goTo(let event) = command, recording != nil {
        recording?.goTo(event)
        sent = nil
        continue
      }
      channel.send(command)
      sent = nil
    }
    return new
  }

  /// Handles an event and answers what it asks for.
  @discardableResult
  mutating func perform(_ event: InputEvent) -> [Effect] {
    let new = handle(.input(event))
    return new + settle()
  }

  /// Has the search asked again though nothing new is wanted, as every frame does.
  mutating func ask() { sent = nil }

  /// Answers until nothing new is asked for; returns the effects of the answers.
  @discardableResult
  mutating func settle() -> [Effect] {
    var rounds = 0
    var new: [Effect] = []
    defer { effects += new }
    while sent != state.request {
      sent = state.request
      let request = state.request
      _ = channel.request(request)
      _ = worker.drain()
      while worker.goOnWithQueries() {}
      guard var slice = channel.latest() else { return new }
      let isSound = !slice.summary.log.contains { $0.text.hasPrefix(ShadowDifference.beginning) }
      #expect(isSound, "the search found a fault in itself")
      recording?.amend(&slice, for: request)
      judged?.amend(&slice, for: request)
      slice.summary.disabledReasons.merge(disabledReasons) { $1 }
      new += Explorer.reduce(&state, .slice(slice), at: time)
      rounds += 1
      guard rounds < 24 else {
        Issue.record("the explorer asks for ever")
        return new
      }
    }
    return new
  }

  static func keys(_ notation: String) -> [Key] {
    notation.split(separator: " ").compactMap {
      let key = Key(notation: String($0))
      if key == nil { Issue.record("\($0) is no key") }
      return key
    }
  }
}

extension ExplorerHarness {
  /// The tree as text: a row a line, `>` at the cursor's, from the top of the screen to its end.
  var rows: [String] {
    let slice = state.slice
    let end = min(slice.rowTotal, slice.topRow + state.request.rowCount)
    return (slice.topRow..<max(slice.topRow, end)).map { position in
      guard let row = slice.row(at: position) else { return "?" }
      let indent = String(repeating: "  ", count: row.depth)
      let name =
        switch row.kind {
        case .node: row.id == .root ? "root" : row.label
        case .more(let count, _, _): "\(count) more"
        case .unexpanded(let count): "\(count) unexpanded"
        case .newChild: row.label
        }
      return (position == slice.cursorRow ? ">" : " ") + indent + name
    }
  }
}
