import Foundation
import Groundwork
import SearchTrees

@testable import Journals

/// All that a recording knows at one event, for comparing two ways to get there.
struct Moments: Equatable {
  var position = 0
  var branch = 0
  var fingerprint: UInt64 = 0
  var ids: [UInt64] = []
  var births: [UInt32] = []
  var statisticsAt: [UInt32] = []
  var verdictAt: [UInt32] = []
  var decisionAt: [UInt32] = []
  var former: [UInt32] = []
  var iteration = 0
  var iterationTotal = 0
  var deepest = 0
  var told: [String] = []
  var bytesPerNode = 0
  var broken: [String] = []

  /// Looks at what a recording shows.
  init(_ recording: Recording) {
    let fold = recording.fold.tree.count
    position = recording.position
    branch = recording.shownBranch
    fingerprint = recording.fold.tree.fingerprint
    bytesPerNode = recording.fold.tree.bytesPerNode
    ids = (0..<fold).map { recording.fold.names.id(of: NodeID($0)) }
    births = (0..<recording.fold.births.count).map { recording.fold.births[$0] }
    statisticsAt = (0..<fold).map { recording.fold.statisticsAt[$0] }
    verdictAt = (0..<fold).map {
      recording.fold.verdictAt.count > 0 ? recording.fold.verdictAt[$0] : 0
    }
    decisionAt = (0..<fold).map {
      recording.fold.decisionAt.count > 0 ? recording.fold.decisionAt[$0] : 0
    }
    former = (0..<recording.fold.former.count).map { recording.fold.former[$0] }
    iteration = recording.fold.iterationNumber
    iterationTotal = recording.iterationTotal
    deepest = recording.fold.deepest
    told = recording.fold.happenings.map { "\($0)" }
    told += recording.fold.parameters.map { "\($0)" } + recording.fold.notes.map { "\($0)" }
    // What a person edits need not add up: a boosted child has more visits than its parent had.
    broken = recording.fold.tree.brokenInvariants(
      edge: recording.fold.edge
    ).filter { !$0.contains("visits, itself") }
  }

  /// The names of what differs, for a message that can be read.
  func differences(from other: Moments) -> [String] {
    zip(Mirror(reflecting: self).children, Mirror(reflecting: other).children).compactMap {
      "\($0.value)" == "\($1.value)" ? nil : "\($0.label ?? ""): \($0.value), not \($1.value)"
    }
  }
}

extension Recording {
  /// Opens a text, its tree still empty.
  convenience init(
    text: String, rules: @escaping (JournalHeader) -> (any TreeInterpreter)? = { _ in nil }
  ) {
    self.init(JournalBytes(text))
    makeInterpreter = rules
  }

  /// Opens a text and reads it whole.
  static func whole(
    _ text: String, rules: @escaping (JournalHeader) -> (any TreeInterpreter)? = { _ in nil }
  ) -> Recording {
    let recording = Recording(text: text, rules: rules)
    recording.readWhole()
    return recording
  }
}
