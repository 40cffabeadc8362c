import Drawing
import SearchTrees

/// The list of what is wrong with the search.
extension Explorer {
  /// Carries out a command in the view of findings; nil where it is none of the view's business.
  static func diagnose(
    _ name: CommandName, _ state: inout ExplorerState, _ time: Double, count: Int?
  ) -> [Effect]? {
    let highest = DoctorView.highest(state)
    if let step = scroll(
      for: name, page: max(1, state.layout.body.rows.count / 5), end: highest + 1)
    {
      let number = min(max(1, count ?? 1), 1_000_000)
      let steps = name == .top || name == .bottom ? step : step * number
      state.doctor = max(0, min(state.doctor + steps, highest))
      return []
    }
    guard name == .inspect || name == .open else { return nil }
    let findings = state.slice.diagnosis?.findings ?? []
    guard findings.indices.contains(state.doctor) else { return [] }
    return visit(findings[state.doctor], &state, time)
  }

  /// Goes to the node of a finding, and to its event where events can be gone to.
  private static func visit(
    _ finding: TreeFinding, _ state: inout ExplorerState, _ time: Double
  ) -> [Effect] {
    let summary = state.slice.summary
    state.view = .tree
    var effects: [Effect] = []
    if let event = finding.event, summary.abilities.clock == .events, event != summary.event {
      effects = goTo(event: event, &state)
    }
    visit(finding.node, &state, time)
    return effects
  }
}
