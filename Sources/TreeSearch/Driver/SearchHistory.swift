import SearchTrees

/// What was done to a search: its branches with their edits, and its marks.
struct SearchHistory {
  /// What was done to one branch.
  struct Branch {
    var name: String
    var origin: Int?
    var start: Int
    var focus: NodeID
    var iterations: Int
    /// What leads to its beginning from that of the search.
    var before: SearchScript
    /// The edits, branches and stops since.
    var events: [SearchSummary.Event]
    var notes: [NodeID: String]
    /// The fingerprint of the tree, where it is to be compared.
    var fingerprint: UInt64?
  }

  let branches: [Branch]
  let marks: [Mark]

  init(_ branches: [Branch], marks: [Mark]) {
    self.branches = branches
    self.marks = marks
  }

  /// Everything that is to be done again, in order.
  var script: SearchScript {
    var script = SearchScript()
    var known: Set<Int> = []
    for id in branches.indices where !known.contains(id) {
      // An origin that was taken back to before it: the way to it is gone over once more.
      if id > 0 { script.steps.append(.restart) }
      script.steps += branches[id].before.steps
      if id > 0 {
        script.steps += [
          .advance(to: branches[id].start),
          .branch(id, at: branches[id].focus, name: branches[id].name),
        ]
      }
      known.insert(id)
      var waiting = [id]
      while let id = waiting.popLast() {
        script.steps.append(.goOn(id))
        let begun = append(id, to: &script, except: known)
        known.formUnion(begun)
        waiting += begun
      }
    }
    return script
  }

  /// Adds what is done again on one branch; returns the branches that are begun on the way.
  private func append(_ id: Int, to script: inout SearchScript, except known: Set<Int>) -> [Int] {
    let branch = branches[id]
    var begun: [Int] = []
    var marks = marks.filter { $0.branch == id }[...]
    func addMarks(upTo iteration: Int) {
      while let mark = marks.first, mark.iteration <= iteration {
        script.steps += [.advance(to: mark.iteration), .mark(mark)]
        marks.removeFirst()
      }
    }
    for event in branch.events {
      addMarks(upTo: event.iteration - 1)
      guard case .branched(let child, let origin, let node, _) = event.change else {
        script.append(event)
        continue
      }
      script.steps.append(.advance(to: event.iteration))
      guard origin == id, !known.contains(child) else { continue }
      let name = branches[child].name
      script.steps += [.putBy(child, at: node, name: name, from: id), .goOn(id)]
      begun.append(child)
    }
    addMarks(upTo: branch.iterations)
    script.steps.append(.advance(to: branch.iterations))
    if let fingerprint = branch.fingerprint {
      script.steps.append(.compare(fingerprint: fingerprint, branch: branch.name))
    }
    script.steps += branch.notes.sorted { $0.key < $1.key }.map {
      .edit(.note($0.key, text: $0.value), by: .user)
    }
    return begun
  }
}
