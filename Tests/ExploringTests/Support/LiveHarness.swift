import Environments
import Groundwork
import Presets
import SearchTrees
import Testing
import TreeSearch

/// A live search on its own thread, with calls that wait for its answers, each of which must say what
/// the source can do.
final class LiveHarness: Sendable {
  let search: LiveSearch
  private let wakes: Guarded<Int>

  init(
    _ problem: String = "connect-four", rules: [any StoppingRule] = [], isRunning: Bool = false,
    solves: Bool = false, undoBytes: Int = 64 << 20, pace: Double? = nil
  ) throws {
    var plan = SearchPlan(try Problem.named(problem))
    plan.seed = 1
    plan.solves = solves
    var options = LiveSearch.Options()
    options.rules = rules
    options.startsRunning = isRunning
    options.undoBytes = undoBytes
    options.pace = pace
    let wakes = Guarded(0)
    self.wakes = wakes
    let made = plan
    search = LiveSearch(
      options, wake: { wakes.change { $0 += 1 } },
      makeSession: { made.makeSession(undoBytes: $0) })
  }

  /// A request whose answer shows much of the tree.
  static var wide: SliceRequest {
    var request = SliceRequest()
    request.rowCount = 300
    for index in 0..<60 { request.open.insert(NodeID(index)) }
    request.wantsTables = true
    request.wantsState = true
    return request
  }

  /// The same, with siblings in an order that no earlier answer has left behind.
  static var sorted: SliceRequest {
    var request = wide
    request.orderVersion = 99
    return request
  }

  /// Gives commands, then asks and waits for the answer.
  @discardableResult
  func send(
    _ commands: SearchCommand..., request: SliceRequest = SliceRequest(), seconds: Double = 20,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> TreeSlice {
    for command in commands { search.send(command) }
    let serial = search.request(request)
    // Steps that take long are shown on the way, as a running search.
    let areSteps = commands.contains {
      switch $0 {
      case .step, .stepPhase: true
      default: false
      }
    }
    return wait(seconds, sourceLocation) {
      $0.serial >= serial && !(areSteps && $0.summary.activity == .running)
    }
  }

  /// Waits until a slice comes of which something holds.
  @discardableResult
  func wait(
    _ seconds: Double = 20, _ sourceLocation: SourceLocation = #_sourceLocation,
    until condition: (TreeSlice) -> Bool
  ) -> TreeSlice {
    let end = Clocks.monotonic + seconds
    while Clocks.monotonic < end {
      let seen = wakes.withLock { $0 }
      if let slice = search.latest(), condition(slice) {
        #expect(slice.summary.abilities == search.abilities, sourceLocation: sourceLocation)
        let faults = slice.summary.log.filter { $0.text.hasPrefix(ShadowDifference.beginning) }
        #expect(faults == [], sourceLocation: sourceLocation)
        return slice
      }
      wakes.wait(seconds: max(0, end - Clocks.monotonic)) { $0 != seen }
    }
    Issue.record("no such slice within \(seconds) s", sourceLocation: sourceLocation)
    return search.latest() ?? TreeSlice()
  }
}
