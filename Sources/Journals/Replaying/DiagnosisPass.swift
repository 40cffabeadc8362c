import Groundwork
import SearchTrees

/// A recording that is read a second time to be held against itself, a little at a time between other things.
///
/// What is shown of the first reading stays as it is.
struct DiagnosisPass {
  private let recording: Recording
  private let time: any TimeSource
  /// How many events there were when it was said last what was found.
  private var told = 0
  /// How far it is.
  private(set) var report = DiagnosisReport()

  /// Begins with the first event of what another recording holds.
  init(of other: Recording, time: any TimeSource) {
    recording = Recording(other.bytes, isLive: other.isLive)
    recording.makeInterpreter = other.makeInterpreter
    recording.time = time
    recording.examine()
    self.time = time
  }

  /// Whether there are events that were not looked at, and enough of them for another look at the tree.
  var hasWork: Bool { hasUnread || isDue }

  private var hasUnread: Bool { recording.hasUnread }

  /// By an eighth at least: so all looks together cost a few times what one costs.
  private var isDue: Bool {
    recording.eventCount > told && recording.eventCount - told >= max(1, told / 8)
  }

  /// Reads on until a time of the clock; returns whether there is more.
  mutating func advance(until deadline: Double) -> Bool {
    let began = time.now
    let hasMore = recording.read(until: deadline)
    if !hasMore, isDue {
      told = recording.eventCount
      report.findings = recording.diagnosis()
      report.undeclared = recording.declarations.undeclared
      report.isDone = true
    }
    report.events = recording.eventCount
    report.nodes = recording.nodeCount
    report.done = recording.loaded
    report.seconds += time.now - began
    return hasMore
  }
}
