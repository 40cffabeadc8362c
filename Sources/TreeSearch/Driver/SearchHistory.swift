import Groundwork
import SearchTrees

/// What was done to a search, from which it can be run again: its branches with their edits.
public struct SearchHistory: Sendable {
  /// What was done to one branch.
  struct Branch: Sendable {
    var name: String
    var origin: Int?
    var start: Int
    var focus: NodeID
    var iterations: Int
    /// The edits, branches and stops before the branch began, on the way to it.
    var before: [SearchSummary.Event]
    /// Those since.
    var events: [SearchSummary.Event]
    var notes: [NodeID: String]
    /// The fingerprint of the tree, where it is to be compared.
    var fingerprint: UInt64?
  }

  /// One thing that is done again; what is told to the recorder stands with it.
  enum Step: Sendable {
    /// Begins the search anew; the recorder hears of it unless this is the first time.
    case begin(isFirst: Bool)
    /// Runs to an iteration.
    case advance(to: Int)
    /// Edits.
    case edit(TreeEdit, Author)
    /// Goes on in a copy that is led through a node, of which nobody is told.
    case enter(NodeID)
    /// Begins a branch and goes on in it.
    case branch(Int, at: NodeID)
    /// Begins a branch and puts it by.
    case putBy(Int, at: NodeID, from: Int)
    /// Goes on with a branch that was put by, or with the one that is under way.
    case goOn(Int)
    case mark(Mark)
    case note(NodeID, String)
    /// Compares the tree with that of a branch.
    case compare(Int)
  }

  let branches: [Branch]
  private let marks: [Mark]

  init(_ branches: [Branch], marks: [Mark]) {
    self.branches = branches
    self.marks = marks
  }

  /// The simulations that are run again, at least one.
  var total: Int { branches.reduce(1) { $0 + $1.iterations - $1.start } }

  /// All that is to be done again, in order.
  var steps: [Step] {
    var steps: [Step] = []
    var known: Set<Int> = []
    for id in branches.indices where !known.contains(id) {
      // An origin that was taken back to before it: the way to it is gone over once more.
      steps.append(.begin(isFirst: id == 0))
      for event in branches[id].before { steps += Self.steps(of: event) }
      if id > 0 {
        steps += [.advance(to: branches[id].start), .branch(id, at: branches[id].focus)]
      }
      known.insert(id)
      var waiting = [id]
      while let id = waiting.popLast() {
        steps.append(.goOn(id))
        let (own, begun) = self.steps(of: id, except: known)
        steps += own
        known.formUnion(begun)
        waiting += begun
      }
    }
    return steps
  }

  /// Returns what is done again on one branch, and the branches that are begun on the way.
  private func steps(of id: Int, except known: Set<Int>) -> (steps: [Step], begun: [Int]) {
    let branch = branches[id]
    var steps: [Step] = []
    var begun: [Int] = []
    var marks = marks.filter { $0.branch == id }[...]
    func addMarks(upTo iteration: Int) {
      while let mark = marks.first, mark.iteration <= iteration {
        steps += [.advance(to: mark.iteration), .mark(mark)]
        marks.removeFirst()
      }
    }
    for event in branch.events {
      addMarks(upTo: event.iteration - 1)
      guard case .branched(let child, let origin, let node, _) = event.change else {
        steps += Self.steps(of: event)
        continue
      }
      steps.append(.advance(to: event.iteration))
      guard origin == id, !known.contains(child) else { continue }
      steps += [.putBy(child, at: node, from: id), .goOn(id)]
      begun.append(child)
    }
    addMarks(upTo: branch.iterations)
    steps.append(.advance(to: branch.iterations))
    if branch.fingerprint != nil { steps.append(.compare(id)) }
    steps += branch.notes.sorted { $0.key < $1.key }.map { .note($0.key, $0.value) }
    return (steps, begun)
  }

  /// Returns how a change is made again that was made between two simulations.
  private static func steps(of event: SearchSummary.Event) -> [Step] {
    let way = Step.advance(to: event.iteration)
    switch event.change {
    case .edited(.note, _): return [way]
    case .edited(let edit, let author): return [way, .edit(edit, author)]
    case .branched(_, _, let node, _): return [way, .enter(node)]
    default: return [way]
    }
  }
}
