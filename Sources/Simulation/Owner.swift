import Environments
import Groundwork
import Journals
import Presets
import SearchTrees
import TreeSearch

/// The thread that owns a tree, in single turns, with the channel that leads to it.
protocol Owner: TreeSource {
  var isOver: Bool { get }
  var hasMessages: Bool { get }
  /// Whether a save is under way that has turns of its own.
  var hasSave: Bool { get }
  func turn() -> OwnerTurn
  func save()
  func close()
}

/// The owner of a recording.
final class RecordedOwner: Owner, @unchecked Sendable {
  // Sendable: a schedule is one thread.
  let channel = RecordedSearch.Channel()
  let abilities: SourceAbilities
  let worker: RecordedWorker
  private(set) var isOver = false

  init(
    _ feed: any JournalFeed, _ origin: Timeline.Origin, _ time: SimulatedTime,
    wake: @escaping @Sendable () -> Void
  ) {
    var options = RecordedSearch.Options()
    options.origin = origin
    abilities = .recording(from: origin)
    worker = RecordedWorker(
      options, feed: feed, channel: channel, time: time, wake: wake, open: { JournalBytes() })
  }

  var hasMessages: Bool { channel.hasMessages }
  var hasSave: Bool { false }

  func turn() -> OwnerTurn {
    let turn = worker.turn()
    isOver = turn == .over
    return turn
  }

  func save() {}
  func close() { channel.close() }
  func request(_ request: SliceRequest) -> Int { channel.request(request) }
  func latest() -> TreeSlice? { channel.latest() }
  func send(_ command: SearchCommand, on branch: Int?) { channel.send(command, on: branch) }
}

/// The owner of a search that runs here.
final class LiveOwner: Owner, @unchecked Sendable {
  // Sendable: a schedule is one thread.
  private let channel = LiveSearch.Channel()
  private let worker: SearchWorker
  private let begun = Guarded<[@Sendable () -> SaveRun]>([])
  private var run: SaveRun?
  private(set) var isOver = false

  init(
    _ dice: inout Dice, _ time: SimulatedTime, wake: @escaping @Sendable () -> Void
  ) throws(Wrong) {
    var plan: SearchPlan
    do throws(ProblemError) {
      plan = SearchPlan(try Problem.named("bandit:0.2,0.5,0.7"))
    } catch {
      throw Wrong(reason: error.reason)
    }
    plan.seed = UInt64(dice.below(1_000))
    var options = LiveSearch.Options()
    options.startsRunning = dice.once(in: 2)
    options.pace = dice.pick([nil, 20, 1_000])
    options.undoBytes = 1 << 20
    options.makeSaver = { path, replaces throws(SaveError) in
      do throws(JournalProblem) {
        return JournalRecorder(
          try JournalFile(saving: path, replaces: replaces), header: JournalHeader())
      } catch {
        throw SaveError(
          reason: error.reason, canReplace: !replaces && JournalFile.isReplaceable(path))
      }
    }
    let (begun, made) = (begun, plan)
    worker = SearchWorker(
      options, channel: channel, time: time,
      launch: { begin in
        begun.withLock { $0.append(begin) }
        return nil
      }, wake: wake, makeSession: { made.makeSession(undoBytes: $0) })
  }

  var abilities: SourceAbilities { .search }
  var hasMessages: Bool { channel.hasMessages }
  var hasSave: Bool { run != nil || begun.withLock { !$0.isEmpty } }

  func turn() -> OwnerTurn {
    let turn = worker.turn()
    isOver = turn == .over
    return turn
  }

  func save() {
    if run == nil { run = begun.withLock { $0.isEmpty ? nil : $0.removeFirst() }?() }
    if run?.turn() == true { run = nil }
  }

  func close() { channel.close() }
  func request(_ request: SliceRequest) -> Int { channel.request(request) }
  func latest() -> TreeSlice? { channel.latest() }
  func send(_ command: SearchCommand, on branch: Int?) { channel.send(command, on: branch) }
}
