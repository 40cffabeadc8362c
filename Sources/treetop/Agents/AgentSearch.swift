import Groundwork
import SearchTrees
import Sessions

/// A search as an agent asks it: each question is put to the source and waited for.
final class AgentSearch {
  /// Where the tree comes from.
  let source: any TreeSource
  /// The file; nil where the tree comes from none.
  let file: RecordedFile?
  /// Called once a second while an answer is waited for, with the seconds so far and what is waited for.
  var tellProgress: ((Double, String) -> Void)?
  /// What the doctor said of the file, once it was asked.
  var diagnosis: FileDiagnosis.Outcome?

  private let woken: Guarded<Int>
  private let time = SystemTime()
  private var lookups = 0
  private var comparisons = 0

  /// An answer that takes longer is no answer, in seconds.
  private static let longest = 120.0
  /// A source that has nothing new is asked again after so many seconds.
  private static let pause = 0.02

  /// Asks a source that tells through `woken` when it has something new.
  init(_ source: any TreeSource, of file: RecordedFile?, woken: Guarded<Int>) {
    self.source = source
    self.file = file
    self.woken = woken
  }

  // MARK: - Looking

  /// Returns a slice that answers a request and is ready.
  ///
  /// - Throws: a failure where none is within two minutes; what is waited for is named.
  func slice(
    _ request: SliceRequest, waitingFor words: String = "the tree", most: Double = longest,
    until isReady: (TreeSlice) -> Bool = { _ in true }
  ) throws(AgentFailure) -> TreeSlice {
    let began = time.now
    var asked = began
    var told = began
    var serial = source.request(request)
    while true {
      let seen = woken.withLock { $0 }
      if let slice = source.latest(), slice.serial >= serial, Self.isRead(slice), isReady(slice) {
        return slice
      }
      let now = time.now
      guard now - began < most else {
        throw AgentFailure("no answer within \(Int(most)) seconds, waiting for \(words)")
      }
      if now - told >= 1 {
        told = now
        tellProgress?(now - began, "waiting for \(words)")
      }
      if now - asked >= Self.pause {
        asked = now
        serial = source.request(request)
      }
      _ = woken.wait(seconds: Self.pause) { $0 != seen }
    }
  }

  /// Whether a file is read whole, and shown as it is at the moment that was asked for; a program must have
  /// said something.
  private static func isRead(_ slice: TreeSlice) -> Bool {
    guard let timeline = slice.summary.timeline else { return true }
    return timeline.origin == .file
      ? slice.summary.isMomentSettled : timeline.eventCount > 0 || timeline.ending != nil
  }

  /// Returns the node that an argument names; the root where it names none.
  func node(_ arguments: AgentArguments, _ name: String = "node") throws(AgentFailure) -> NodeID {
    guard let text = arguments.text(name), !text.isEmpty, text != "root" else { return .root }
    if text.hasPrefix("#"), let number = Int(text.dropFirst()) {
      return try look(for: .number(number), from: name).node ?? .root
    }
    return try look(for: .path(text), from: name).node ?? .root
  }

  /// Looks for nodes.
  func look(
    for subject: NodeLookup.Subject, from name: String
  ) throws(AgentFailure) -> NodeLookupReport {
    // What is looked for while a file is being read is looked for in a part of it.
    _ = try slice(self.request(about: .root))
    lookups += 1
    var request = SliceRequest()
    request.rowCount = 1
    var lookup = NodeLookup(subject, from: .root, serial: lookups)
    lookup.includesStart = true
    request.lookup = lookup
    let slice = try slice(request, waitingFor: "the nodes") {
      $0.lookup?.serial == lookup.serial && $0.lookup?.isDone == true
    }
    let report = slice.lookup ?? NodeLookupReport()
    if let problem = report.problem { throw AgentFailure("\(name): \(problem)") }
    return report
  }

  /// Returns a request for everything about a node.
  func request(about node: NodeID) -> SliceRequest {
    var request = SliceRequest()
    request.cursor = .node(node)
    request.rowCount = 1
    return request
  }

  /// Compares the tree as it is with another one.
  func compare(with other: TreeSnapshot) throws(AgentFailure) -> TreeComparison {
    comparisons += 1
    var request = SliceRequest()
    request.rowCount = 1
    request.comparison = ComparisonRequest(
      serial: comparisons, root: .root, node: .root, with: other)
    let serial = comparisons
    let slice = try slice(request, waitingFor: "the comparison") {
      $0.comparison?.serial == serial && $0.comparison?.isDone == true
    }
    if let problem = slice.comparison?.problem { throw AgentFailure(problem) }
    guard let comparison = slice.comparison?.comparison else {
      throw AgentFailure("the two are not comparable")
    }
    return comparison
  }

  // MARK: - Steering

  /// Gives a command and waits until it is carried out.
  ///
  /// Returns what there is then, and what the source said of it.
  ///
  /// - Parameter seconds: it is paused after so many at the latest.
  /// - Throws: a failure with the source's own words where it refuses.
  func carryOut(
    _ command: SearchCommand, seconds: Double? = nil,
    until isDone: (TreeSlice) -> Bool = { _ in true }
  ) throws(AgentFailure) -> (slice: TreeSlice, notice: String?) {
    let request = SliceRequest()
    let before = try slice(request)
    if let reason = before.summary.disabledReasons[command.kind] { throw AgentFailure(reason) }
    let notice = before.summary.notice?.serial ?? 0
    source.send(command, on: before.summary.branch)
    func isOver(_ slice: TreeSlice) -> Bool {
      if let new = slice.summary.notice, new.serial > notice, new.isError { return true }
      return slice.summary.activity != .running && isDone(slice)
    }
    let deadline = time.now + (seconds ?? Self.longest)
    var after = try slice(request, waitingFor: "the search") {
      isOver($0) || time.now >= deadline
    }
    if !isOver(after) {
      source.send(.pause)
      after = try slice(request, waitingFor: "the pause") { $0.summary.activity != .running }
    }
    guard let new = after.summary.notice, new.serial > notice else { return (after, nil) }
    if new.isError { throw AgentFailure(new.text) }
    return (after, new.text)
  }
}
