import Drawing
import Environments
import Presets
import SearchTrees
import TreeSearch

@testable import Exploring

/// What a person can tell of a state, messages left out, so that two moments can be compared.
struct Visible: Hashable {
  var request: SliceRequest
  var cursorRow: Int
  var topRow: Int
  var view: ExplorerState.View
  var pane: ExplorerState.Pane
  var tab: ExplorerState.Tab
  var inspector: [Bool]
  var tops: [Int]
  var overlay: ExplorerState.Overlay?
  var prompt: ExplorerState.Prompt?
  var columns: [Bool]
  var compared: [Int]
  var glyphs: Glyphs
  var pending: String

  init(_ state: ExplorerState) {
    request = state.request
    request.orderVersion = 0
    cursorRow = state.slice.cursorRow
    topRow = state.slice.topRow
    view = state.view
    pane = state.pane
    tab = state.tab
    inspector = [state.showsInspector, state.isMaximized]
    tops = [
      state.inspectorTop, state.stepsTop, state.chosenToken ?? -1, state.textTop ?? -1,
      state.textHit ?? -1,
    ]
    overlay = state.overlay
    prompt = state.prompt
    compared = [
      state.tag == nil ? 0 : 1, state.compared?.active.cursor ?? -1,
      state.compared?.active.rows.count ?? -1,
      state.comparisonSerial,
    ]
    columns = [state.showsShare, state.showsIDs]
    glyphs = state.glyphs
    pending = state.count + state.prefix.map(\.notation).joined()
  }
}

/// Moments in which commands are tried.
enum Situation: String, CaseIterable {
  case fresh
  case paused
  case open
  case deep
  case running
  case branched
  case inspecting
  case stepping
  case zoomed
  case edited
  case priors
  case openNodes
  case recording
  case imported
  case reading
  case finding
  case filtered
  case compared
  case changed
  case judged
  case failed
  case asked

  func harness() throws -> ExplorerHarness {
    if self == .fresh { return try ExplorerHarness() }
    if self == .priors {
      var harness = try ExplorerHarness(preset: .puct, simulations: 300)
      harness.press("j")
      return harness
    }
    if self == .openNodes {
      return try ExplorerHarness("design", preset: .bestFirst, simulations: 60)
    }
    var harness = try ExplorerHarness(simulations: 300)
    switch self {
    case .open: harness.press("E E 3 0 j")
    case .deep: harness.press("P")
    case .running: harness.press("j Space [")
    case .branched: harness.press("j j b")
    case .inspecting: harness.press("j d Enter j")
    case .stepping: harness.press("g s .")
    case .reading: harness.press("P v")
    case .finding:
      harness.press("P v /")
      harness.type(".")
      harness.press("Enter")
    case .filtered:
      harness.press("f")
      harness.type("N > 10")
      harness.press("Enter")
    case .compared: harness.press("t 2 0 s g c")
    case .changed:
      var recording = Recording.marked
      recording.lastChange = ChangeOrigin(event: 4, iteration: 2, words: "backup")
      harness.recording = recording
      harness.press("j")
    case .judged:
      harness.judged = Judged()
      harness.run(1)
      harness.press("j")
    case .failed:
      harness.recording = .marked
      harness.recording?.activity = .stopped(.failed("the expert is busy"))
      harness.run(0)
    case .asked:
      harness.recording = .marked
      harness.recording?.calls = CallsViewTests.calls()
      harness.recording?.servers = CallsViewTests.servers
      harness.run(0)
      harness.press("g q")
    case .zoomed: harness.press("j = j l = H")
    case .edited: harness.press("j x b")
    case .imported:
      harness.recording = .marked
      harness.recording?.canMap = true
      harness.press("j")
    case .recording:
      harness.recording = .marked
      harness.press("j")
    default: break
    }
    return harness
  }
}
