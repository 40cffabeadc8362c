import SearchTrees

@testable import Exploring

/// What turns the slices of a live search into those of a recording.
struct Recording {
  var timeline = Timeline()
  var marks: [Mark] = []
  var log: [LogLine] = []
  var note: String?
  var verdict: Verdict?
  var lastChange: ChangeOrigin?
  var otherStatistics: [NamedStatistic] = []
  /// Whether it was made of another program's file.
  var canMap = false
  /// Whether the pages hold only what a tree without its history has.
  var isBare = false
  var activity = SearchSummary.Activity.paused
  var diagnosis: DiagnosisReport?
  var calls: KeptCalls?
  var servers: [ModelServer] = []
  var edit: CallEdit?

  /// A recording of 1,500 events with three marks, shown after event 231.
  static var marked: Recording {
    var recording = Recording()
    recording.timeline.name = "two-faced.jsonl"
    recording.timeline.event = 231
    recording.timeline.eventCount = 1500
    recording.timeline.iterationCount = 1000
    recording.timeline.isAtEnd = false
    recording.marks = [
      Mark(event: 120, iteration: 38, branch: 0, node: NodeID(1), name: "first visit"),
      Mark(
        event: 712, iteration: 480, branch: 0, node: NodeID(13), name: "the trap",
        note: "Until here every visit of this node found a win. Now the reply on the left is seen "
          + "for the first time, and its value falls with each visit that follows."),
      Mark(
        event: 1400, iteration: 940, branch: 0, node: NodeID(2), name: "settled \u{1B}[2J",
        note: "The order of the first moves changes no more."),
    ]
    return recording
  }

  mutating func goTo(_ event: Int) {
    timeline.event = min(event, timeline.eventCount)
    timeline.isAtEnd = timeline.event == timeline.eventCount
  }

  func amend(_ slice: inout TreeSlice, for request: SliceRequest) {
    slice.summary.timeline = timeline
    slice.summary.abilities = .recording(from: timeline.origin)
    slice.summary.abilities.canMap = canMap
    slice.summary.marks = marks
    slice.summary.log = log
    slice.summary.logCount = log.count
    slice.summary.activity = activity
    slice.summary.seed = nil
    slice.summary.disabledReasons[.goTo] = nil
    slice.summary.disabledReasons[.branch] = "this is a recording"
    slice.summary.disabledReasons[.runUntil] = "this is a recording"
    if slice.place != nil { slice.place = SearchPlace(file: "a.jsonl", moment: "i9", node: nil) }
    if slice.diagnosis != nil { slice.diagnosis = diagnosis ?? slice.diagnosis }
    slice.calls = request.calls.flatMap { calls?.window($0) }
    slice.calls?.edit = edit
    if calls != nil { slice.summary.disabledReasons[.ask] = nil }
    slice.summary.servers = servers
    slice.detail.note = note
    slice.detail.verdict = verdict
    slice.detail.lastChange = lastChange
    slice.detail.otherStatistics = otherStatistics
    guard isBare else { return }
    slice.trace = nil
    slice.detail.siblings = nil
    slice.detail.children = nil
    slice.detail.picture = nil
    slice.detail.backups = nil
  }
}
