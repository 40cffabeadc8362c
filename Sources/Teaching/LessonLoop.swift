public import Drawing
import Exploring
public import Groundwork
public import Lessons
public import SearchTrees

/// A lesson in the explorer: events in, frames out, nothing when idle.
///
/// The search belongs to the same thread: every key is carried out before the next picture.
public final class LessonLoop {
  /// How the lesson was left.
  public enum Exit: Hashable, Sendable {
    /// For the screen that it was opened from.
    case back
    /// For the next lesson of the course.
    case next
    /// For good.
    case program
  }

  let player: LessonPlayer
  private let slice: (SliceRequest, _ isRunning: Bool) -> TreeSlice
  private let terminal: any Terminal
  private let time: any TimeSource
  private let keep: ([LessonAnswer]) -> Void
  private let number: Int?
  /// The title of the lesson that follows in the course; nil where none does.
  let following: String?
  var state: ExplorerState
  /// What was typed of a number.
  var typed = ""
  /// The option that is marked.
  var selected = 0
  var cover = LessonGuide.Cover.none
  var givesWay = false
  private var wasFocused = false
  /// How far the pane is scrolled; nil where what is asked is kept in sight.
  var top: Int?
  var isRunning = false
  private var shownSearch = -1
  private var shownQuestion: Int?
  private var serial = 0
  /// The order that the rows have again once what it tells is shown.
  private var keptOrder: (key: SliceRequest.SortKey, isAscending: Bool)?

  /// Makes the loop of a player that stands where it shall begin.
  ///
  /// - Parameters:
  ///   - number: the number of the lesson in the course.
  ///   - following: the number and title of the lesson that follows; nil where none does.
  ///   - slice: what the screen shows of the search.
  ///   - keep: takes the answers that were just given.
  public init(
    _ player: LessonPlayer, number: Int?, following: String? = nil, notice: String? = nil,
    terminal: any Terminal, glyphs: Glyphs,
    time: any TimeSource = SystemTime(),
    slice: @escaping (SliceRequest, _ isRunning: Bool) -> TreeSlice,
    keep: @escaping ([LessonAnswer]) -> Void
  ) {
    self.player = player
    self.number = number
    self.following = following
    self.slice = slice
    self.terminal = terminal
    self.time = time
    self.keep = keep
    state = ExplorerState(size: terminal.size, glyphs: glyphs)
    state.hasMouse = terminal.hasMouse
    state.tab = .selection
    if let notice { remark(notice.prefix(1).uppercased() + notice.dropFirst()) }
  }

  /// Runs until the student leaves, or `ending` says that an event ends the program.
  public func run<Ending>(_ ending: (InputEvent) -> Ending?, left: (Exit) -> Ending) -> Ending {
    refresh()
    terminal.present(ExplorerScreen.draw(state))
    while true {
      let events = terminal.waitForEvents(timeout: isRunning ? 30 : nil)
      for event in events {
        if let ending = ending(event) { return ending }
        if let exit = handle(event) { return left(exit) }
      }
      if isRunning { runBurst() }
      refresh()
      terminal.present(ExplorerScreen.draw(state))
    }
  }

  /// Simulations between two pictures.
  private static let burst = 64

  private func runBurst() {
    switch player.situation {
    case .task(let open): player.act(.run(Self.burst, pace: nil), open)
    case .free(let keys): player.act(free: .run(Self.burst, pace: nil), keys)
    default: break
    }
    switch player.situation {
    case .task, .free: if player.run.stage.ending != nil { isRunning = false }
    default: isRunning = false
    }
  }

  // MARK: - Events

  /// Handles an event; returns how the lesson is left, if it is.
  func handle(_ event: InputEvent) -> Exit? {
    if case .key(let key) = event, state.prompt == nil, state.overlay == nil, state.prefix.isEmpty {
      // What was said stands until the next key.
      state.message = nil
      switch press(key) {
      case .taken:
        state.count = ""
        return nil
      case .leave(let exit): return exit
      case .forExplorer: break
      }
    }
    let view = state.view
    let effects = Explorer.reduce(&state, .input(event), at: time.now)
    if case .argument(let command)? = state.prompt?.purpose, let reason = refusal(of: command) {
      state.prompt = nil
      complain(reason)
    }
    if state.view != view, state.view != .tree, state.guide?.concealsNumbers == true {
      state.view = .tree
      complain("this view tells what is hidden; it waits until you have answered")
    }
    makeWay()
    return carryOut(effects)
  }

  /// Keeps the focus on what is on the screen: the lesson gives way to the inspector while that has it.
  private func makeWay() {
    let isFocused = state.pane == .inspector
    if state.size.width < Self.wide {
      if isFocused != wasFocused { givesWay = isFocused }
    } else if state.layout.inspector == nil {
      state.pane = .tree
    }
    wasFocused = state.pane == .inspector
  }

  /// Takes the place of the lesson back from the inspector.
  func showLesson() {
    givesWay = false
    wasFocused = false
    state.pane = .tree
  }

  /// The columns from which on lesson and inspector are both on the screen.
  static let wide = 110

  private func carryOut(_ effects: [Effect]) -> Exit? {
    for effect in effects {
      switch effect {
      case .send(let command): send(command)
      case .nameFile: complain("a lesson cannot be saved; treetop search records searches")
      case .quit: return .back
      case .quitAll: return .program
      case .suspend: terminal.suspend()
      case .redraw: terminal.invalidate()
      case .mouse(let isReported): terminal.hasMouse = isReported
      case .theme(let name): terminal.theme = name
      case .copy(let text): terminal.copy(text)
      case .completePath, .remember: break
      case .edit: complain("notes are written in a search, not in a lesson")
      case .write: complain("files are written from a search, not from a lesson")
      case .keep: complain("settings are written from a search, not from a lesson")
      case .map: complain("a lesson has its own trees")
      case .openNode: complain("a lesson has its own trees")
      case .openTree: complain("a lesson is not compared with a file")
      }
    }
    return nil
  }

  /// What was asked to be printed on leaving.
  ///
  /// Untrusted text.
  public var exitTexts: [String] { state.exitTexts }

  func complain(_ text: String) {
    state.message = ExplorerState.Message(text: text, isError: true)
  }

  func remark(_ text: String) {
    state.message = ExplorerState.Message(text: text, isError: false)
  }

  // MARK: - The picture

  /// Brings the explorer to where the lesson is.
  func refresh() {
    let answers = player.answers
    player.answers = []
    if !answers.isEmpty { keep(answers) }
    for case .note(let text) in player.events {
      complain(text.prefix(1).uppercased() + text.dropFirst())
    }
    player.events = []
    let question = player.openQuestion?.question.line
    var newlyAsked: OpenQuestion?
    if question != shownQuestion {
      shownQuestion = question
      typed = ""
      selected = 0
      top = nil
      showLesson()
      newlyAsked = player.openQuestion
    }
    follow()
    if let newlyAsked { unfold(toShow: newlyAsked) }
    orderRows()
    state.guide = LessonGuide.make(
      player, number: number, following: following, typed: typed, selected: selected, cover: cover,
      givesWay: givesWay, top: top, repertoire: state.glyphs.repertoire)
    // What a slice changes in the request is asked for once more.
    for _ in 0..<3 {
      forgetMissingNodes()
      let asked = state.request
      var slice = self.slice(asked, isRunning)
      serial += 1
      slice.serial = serial
      guard player.run.stage.facts != nil else { return }
      _ = Explorer.reduce(&state, .slice(slice), at: time.now)
      if state.request == asked { break }
    }
  }

  /// Carries out what the lesson wants on the screen.
  private func follow() {
    let run = player.run
    if run.searchSerial != shownSearch {
      shownSearch = run.searchSerial
      state.request.open = [.root]
      state.request.cursor = .node(.root)
      state.request.root = .root
      state.request.filter = nil
      state.view = .tree
    }
    let changes = run.viewChanges
    run.viewChanges = []
    for change in changes {
      switch change {
      case .view(let isSteps): state.view = isSteps ? .steps : .tree
      case .page(let page):
        let tab = ExplorerState.Tab.allCases.first { $0.rawValue.lowercased() == page.rawValue }
        if let tab { state.tab = tab }
      case .cursor(let place):
        if let node = try? run.node(place) { state.request.cursor = .node(node) }
      case .unfold(let place):
        var node = try? run.node(place)
        while let open = node {
          state.request.open.insert(open)
          node = run.stage.facts?.parent(of: open)
        }
      case .fold(let place):
        if let node = try? run.node(place) { state.request.open.remove(node) }
      case .sort(let column):
        switch column {
        case .value: state.request.sort = .value
        case .prior: state.request.sort = .prior
        case .score, .bonus: state.request.sort = .score
        default: state.request.sort = .visits
        }
        state.request.orderVersion += 1
      case .mark: break
      }
    }
  }

  /// Brings the rows into sight that are answers to a question.
  private func unfold(toShow open: OpenQuestion) {
    for node in open.nodes where node.letter != nil {
      var parent = player.run.stage.facts?.parent(of: node.node)
      while let open = parent {
        state.request.open.insert(open)
        parent = player.run.stage.facts?.parent(of: open)
      }
    }
  }

  /// Brings the rows into an order that tells nothing of what is kept back: the oldest first.
  private func orderRows() {
    let hidden = player.concealed
    func isHidden(_ key: SliceRequest.SortKey) -> Bool {
      switch key {
      case .visits: hidden.contains(.visits)
      case .value: hidden.contains(.value)
      case .score: hidden.contains(.score)
      case .prior: hidden.contains(.prior)
      case .statistic: !hidden.isEmpty
      case .creation: false
      }
    }
    if isHidden(state.request.sort) {
      if keptOrder == nil { keptOrder = (state.request.sort, state.request.isAscending) }
      (state.request.sort, state.request.isAscending) = (.creation, true)
      state.request.orderVersion += 1
    } else if let kept = keptOrder, !isHidden(kept.key) {
      keptOrder = nil
      if state.request.sort == .creation {
        (state.request.sort, state.request.isAscending) = kept
        state.request.orderVersion += 1
      }
    }
  }

  /// Forgets nodes that a search which was begun again does not have.
  private func forgetMissingNodes() {
    guard let count = player.run.stage.facts?.nodeCount else { return }
    state.request.open = state.request.open.filter { $0.index < count }
    if case .node(let node) = state.request.cursor, node.index >= count {
      state.request.cursor = .node(.root)
    }
    if state.request.root.index >= count { state.request.root = .root }
  }
}
