import Groundwork
import SearchTrees

extension TreeFold {
  /// Takes the event that was applied last back; `numbers` reads the visits and the value that an event gave
  /// a node, `kept` the declared statistics.
  ///
  /// - Precondition: `line` is the event at `position`, and it was applied.
  mutating func takeBack(
    _ line: borrowing JournalLine, _ layout: StatisticsLayout,
    numbers: (_ event: Int, _ id: UInt64) -> Statistics,
    kept: (_ event: Int, _ id: UInt64) -> [Double?]
  ) {
    switch line.kind {
    case .expand: takeBackChildren(line)
    case .stats: takeBackStatistics(line, layout, numbers, kept)
    case .backup:
      iterations.truncate(to: iterations.count - 1)
      takeBackStatistics(line, layout, numbers, kept)
      let done = iterationNumber
      histories?.forget(after: done)
    case .evaluate:
      if let node = node(of: line) { verdictAt[node.index] = former.removeLast() }
    case .select:
      if let node = node(of: line) { decisionAt[node.index] = former.removeLast() }
    default: break
    }
    takeBackEdits()
    unskip()
  }

  /// Restores what the newest event changed beside statistics.
  mutating func takeBackEdits() {
    let event = position
    while let last = formers.last, last.event == event {
      restore(last)
      formers.removeLast()
    }
    if event == priorsSince {
      tree.dropPriors()
      priorsSince = 0
    }
    if event == exactSince {
      tree.dropExactValues()
      exactSince = 0
    }
    if event == fractionsSince {
      tree.dropFractionalVisits()
      fractionsSince = 0
    }
    if event == kindsSince {
      kinds.truncate(to: 0)
      kindsSince = 0
    }
    roots.removeLast(while: { $0.event == event })
    happenings.removeLast(while: { $0.event == event })
    parameters.removeLast(while: { $0.event == event })
    notes.removeLast(while: { $0.event == event })
  }

  private func node(of line: borrowing JournalLine) -> NodeID? {
    line.node.flatMap { names.node($0) }
  }

  private mutating func takeBackChildren(_ line: borrowing JournalLine) {
    let remaining = tree.count - line.children.count
    tree.truncate(to: remaining)
    names.truncate(to: remaining)
    births.truncate(to: remaining)
    depths.truncate(to: remaining)
    while Int(records[records.count - 1].node) >= remaining {
      records.truncate(to: records.count - 1)
    }
    if kinds.count > 0 { kinds.truncate(to: remaining) }
    actions.truncate(to: remaining)
    states.truncate(to: remaining)
    statisticsAt.truncate(to: remaining)
    if verdictAt.count > 0 { verdictAt.truncate(to: remaining) }
    if decisionAt.count > 0 { decisionAt.truncate(to: remaining) }
    assert(isEven, "what is taken back is taken back everywhere")
    guard let parent = node(of: line) else { return }
    if line.children.count == 0, line.unexpanded != nil { _ = promises[parent]?.popLast() }
    let wasComplete = formers.last.map { $0.event == position && $0.node == parent } ?? false
    let isSaid = line.unexpanded == 0 || (line.unexpanded == nil && line.codes.count > 0)
    if isSaid, !wasComplete { tree.nodes[parent.index].flags.remove(.complete) }
  }

  private mutating func takeBackStatistics(
    _ line: borrowing JournalLine, _ layout: StatisticsLayout,
    _ numbers: (Int, UInt64) -> Statistics, _ kept: (Int, UInt64) -> [Double?]
  ) {
    var row = line.statIDs.count - 1
    while row >= 0 {
      let id = line.statIDs[row]
      if let node = names.node(id) {
        let event = former.removeLast()
        statisticsAt[node.index] = event
        set(event == 0 ? .none(layout) : numbers(Int(event), id), of: node)
        if layout.kept.width > 0 {
          let cells = event == 0 ? [] : kept(Int(event), id)
          for place in 0..<layout.kept.width {
            tree.statistics[place, node] = place < cells.count ? cells[place] : nil
          }
        }
      }
      row -= 1
    }
    if tree.notesEnds { tree.forgetLostEnds() }
  }

  private mutating func restore(_ former: Former) {
    let node = former.node
    // Growing and truncating keep `scattered` by themselves.
    let own: NodeFlags = [.scattered, .complete, .unknownVisits, .unknownValue]
    let kept = tree.nodes[node.index].flags.intersection(own)
    let wasBanned = tree.nodes[node.index].flags.contains(.banned)
    let prior = tree.hasPriors ? tree.priors[node.index] : 0
    tree.nodes[node.index].flags = former.flags.subtracting(own).union(kept)
    if tree.exactValues.count > 0 { tree.setExactValue(former.exact, of: node) }
    if tree.hasPriors { tree.priors[node.index] = former.prior }
    guard tree.notesEnds else { return }
    tree.forgetLostEnds()
    let isOther = wasBanned != former.flags.contains(.banned) || prior != former.prior
    if isOther { tree.reconsiderEnds() }
  }
}

extension Array {
  /// Removes elements from the end as long as they fit.
  fileprivate mutating func removeLast(while fits: (Element) -> Bool) {
    while let last, fits(last) { removeLast() }
  }
}
