import Environments
import Exploring
import Journals
import Presets
import SearchTrees
import Sessions
import TreeSearch

/// The trees that the start screen shows in small: the one of the chosen entry, as long as it is chosen.
///
/// A live search runs for a few seconds and ends; then nothing is done and nothing is drawn.
final class StartPreviews {
  /// The simulations that a search shows, and those that it runs in a second.
  private static let simulations = (all: 2_000, second: 400.0)

  /// A tree that is shown.
  private struct Shown {
    var entry: Int
    var source: (any TreeSource)?
    var close: () -> Void
    var isDone = false
  }

  private let targets: [StartEntries.Target]
  private var shown: Shown?

  init(_ targets: [StartEntries.Target]) { self.targets = targets }

  /// Milliseconds until there may be something new to show; nil where nothing is waited for.
  func timeout(for entry: Int?) -> Int? {
    guard let entry else { return nil }
    // Who goes through the list quickly begins nothing.
    guard shown?.entry == entry else { return 200 }
    return shown?.isDone == false ? 100 : nil
  }

  /// Begins the tree of an entry, which nothing has happened to for a moment.
  func begin(_ entry: Int) {
    guard shown?.entry != entry else { return }
    close()
    guard targets.indices.contains(entry) else { return }
    shown = Self.open(targets[entry], entry) ?? Shown(entry: entry, close: {}, isDone: true)
  }

  /// Puts what is known of the tree of an entry on the screen.
  func update(_ screen: inout StartScreen) {
    guard let entry = screen.previewed, let source = shown?.source, shown?.entry == entry else {
      if screen.preview?.entry != screen.previewed { screen.preview = nil }
      return
    }
    guard shown?.isDone == false else { return }
    if let slice = source.latest() {
      screen.preview = StartScreen.Preview(entry: entry, slice: slice)
      let isRead = slice.summary.timeline.map { $0.loaded == nil } ?? true
      shown?.isDone = slice.plots != nil && isRead && slice.summary.activity != .running
    }
    if shown?.isDone == false { _ = source.request(Self.request) }
  }

  /// Ends what runs.
  func close() {
    shown?.close()
    shown = nil
  }

  private static var request: SliceRequest {
    var request = SliceRequest()
    request.wantsPlots = true
    return request
  }

  private static func open(_ target: StartEntries.Target, _ entry: Int) -> Shown? {
    switch target {
    case .course: return nil
    case .search(let words, let start):
      guard let problem = try? Problem.named(words.problem) else { return nil }
      let plan = SearchPlan(problem, words.preset)
      var options = LiveSearch.Options()
      options.rules = [IterationLimit(simulations.all)]
      options.undoBytes = 0
      options.pace = start.pace ?? simulations.second
      let search = LiveSearch(
        options, wake: {}, makeSession: { plan.makeSession(undoBytes: $0) })
      return Shown(entry: entry, source: search, close: { search.close() })
    case .recording(let path, _):
      guard let file = try? RecordedFile(path) else { return nil }
      var options = file.options(checkPeriod: 0, answer: nil)
      options.start = Moment.end.start
      let recorded = RecordedSearch(
        options, wake: {},
        open: { () throws(JournalProblem) in try JournalBytes(mapping: path) })
      return Shown(entry: entry, source: recorded, close: { recorded.close() })
    }
  }
}
