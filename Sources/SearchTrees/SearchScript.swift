/// What was done to a search, in order, so that it can be done again: to save it, to go on from a moment
/// of a recording, or to resume one.
///
/// However many simulations there are between two changes, they are one step.
public struct SearchScript: Hashable, Sendable {
  /// One thing that is done.
  public enum Step: Hashable, Sendable {
    /// Runs simulations until so many are complete.
    case advance(to: Int)
    /// Makes an edit; a note is recorded and changes nothing else.
    case edit(TreeEdit, by: Author)
    /// Goes on in a copy that is led through a node; the recorder is not notified.
    case enter(NodeID)
    /// Begins a branch that is led through a node, and goes on in it.
    case branch(Int, at: NodeID, name: String)
    /// Begins a branch that is led through a node and puts it by; the branch `from` goes on.
    case putBy(Int, at: NodeID, name: String, from: Int)
    /// Goes on with a branch that was put by, or with the one that is under way.
    case goOn(Int)
    /// Begins again from the seed; branches that were put by stay.
    case restart
    /// Records a mark.
    case mark(Mark)
    /// Compares the fingerprint of the tree with that of a branch.
    case compare(fingerprint: UInt64, branch: String)
  }

  /// Everything that is done, in order.
  public var steps: [Step]

  /// Makes a script of steps.
  public init(_ steps: [Step] = []) { self.steps = steps }

  /// The simulations that are run in all.
  public var simulations: Int {
    var total = 0
    var done = 0
    var waiting: [Int: Int] = [:]
    for step in steps {
      switch step {
      case .advance(let iteration) where iteration > done:
        total += iteration - done
        done = iteration
      case .putBy(let branch, _, _, _): waiting[branch] = done
      case .goOn(let branch): done = waiting.removeValue(forKey: branch) ?? done
      case .restart: done = 0
      default: break
      }
    }
    return total
  }

  /// The notes that the script leaves on nodes, in a script of one branch.
  ///
  /// Untrusted text.
  public var notes: [NodeID: String] {
    var notes: [NodeID: String] = [:]
    for case .edit(.note(let node, let text), _) in steps {
      notes[node] = text.isEmpty ? nil : text
    }
    return notes
  }

  /// Adds how a change is made again that was made between two simulations; a note is left out, as one
  /// that a search keeps whatever is taken back.
  public mutating func append(_ event: SearchSummary.Event) {
    steps.append(.advance(to: event.iteration))
    switch event.change {
    case .edited(.note, _): break
    case .edited(let edit, let author): steps.append(.edit(edit, by: author))
    case .branched(_, _, let node, _): steps.append(.enter(node))
    default: break
    }
  }

  /// The script that leads to the same tree with nobody notified of its branches, and without notes.
  public var unnoticed: SearchScript {
    SearchScript(
      steps.compactMap { step in
        switch step {
        case .branch(_, let node, _): .enter(node)
        case .edit(.note, _): nil
        default: step
        }
      })
  }

  /// Leaves out everything from the first simulation on that comes after an iteration, in a script of
  /// one branch.
  public mutating func cut(after iteration: Int) {
    let place = steps.firstIndex {
      if case .advance(let end) = $0 { end > iteration } else { false }
    }
    if let place { steps.replaceSubrange(place..., with: [.advance(to: iteration)]) }
  }
}
