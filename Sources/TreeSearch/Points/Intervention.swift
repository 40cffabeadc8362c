import Groundwork
public import SearchTrees

/// Plug-in point 7: edits of the tree that follow from what a simulation found.
///
/// A search has a list of them and asks each one after the backups that it waits for, in the order of
/// the list.
public protocol Intervention: Sendable {
  /// The name under which its edits are shown and recorded.
  var author: String { get }
  /// After which simulations it is asked.
  var trigger: InterventionTrigger { get }
  /// The statistics that it writes, beside visits and values; the editor's tree knows their places.
  var statistics: [Statistic] { get }
  /// Whether it is for worlds with chance too, where one outcome of an action proves nothing.
  var isForChance: Bool { get }

  /// Looks at the tree after the backup of `path`, and edits it.
  func intervene(after path: borrowing SimulationPath, _ editor: inout TreeEditor)
}

extension Intervention {
  /// By default it writes none.
  public var statistics: [Statistic] { [] }
}

/// After which simulations an intervention is asked.
public enum InterventionTrigger: Hashable, Sendable {
  /// After those that reached the end of an episode.
  case ends
  /// After each one.
  case everySimulation
}

extension Search {
  /// Asks the interventions that wait for a simulation like the one that was just backed up.
  @inline(never)
  mutating func intervene() {
    madeEdits.truncate(to: 0)
    for index in interventions.indices
    where path.isTerminal || interventions[index].trigger == .everySimulation {
      Self.ask(interventions[index], index, path, &tree, &undo, &madeEdits)
    }
    if madeEdits.count > 0 { openNodes?.isStale = true }
  }

  private static func ask(
    _ intervention: any Intervention, _ index: Int, _ path: borrowing SimulationPath,
    _ tree: inout SearchTree, _ undo: inout UndoLog,
    _ edits: inout Column<SimulationRecord.Edit>
  ) {
    TreeEditor.edit(&tree, &undo, &edits, by: index) { editor in
      intervention.intervene(after: path, &editor)
    }
  }
}
