import Groundwork
import SearchTrees

/// Which events are shown: those of one branch, and of the branches that it came from.
extension Recording {
  /// Whether the shown tree holds an event that it has come to.
  func includes(_ event: Int) -> Bool { event <= limits[index.branch(of: event)] }

  /// Whether the newest event is shown, on its branch.
  var showsNewest: Bool {
    fold.position == eventCount && (eventCount == 0 || index.branch(of: eventCount) == shown)
  }

  func addBranch(_ branch: RecordedBranch) {
    branchPlaces[branch.number] = branches.count
    branches.append(branch)
    limits.append(0)
  }

  /// Begins the tree of another branch, from the first event.
  func show(branch place: Int) {
    shown = place
    limits = [Int](repeating: 0, count: branches.count)
    var current = place
    var limit = Int.max
    while true {
      limits[current] = limit
      guard let origin = branches[current].origin else { break }
      limit = min(limit, branches[current].start)
      current = origin
    }
    beginTree()
    prepareTree()
    countIterations()
  }

  /// Makes the tree keep what those who look at it need.
  func prepareTree() {
    if interpreter?.keepsPriors == true { fold.tree.keepPriors() }
    if interpreter?.wantsEnds == true || answerReader != nil { fold.tree.notesEnds = true }
  }

  func countIterations() {
    var place = backups.count - 1
    while place >= 0, !isShown(backups[place]) { place -= 1 }
    iterationCount = place < 0 ? 0 : Int(backups[place].number)
  }

  /// Whether the shown tree holds a backup that it has come to.
  func isShown(_ backup: TreeFold.Iteration) -> Bool {
    let event = Int(backup.event)
    return index.kind(of: event) == .backup && includes(event)
  }

  /// What the branches are called, the main line first.
  ///
  /// Untrusted text.
  public var branchNames: [String] { branches.map(\.name) }

  /// Returns the newest event of a branch, by its name or its number in the file; nil where there is none.
  public func lastEvent(ofBranch name: String) -> Int? {
    place(ofBranch: name).map { branches[$0].lastEvent }
  }

  /// Whether the tree after an event is one that the search went through on its way to the end of a branch.
  public func isOnBranch(_ event: Int, _ name: String) -> Bool {
    guard var place = place(ofBranch: name) else { return false }
    var limit = Int.max
    while index.branch(of: event) != place || event > limit {
      guard let origin = branches[place].origin else { return false }
      limit = min(limit, branches[place].start)
      place = origin
    }
    return true
  }

  private func place(ofBranch name: String) -> Int? {
    branches.firstIndex { $0.name == name } ?? Int(name).flatMap { branchPlaces[$0] }
  }

  /// Forgets the newest backups that turned out to say something impossible.
  func forgetBackups() {
    var count = backups.count
    while count > 0, index.kind(of: Int(backups[count - 1].event)) == nil { count -= 1 }
    guard count < backups.count else { return }
    backups.truncate(to: count)
    while let last = runs.last, last.first >= count { runs.removeLast() }
    countIterations()
  }
}

/// A branch of a recorded search.
struct RecordedBranch {
  /// Its number in the journal.
  var number: Int
  var name: String
  /// The branch that it came from, by its place in the list; nil on the main line.
  var origin: Int?
  /// The last event of its origin that it shares.
  var start = 0
  /// The iterations that were completed then.
  var startIteration = 0
  /// The id of the node that it is led through.
  var node: UInt64 = 0
  /// The event that began it.
  var firstEvent = 0
  /// Its newest event and iteration.
  var lastEvent = 0
  var lastIteration = 0
}
