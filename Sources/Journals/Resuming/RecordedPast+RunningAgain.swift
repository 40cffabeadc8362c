import Groundwork
import SearchTrees

/// Running the search again, and checking it against the file.
extension RecordedPast {
  /// What is to be done next.
  enum Task {
    /// So many simulations.
    case simulations(Int)
    /// An edit.
    case edit(JSONValue, number: Int)
    /// A branch begins; all later simulations are led through the node, which may be where they were
    /// led before.
    case focus(UInt64, number: Int)
  }

  /// Returns what is to be done next; nil once the search is where the file ends.
  func next() throws(JournalProblem) -> Task? {
    if let mismatch { throw mismatch }
    guard done < lineage.count else { return nil }
    let step = lineage[done].step
    switch step.kind {
    case .simulation:
      var count = 0
      while done + count < lineage.count, lineage[done + count].step.kind == .simulation {
        count += 1
      }
      return .simulations(count)
    case .edit: return .edit(try Self.value(of: step.bytes, in: bytes), number: step.event)
    case .focus: return .focus(branches[lineage[done].owner]?.node ?? 0, number: step.event)
    }
  }

  /// Puts a step behind, and returns its last event and the branch that it stands in.
  func pass() -> (event: Int, owner: Int) {
    done += 1
    return (lineage[done - 1].step.event, lineage[done - 1].owner)
  }

  /// Compares a simulation that was run again with the one in the file; false where they differ, or
  /// where none is to come.
  func check(_ simulation: borrowing SimulationRecord, ids: inout JournalIDs) -> Bool {
    guard mismatch == nil, done < lineage.count, lineage[done].step.kind == .simulation else {
      return false
    }
    let step = lineage[done].step
    do throws(JournalProblem) {
      var start = step.bytes.lowerBound
      var number = step.event - lines(before: step)
      var growth = (place: 0, first: 0)
      while let end = bytes.endOfLine(from: start), end < step.bytes.upperBound {
        try read(start..<end, number: number)
        if line.kind == .expand { try check(&growth, of: simulation, &ids, number) }
        start = end + 1
        number += 1
      }
      try read(start..<step.bytes.upperBound, number: step.event)
      try checkBackup(simulation, ids, step.event)
      return true
    } catch {
      mismatch = error
      return false
    }
  }

  private func lines(before step: Step) -> Int {
    var count = 0
    var start = step.bytes.lowerBound
    while let end = bytes.endOfLine(from: start), end < step.bytes.upperBound {
      count += 1
      start = end + 1
    }
    return count
  }

  private func check(
    _ growth: inout (place: Int, first: Int), of simulation: borrowing SimulationRecord,
    _ ids: inout JournalIDs, _ number: Int
  ) throws(JournalProblem) {
    let count = line.children.count
    let own =
      growth.place < simulation.growths.count ? simulation.growths[growth.place] : nil
    guard let own, count == own.count, line.node == ids(own.node) else {
      throw JournalProblem(
        line: number,
        reason: "the search that is run again adds \(own?.count ?? 0) children "
          + "here, the file has \(count)")
    }
    guard count > 0 else {
      growth.place += 1
      return
    }
    let first = line.children[0].id
    for index in 0..<count {
      let isSame =
        index >= line.codes.count
        || line.codes[index] == simulation.actions[growth.first + index]
      guard line.children[index].id == first + UInt64(index), isSame else {
        throw JournalProblem(
          line: number, reason: "the search that is run again adds other children here")
      }
    }
    ids.add(simulation.nodesBefore + growth.first, id: first)
    growth = (growth.place + 1, growth.first + count)
  }

  private func checkBackup(
    _ simulation: borrowing SimulationRecord, _ ids: JournalIDs, _ event: Int
  ) throws(JournalProblem) {
    let length = simulation.path.count
    guard line.statIDs.count == length, line.statNumbers.count == width * length else {
      throw JournalProblem(
        line: event,
        reason: "the search that is run again backs up along \(length) nodes here, the file "
          + "along \(line.statIDs.count)")
    }
    for index in 0..<length {
      let id = ids(simulation.path[index])
      guard line.statIDs[index] == id else {
        throw JournalProblem(
          line: event,
          reason: "the search that is run again goes through node \(id) here, the file through "
            + "node \(line.statIDs[index])")
      }
      let visits = line.statNumbers[width * index]
      let sum = line.statNumbers[width * index + 1]
      guard visits == Double(simulation.visits[index]), sum == simulation.sums[index] else {
        throw JournalProblem(
          line: event,
          reason: "the search that is run again has \(simulation.visits[index]) visits and the sum "
            + "\(simulation.sums[index]) at node \(id) here, the file \(visits) and \(sum)")
      }
      for place in 0..<width - 2 {
        let number = line.statNumbers[width * index + 2 + place]
        let own = simulation.statistics[(width - 2) * index + place]
        guard number == own || (number.isNaN && own.isNaN) else {
          throw JournalProblem(
            line: event,
            reason: "the search that is run again has \(own) as the "
              + "\(header.statistics[place + 2]) of node \(id) here, the file \(number)")
        }
      }
    }
  }
}
