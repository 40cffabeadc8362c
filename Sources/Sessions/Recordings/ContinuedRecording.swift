import Groundwork
public import Journals
import Presets
public import SearchTrees
import TreeSearch

/// A recording from any moment of which the search can go on live.
///
/// The explorer sees one source. A branch at a moment of the recording runs the search again from its
/// seed to that moment, compares it with the file, and is a live search from then on; the recording
/// stays among the branches.
public final class ContinuedRecording: TreeSource {
  private struct Part {
    var source: any TreeSource
    /// The branches, as the newest slice named them.
    var branches: [SearchSummary.Branch] = []
    /// What is added to the source's serial numbers.
    var base: Int
    /// Where the recording was left, in a search that goes on from it.
    var start: (event: Int, iteration: Int, branch: Int)?
  }

  private struct State {
    var parts: [Part]
    var current = 0
    var serial = 0
    /// A search that is being run again, the newest part, and what there is to say of it.
    var preparing: (part: Int, words: String)?
    var failure: String?
    /// The notices that were given, and the newest of a source among them.
    var notices = 0
    var told: (part: Int, serial: Int, own: Int)?
    var lives: [LiveSearch] = []
    /// Whether nobody waits for a search that is being run again.
    var isClosing = false
    /// Why searches could not go on from here.
    var log: [LogLine] = []
  }

  private let recorded: RecordedSearch
  private let file: RecordedFile
  private let undoBytes: Int
  private let checkPeriod: Int
  private let verifies: Bool
  private let wake: @Sendable () -> Void
  private let state: Guarded<State>

  /// Begins with the recording.
  ///
  /// - Parameters:
  ///   - undoBytes: the undo record of each branch of a search that goes on.
  ///   - checkPeriod: one time in how many slices and steps back of such a search are held against a
  ///     second way; 0 is never.
  ///   - verifies: whether models are asked anew and compared, instead of taking what the file holds.
  ///   - wake: is called on any thread whenever there is something new to see.
  public init(
    _ recorded: RecordedSearch, of file: RecordedFile, undoBytes: Int, checkPeriod: Int,
    verifies: Bool = false,
    wake: @escaping @Sendable () -> Void
  ) {
    self.recorded = recorded
    self.file = file
    self.undoBytes = undoBytes
    self.checkPeriod = checkPeriod
    self.verifies = verifies
    self.wake = wake
    state = Guarded(State(parts: [Part(source: recorded, base: 0)]))
  }

  /// Ends all searches that were begun here, and the recording.
  public func close() {
    let lives = state.withLock { state in
      state.isClosing = true
      return state.lives
    }
    for live in lives { live.close() }
    recorded.close()
  }

  // MARK: - The source

  /// What can be done with what is shown.
  public var abilities: SourceAbilities {
    state.withLock { $0.parts[Self.shown($0)].source.abilities }
  }

  /// The part that is on the screen: until a new search is there, the recording stays.
  private static func shown(_ state: State) -> Int {
    state.preparing?.part == state.current ? 0 : state.current
  }

  /// Asks what is shown for a slice.
  public func request(_ request: SliceRequest) -> Int {
    let (source, base) = state.withLock { ($0.parts[$0.current].source, $0.parts[$0.current].base) }
    let serial = base + source.request(request)
    return state.withLock { state in
      state.serial = max(state.serial, serial)
      return serial
    }
  }

  /// Returns the newest slice of what is shown, its branches numbered through.
  public func latest() -> TreeSlice? {
    let (source, place) = state.withLock { state in
      let place = Self.shown(state)
      return (state.parts[place].source, place)
    }
    guard var slice = source.latest() else { return nil }
    state.withLock { state in
      slice.serial += state.parts[place].base
      state.parts[place].branches = slice.summary.branches
      let before = state.parts.prefix(place).reduce(0) { $0 + $1.branches.count }
      slice.summary.branch += before
      slice.summary.branches = Self.all(state.parts)
      if place > 0 { slice.summary.disabledReasons[.goTo] = "B leads back to the recording" }
      slice.summary.log += state.log
      slice.summary.logCount += state.log.count
      number(&slice.summary.notice, of: place, &state)
      guard let words = state.failure ?? state.preparing?.words else { return }
      slice.summary.notice = SearchSummary.Notice(
        serial: state.notices, isError: state.failure != nil, text: words)
      // The answer that is waited for is the new search's to give; this one says how far it is.
      slice.serial = max(slice.serial, state.serial)
    }
    return slice
  }

  /// Numbers the notices of all sources through.
  private func number(
    _ notice: inout SearchSummary.Notice?, of part: Int, _ state: inout State
  ) {
    guard let serial = notice?.serial else { return }
    if state.told?.part != part || state.told?.serial != serial {
      state.notices += 1
      state.told = (part, serial, state.notices)
    }
    notice?.serial = state.told?.own ?? state.notices
  }

  /// All branches of all parts, numbered through.
  private static func all(_ parts: [Part]) -> [SearchSummary.Branch] {
    var all: [SearchSummary.Branch] = []
    for part in parts {
      let before = all.count
      for branch in part.branches {
        var branch = branch
        branch.id += before
        branch.origin = branch.origin.map { $0 + before } ?? part.start?.branch
        if branch.id == before, let start = part.start {
          branch.name = "as at event \(NumberText.grouped(start.event))"
          branch.start = start.iteration
        }
        all.append(branch)
      }
    }
    return all
  }

  /// Gives a command to what is shown; a branch at a moment of the recording goes on live from there.
  public func send(_ command: SearchCommand, on branch: Int?) {
    state.withLock { $0.failure = nil }
    let (source, current, seen) = state.withLock { state in
      let seen = branch.flatMap { Self.place(of: $0, in: state.parts) }
      return (state.parts[state.current].source, state.current, seen)
    }
    // What was meant for a branch of one search is not for another one.
    if command.actsOnBranch, let seen, seen.part != current {
      return fail(
        "not done: another search was on the screen when the key was pressed than is shown now")
    }
    switch command {
    case .switchBranch(let number): switchBranch(number)
    case .branch(let node, let name) where current == 0: goOn(at: node, name)
    default: source.send(command, on: seen?.branch)
    }
  }

  /// Returns the part that a branch belongs to, and its number there.
  private static func place(of number: Int, in parts: [Part]) -> (part: Int, branch: Int)? {
    var first = 0
    for (place, part) in parts.enumerated() {
      if number < first + part.branches.count { return (place, number - first) }
      first += part.branches.count
    }
    return nil
  }

  private func switchBranch(_ number: Int) {
    let target = state.withLock { state -> (any TreeSource, Int)? in
      guard let (place, branch) = Self.place(of: number, in: state.parts) else { return nil }
      select(place, &state)
      return (state.parts[place].source, branch)
    }
    if let (source, branch) = target { source.send(.switchBranch(branch)) }
  }

  /// Makes a part the one that is shown; its answers are newer than all that were given before.
  private func select(_ place: Int, _ state: inout State) {
    guard place != state.current else { return }
    let newest = state.parts[place].source.latest()?.serial ?? 0
    state.parts[place].base = max(state.parts[place].base, state.serial - newest)
    state.current = place
  }

  // MARK: - Going on live

  private func goOn(at node: NodeID, _ name: String?) {
    if let reason = file.unsupportedReason { return fail(reason) }
    guard let plan = file.plan, let slice = recorded.latest(), let timeline = slice.summary.timeline
    else { return }
    let event = timeline.event
    let start = (event, slice.summary.iterations, slice.summary.branch)
    let again = RecordedPlan(path: file.path, plan: plan, event: event, verifies: verifies)
    var request = SearchRequest(exploring: plan)
    request.undoBytes = undoBytes
    request.start.isPaused = true
    request.verifies = verifies
    var options = request.options(checkPeriod: checkPeriod)
    let total = NumberText.grouped(slice.summary.iterations)
    let (state, wake, undoBytes) = (state, wake, undoBytes)
    let part = state.withLock { state in
      state.preparing = (state.parts.count, "running \(total) iterations again")
      state.notices += 1
      return state.parts.count
    }
    options.makeResumed = {
      do throws(JournalProblem) {
        let resumed = try again.resume(
          undoBytes: undoBytes, isCancelled: { state.withLock { $0.isClosing } },
          { done in
            state.withLock {
              $0.preparing?.words =
                "running \(NumberText.grouped(done)) of \(total) iterations again"
              $0.notices += 1
            }
            wake()
          })
        state.withLock { $0.preparing = nil }
        return resumed
      } catch {
        state.withLock {
          $0.preparing = nil
          $0.failure = error.reason
          $0.log.append(LogLine(.treetop, error.reason))
          $0.notices += 1
          $0.current = 0
          if $0.parts.count > part { $0.parts.removeLast() }
        }
        wake()
        return ResumedSearch(plan.makeSession(undoBytes: 0), past: SearchScript())
      }
    }
    let live = LiveSearch(options, wake: wake) { plan.makeSession(undoBytes: $0) }
    live.send(.branch(at: node, name: name ?? "live from event \(NumberText.grouped(event))"))
    state.withLock { state in
      state.lives.append(live)
      guard state.failure == nil else { return }
      state.parts.append(Part(source: live, base: state.serial, start: start))
      state.current = part
    }
  }

  private func fail(_ reason: String) {
    state.withLock {
      $0.failure = reason
      $0.log.append(LogLine(.treetop, reason))
      $0.notices += 1
    }
    wake()
  }
}
