import Groundwork
import SearchTrees

/// The lines of a simulation and of an edit.
extension JournalRecorder {
  /// Ends an event: names its branch, if that is not the main line.
  func endEvent() {
    if line.branch > 0 {
      output.raw(",\"branch\":")
      output.integer(line.branch)
    }
    output.raw("}")
    output.endLine()
  }

  /// Writes a key with a number; nothing at all if the number is not finite.
  func write(_ number: Double, as key: StaticString) {
    guard number.isFinite else { return }
    output.raw(key)
    output.number(number)
  }

  /// Writes what language models did.
  func write(_ use: ModelUse) {
    output.raw(",\"models\":")
    output.value(.object(use.counts.map { .init($0.name, .number($0.value)) }))
  }

  /// Writes alarms, each with its node.
  func write(_ alarms: [SearchTrees.Alarm]) {
    output.raw(",\"alarms\":[")
    for (index, alarm) in alarms.enumerated() {
      output.comma(before: index)
      output.raw("{\"text\":")
      output.string(alarm.text)
      if let node = alarm.node {
        output.raw(",\"node\":")
        output.integer(line.ids(node))
      }
      output.raw("}")
    }
    output.raw("]")
  }

  /// Writes the lines of a simulation.
  func write(_ simulation: borrowing SimulationRecord) {
    writeGrowths(simulation)
    for trial in simulation.trials {
      write(trial.verdict, of: trial.node, isTerminal: false)
    }
    let leaf = simulation.path[simulation.path.count - 1]
    write(simulation.verdict, of: leaf, isTerminal: simulation.isTerminal)
    writeEdits(simulation)
    writeOtherRows(simulation)
    writeBackup(simulation)
  }

  private func write(_ verdict: Verdict, of node: NodeID, isTerminal: Bool) {
    output.raw("{\"type\":\"evaluate\",\"node\":")
    output.integer(line.ids(node))
    output.writeVerdict(verdict, isTerminal: isTerminal)
    endEvent()
  }

  private func writeGrowths(_ simulation: borrowing SimulationRecord) {
    if simulation.nodesAfter > simulation.nodesBefore {
      line.ids.add(simulation.nodesBefore, id: nextID)
    }
    var first = 0
    for place in 0..<simulation.growths.count {
      let growth = simulation.growths[place]
      write(growth, at: first, of: simulation)
      for index in first..<first + growth.count
      where !simulation.stepVerdicts.isEmpty
        && simulation.nodesBefore + index != simulation.path[simulation.path.count - 1].index
      {
        write(
          simulation.stepVerdicts[index], of: NodeID(simulation.nodesBefore + index),
          isTerminal: false)
      }
      first += growth.count
    }
  }

  private func write(
    _ growth: SimulationRecord.Growth, at first: Int, of simulation: borrowing SimulationRecord
  ) {
    output.raw("{\"type\":\"expand\",\"node\":")
    output.integer(line.ids(growth.node))
    output.raw(",\"children\":[")
    for index in first..<first + growth.count {
      output.comma(before: index - first)
      output.raw("{\"id\":")
      output.integer(nextID + UInt64(index - first))
      output.raw(",\"action\":")
      output.string(simulation.labels[index])
      if simulation.priors.count > 0, simulation.priors[index].isFinite {
        output.raw(",\"prior\":")
        output.number(simulation.priors[index])
      }
      output.raw("}")
    }
    output.raw("],\"codes\":[")
    for index in first..<first + growth.count {
      output.comma(before: index - first)
      output.integer(UInt64(simulation.actions[index]))
    }
    output.raw("]")
    if growth.unexpanded > 0 || growth.count == 0 {
      output.raw(",\"unexpanded\":")
      output.integer(growth.unexpanded)
    }
    endEvent()
    nextID += UInt64(growth.count)
  }

  /// Writes what followed from the simulation: before the backup, which ends the iteration, so that the
  /// state after that event is the search's.
  private func writeEdits(_ simulation: borrowing SimulationRecord) {
    for index in 0..<simulation.edits.count {
      let edit = simulation.edits[index]
      // What statistics an intervention changed stands in rows of their own.
      if case .statistic = edit.change { continue }
      beginEdit(by: simulation.authors[edit.rule], edit.node)
      switch edit.change {
      case .closed: output.raw("{\"closed\":true}")
      case .banned: output.raw("{\"banned\":true}")
      case .proven(let value):
        output.raw("{\"proven\":")
        output.number(value)
        output.raw("}")
      case .statistic: break
      }
      endEvent()
    }
    if simulation.isUnentered {
      beginEdit(by: "search", simulation.path[simulation.path.count - 1])
      output.raw("{\"unentered\":true}")
      endEvent()
    }
  }

  private func beginEdit(by author: String, _ node: NodeID) {
    output.raw("{\"type\":\"edit\",\"by\":")
    output.string(author)
    output.raw(",\"node\":")
    output.integer(line.ids(node))
    output.raw(",\"set\":")
  }

  private func writeBackup(_ simulation: borrowing SimulationRecord) {
    output.raw("{\"type\":\"backup\",\"iteration\":")
    output.integer(simulation.iteration)
    output.raw(",\"path\":[")
    for index in 0..<simulation.path.count {
      output.comma(before: index)
      output.integer(line.ids(simulation.path[index]))
    }
    output.raw("]")
    if simulation.value.isFinite {
      output.raw(",\"value\":")
      output.number(simulation.value)
    }
    output.raw(",\"stats\":[")
    for index in 0..<simulation.path.count {
      output.comma(before: index)
      writeRow(index, of: simulation.path[index], simulation)
    }
    output.raw("]")
    endEvent()
  }

  /// Writes the statistics of a node; `row` is its place in the record.
  private func writeRow(_ row: Int, of node: NodeID, _ simulation: borrowing SimulationRecord) {
    output.raw("[")
    output.integer(line.ids(node))
    output.raw(",")
    output.integer(UInt64(simulation.visits[row]))
    let width = simulation.statisticCount
    write(cell: simulation.sums[row])
    for place in row * width..<(row + 1) * width { write(cell: simulation.statistics[place]) }
    output.raw("]")
  }

  /// Writes a number of a row; one that is not known or no number is null.
  private func write(cell: Double) {
    output.raw(",")
    if cell.isFinite { output.number(cell) } else { output.raw("null") }
  }

  /// Writes the rows of nodes beside the path whose statistics were changed.
  private func writeOtherRows(_ simulation: borrowing SimulationRecord) {
    guard simulation.others.count > 0 else { return }
    output.raw("{\"type\":\"stats\",\"stats\":[")
    for index in 0..<simulation.others.count {
      output.comma(before: index)
      writeRow(simulation.path.count + index, of: simulation.others[index], simulation)
    }
    output.raw("]")
    endEvent()
  }

  /// Writes an edit.
  func write(_ edit: TreeEdit, by author: Author) {
    output.raw("{\"type\":\"edit\",\"by\":")
    switch author {
    case .user: output.string("user")
    case .rule(let name): output.string(name)
    }
    if let node = edit.node {
      output.raw(",\"node\":")
      output.integer(line.ids(node))
    }
    output.raw(",\"set\":{")
    switch edit {
    case .ban: output.raw("\"banned\":true")
    case .allow: output.raw("\"banned\":false")
    case .banGrowth: output.raw("\"growth_banned\":true")
    case .allowGrowth: output.raw("\"growth_banned\":false")
    case .pin(_, let value?): write(value, as: "\"pinned\":")
    case .pin(_, nil): output.raw("\"pinned\":null")
    case .prior(_, let value): write(value, as: "\"prior\":")
    case .boost(_, let visits):
      output.raw("\"boost\":")
      output.integer(visits)
    case .parameter(let name, let value):
      output.raw("\"parameters\":{")
      if value.isFinite {
        output.string(name)
        write(value, as: ":")
      }
      output.raw("}")
    case .note(_, let text):
      output.raw("\"note\":")
      output.string(text)
    }
    output.raw("}")
    endEvent()
  }
}
