import Groundwork
import SearchTrees

/// Comparing the search that is run again with the file.
extension RecordedPast {
  /// Compares a simulation that was run again with the next one in the file; returns the event that ends
  /// it, nil where they differ or differed before.
  func check(_ simulation: borrowing SimulationRecord, ids: inout JournalIDs) -> Int? {
    guard mismatch == nil else { return nil }
    do throws(JournalProblem) {
      guard passNoSteps() == .backup else {
        throw JournalProblem(
          line: min(event + 1, lineCount),
          reason: "the search that is run again completes a simulation here that the file has not")
      }
      var growth = (place: 0, first: 0)
      while event < lineCount {
        event += 1
        guard recording.includes(event), let kind = recording.index.kind(of: event) else {
          continue
        }
        if kind == .expand {
          try read(kind)
          try check(&growth, of: simulation, &ids)
        } else if kind == .backup {
          try read(kind)
          try checkBackup(simulation, ids)
          owner = line.branch
          return event
        }
      }
      throw JournalProblem(line: event, reason: "the simulation has no end here")
    } catch {
      mismatch = error
      return nil
    }
  }

  /// Reads the event that the search is at.
  private func read(_ kind: JournalLine.Kind) throws(JournalProblem) {
    recording.load(event, into: &line)
    guard line.kind == kind else {
      try recording.check()
      throw JournalProblem(line: event, reason: "the file was changed meanwhile")
    }
  }

  private func check(
    _ growth: inout (place: Int, first: Int), of simulation: borrowing SimulationRecord,
    _ ids: inout JournalIDs
  ) throws(JournalProblem) {
    let count = line.children.count
    let own =
      growth.place < simulation.growths.count ? simulation.growths[growth.place] : nil
    guard let own, count == own.count, line.node == ids(own.node) else {
      throw JournalProblem(
        line: event,
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
          line: event, reason: "the search that is run again adds other children here")
      }
    }
    ids.add(simulation.nodesBefore + growth.first, id: first)
    growth = (growth.place + 1, growth.first + count)
  }

  private func checkBackup(
    _ simulation: borrowing SimulationRecord, _ ids: JournalIDs
  ) throws(JournalProblem) {
    let width = header.statistics.count
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
