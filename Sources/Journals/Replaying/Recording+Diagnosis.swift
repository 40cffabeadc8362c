import Groundwork
public import SearchTrees

/// A recording held against itself, rule by rule.
extension Recording {
  /// Has every simulation, judgement and expansion looked at while it is read; to be said before the first
  /// event is.
  public func examine() { isExamined = true }

  /// Everything that was found in the recording up to the shown event, faults first, in the order of the rules.
  ///
  /// O(nodes), beside what was looked at while it was read.
  public func diagnosis() -> [TreeFinding] {
    checkTree()
    var found: [TreeFinding] = []
    let declarations = declarations
    func name(_ node: NodeID) -> String { node == .root ? "the root" : label(of: node) }
    var scan = TreeScan(declarations)
    while scan.advance(over: fold.tree) {}
    found += scan.remarks(in: fold.tree, label: name)
    if let finding = LayerChecks.finding(in: fold.tree, label: name) { found.append(finding) }
    // Of two that say the same the one that knows the event comes first.
    if let examination { found += examination.findings(in: fold.tree, label: name) }
    found += findings(upTo: position)
    found += StatisticChecks.findings(in: fold.tree, label: name)
    if examination?.hasBackups != true {
      found += BalanceChecks.findings(in: fold.tree, declarations, label: name)
    }
    // Where chance moves too a sign says nothing of players.
    if !fold.kindNames.isEmpty { found.removeAll { $0.rule == .signsAgainstView } }
    return CheckRule.all.compactMap { rule in found.first { $0.rule == rule } }
  }

  /// Returns what a header declares of the numbers.
  func declarations(of header: JournalHeader) -> SearchDeclarations {
    var declared = SearchDeclarations()
    declared.range = declaredRange
    declared.view =
      switch header.perspective {
      case "root": .root
      case "mover", "parent": .mover
      default: nil
      }
    declared.value =
      header.statistics.isEmpty ? nil : layout.sum != nil ? .sum : layout.mean != nil ? .mean : nil
    // Counts that begin with 1, and nodes that are reached in several ways, add up to nothing.
    let format = header.imported?.format ?? ""
    declared.countsSimulations =
      header.visitsCount != "judgements" && !format.contains("AiZynthFinder")
      && !(header.imported?.assumptions.contains { $0.field == "parents" } ?? false)
    declared.averages = header.imported == nil && backsUpMeans(header)
    declared.hasFirstPlay = header.selectionParameters.contains { $0.name.hasPrefix("fpu") }
    declared.settlesEnds = header.engine == "treetop"
    declared.rule = KnownRule(
      rule: header.rule, formula: header.formula, constant: Self.constant(header)?.value)
    return declared
  }

  private static func constant(_ header: JournalHeader) -> NamedNumber? {
    header.selectionParameters.first { ["c", "c_puct", "cpuct", "C"].contains($0.name) }
  }

  /// The constant of the selection rule that is in force, where somebody changed it.
  var currentConstant: Double? {
    guard let header, let constant = Self.constant(header) else { return nil }
    return fold.parameters.last { $0.number.name == constant.name }?.number.value
  }

  /// Whether values are means of what simulations brought, as far as is known; treetop's own say it.
  private func backsUpMeans(_ header: JournalHeader) -> Bool {
    guard header.engine == "treetop" else { return true }
    let backup = header.parameters.first { $0.key == "backup" }?.value.string
    return ["mean", "negamax"].contains(backup)
  }
}

extension Recording {
  /// The id of a node in the file.
  public func id(of node: NodeID) -> UInt64 { fold.names.id(of: node) }

  /// The actions from the root to a node of the shown tree.
  ///
  /// Untrusted text. O(depth).
  public func actions(to node: NodeID) -> [String] {
    fold.tree.path(to: node).dropFirst().map { label(of: $0) }
  }
}
