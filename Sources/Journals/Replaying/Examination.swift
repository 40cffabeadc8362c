import Groundwork
import SearchTrees

/// What is looked at while a recording is read for its faults: each simulation, each judgement, each expansion.
struct Examination {
  /// A child, by what a reader sees of it.
  private struct Child: Hashable {
    var parent: NodeID
    var action: String
    var text: String?
    var source: String?
  }

  /// The last event that was looked at.
  var position = 0
  private var backups: BackupChecks
  private var picks: PickChecks?
  private var parts = PartChecks()
  private var children: Set<Child> = []
  private var childCount = 0
  private var duplicate: (node: NodeID, event: Int)?
  private var duplicateCount = 0
  /// The value that was said last.
  private var lastValue: Double?
  private var path: [NodeID] = []

  /// Of more nodes than these no children are compared.
  private static let mostNodes = 200_000

  init(_ declarations: SearchDeclarations) {
    backups = BackupChecks(declarations)
    picks = PickChecks(declarations)
  }

  /// Whether simulations were looked at.
  var hasBackups: Bool { !backups.isEmpty }

  /// Looks at a judgement.
  mutating func evaluated(
    _ node: NodeID, _ line: borrowing JournalLine, _ value: @autoclosure () -> JSONValue
  ) {
    lastValue = line.value
    guard parts.hasRoom else { return }
    let parts = value()["parts"]?.elements ?? []
    guard !parts.isEmpty else { return }
    self.parts.look(
      at: parts.compactMap { part in
        guard let name = part["name"]?.string,
          let number = (part["raw"] ?? part["contribution"] ?? part["normalized"])?.number
        else { return nil }
        return NamedNumber(name, number)
      }, of: node)
  }

  /// Looks at new children, the newest nodes of the tree.
  mutating func expanded(
    _ parent: NodeID, from first: Int, event: Int, _ value: @autoclosure () -> JSONValue
  ) {
    guard childCount < Self.mostNodes else { return }
    for (place, child) in (value()["children"]?.elements ?? []).enumerated() {
      guard let action = child["action"] else { continue }
      childCount += 1
      let key = Child(
        parent: parent, action: action.string ?? action.text(), text: child["text"]?.string,
        source: child["source"]?.string)
      guard !children.insert(key).inserted else { continue }
      duplicateCount += 1
      if duplicate == nil { duplicate = (NodeID(first + place), event) }
    }
  }

  /// Somebody chose: the scores by which are recorded.
  mutating func decided() { picks?.areRecorded = true }

  /// Simulations are led through a node from here on: picks are no longer those of the rule.
  mutating func led() { picks = nil }

  /// Looks at an edit, of which only a boost leads simulations; nil for one without a node.
  mutating func led(by edit: @autoclosure () -> JSONValue?) {
    guard picks != nil, edit()?["set"]?["boost"] != nil else { return }
    led()
  }

  /// Looks at the path of a simulation before its numbers are set.
  mutating func willBackUp(
    _ line: borrowing JournalLine, event: Int, constant: Double?, in fold: borrowing TreeFold
  ) {
    path.removeAll(keepingCapacity: true)
    for index in 0..<line.path.count {
      guard let node = fold.names.node(line.path[index]) else { return path.removeAll() }
      path.append(node)
    }
    backups.willBackUp(path, in: fold.tree)
    picks?.look(at: path, event: event, constant: constant, in: fold.tree)
  }

  /// Looks at what the simulation changed.
  mutating func didBackUp(
    _ line: borrowing JournalLine, event: Int, in fold: borrowing TreeFold
  ) {
    if !path.isEmpty {
      backups.didBackUp(path, value: line.value ?? lastValue, event: event, in: fold.tree)
    }
    lastValue = nil
  }

  /// What was found, faults and remarks.
  func findings(in tree: borrowing SearchTree, label: (NodeID) -> String) -> [TreeFinding] {
    var findings = backups.findings(in: tree, label: label)
    // Numbers that are something else than they are called explain no pick.
    if !findings.contains(where: { $0.rule == .sumOrMean }) {
      findings += picks?.findings(label: label) ?? []
    }
    findings += parts.remarks(in: tree, label: label)
    if let duplicate {
      findings.append(
        TreeFinding(
          .duplicateSiblings, count: duplicateCount, checked: childCount, node: duplicate.node,
          event: duplicate.event, expected: .words("children that differ"),
          found: .words(label(duplicate.node)),
          example: "event \(NumberText.grouped(duplicate.event)), \(label(duplicate.node)) has a "
            + "sibling with the same action and text"))
    }
    return findings
  }
}
