import Groundwork
import SearchTrees

/// The words of a tree whose environment nobody here knows: labels from its `expand` events, scores
/// from its `select` events.
struct RecordedExplanation: TreeExplanation {
  unowned let recording: Recording

  func childLabels(of node: NodeID) -> [String] {
    let labels = labels(of: node, recording.fold)
    return recording.fold.tree.children(of: node).map { labels[$0] ?? "" }
  }

  func childScores(of node: NodeID) -> [(terms: [Double], score: Double)] {
    let table = recording.decision(at: node)
    let names = recording.termNames
    var candidates: [NodeID: SelectionTable.Candidate] = [:]
    for candidate in table?.candidates ?? [] { candidates[candidate.node] = candidate }
    return recording.fold.tree.children(of: node).map { child in
      let candidate = candidates[child]
      let terms = names.map { name in
        candidate?.terms.first { $0.name == name }?.value ?? .nan
      }
      return (terms, candidate?.score ?? .nan)
    }
  }

  /// The node that the search went on from.
  var root: NodeID { recording.fold.root }

  func label(of node: NodeID) -> String {
    guard let parent = recording.fold.tree.parent(of: node) else { return "" }
    guard recording.fold.tree.childCount(of: parent) > WideFamily.least else {
      return labels(of: parent, recording.fold)[node] ?? ""
    }
    return recording.birth(of: node).map { recording.text($0.action) } ?? ""
  }

  func kind(of node: NodeID) -> String? {
    guard recording.fold.kinds.count > 0 else { return nil }
    let kind = Int(recording.fold.kinds[node.index])
    return kind == 0 ? nil : recording.fold.kindNames[kind - 1]
  }

  func unexpanded(below node: NodeID) -> Int? { recording.unexpanded(below: node) }

  /// Returns the labels of the children of a node; each `expand` event is read once.
  func labels(of node: NodeID, _ fold: borrowing TreeFold) -> [NodeID: String] {
    var labels: [NodeID: String] = [:]
    var line = JournalLine()
    var event = 0
    var first = NodeID.root
    for child in fold.tree.children(of: node) {
      let birth = Int(fold.births[child.index])
      if birth != event {
        event = birth
        first = child
        recording.load(event, into: &line)
      }
      let place = child.index - first.index
      if place < line.children.count {
        labels[child] = recording.text(line.children[place].action)
      }
    }
    return labels
  }
}

extension Recording {
  var explanation: RecordedExplanation { RecordedExplanation(recording: self) }
}
