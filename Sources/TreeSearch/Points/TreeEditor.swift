import Groundwork
public import SearchTrees

/// What an intervention edits a tree with.
///
/// Each change is made at once, so that the next one can build on it; it is undone with its simulation, and
/// recorded under the intervention's name. An editor is good for one call.
@safe public struct TreeEditor: ~Copyable {
  private let target: UnsafeMutablePointer<SearchTree>
  private let undo: UnsafeMutablePointer<UndoLog>
  private let edits: UnsafeMutablePointer<Column<SimulationRecord.Edit>>
  private let rule: Int

  private init(
    _ target: UnsafeMutablePointer<SearchTree>, _ undo: UnsafeMutablePointer<UndoLog>,
    _ edits: UnsafeMutablePointer<Column<SimulationRecord.Edit>>, _ rule: Int
  ) {
    unsafe (self.target, self.undo, self.edits) = (target, undo, edits)
    self.rule = rule
  }

  /// Edits a tree as the intervention at place `rule` of the search's list.
  static func edit(
    _ tree: inout SearchTree, _ undo: inout UndoLog,
    _ edits: inout Column<SimulationRecord.Edit>, by rule: Int, _ body: (inout TreeEditor) -> Void
  ) {
    unsafe withUnsafeMutablePointer(to: &tree) { tree in
      unsafe withUnsafeMutablePointer(to: &undo) { undo in
        unsafe withUnsafeMutablePointer(to: &edits) { edits in
          var editor = unsafe TreeEditor(tree, undo, edits, rule)
          body(&editor)
        }
      }
    }
  }

  /// The tree as it is now.
  public var tree: SearchTree {
    @inline(__always) _read { yield unsafe target.pointee }
  }

  /// Closes a node: no simulation enters it again.
  public mutating func close(_ node: NodeID) { insert(.closed, into: node, .closed) }

  /// Bans a node, as a person can: selection passes it over.
  public mutating func ban(_ node: NodeID) { insert(.banned, into: node, .banned) }

  /// Says that a node is worth exactly `value`, in the unit and the view of its Q; from then on it scores
  /// that alone.
  public mutating func prove(_ node: NodeID, exactly value: Float) {
    unsafe undo.pointee.keepExactValue(of: node, in: target.pointee)
    insert(.proven, into: node, .proven(value))
    unsafe target.pointee.setExactValue(value, of: node)
  }

  /// Sets a number of a node's row of declared statistics; nil makes it unknown.
  ///
  /// `place` is that of ``StatisticLayout/place(of:)``.
  public mutating func set(_ place: Int, of node: NodeID, to value: Double?) {
    unsafe undo.pointee.keepRow(of: node, in: target.pointee)
    unsafe target.pointee.statistics[place, node] = value
    unsafe edits.pointee.append(
      SimulationRecord.Edit(node: node, change: .statistic(place, value), rule: rule))
  }

  private mutating func insert(
    _ flag: NodeFlags, into node: NodeID, _ change: SimulationRecord.Edit.Change
  ) {
    unsafe undo.pointee.keepFlags(of: node, in: target.pointee)
    unsafe target.pointee.nodes[node.index].flags.insert(flag)
    unsafe edits.pointee.append(SimulationRecord.Edit(node: node, change: change, rule: rule))
  }
}
