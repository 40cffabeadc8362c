import SearchTrees

/// A recipe whose world alone is known to the compiler: all rules are called where they are plugged in.
///
/// One copy of the loop for each world serves every rule, at one call a phase or a family. Compared with a
/// recipe of known types a simulation takes 1.2 to 1.5 times as long.
public typealias PluggedRecipe<World: Environment> = Composition<
  World, AnyProposer<World>, AnyWidening, AnySelection, AnyEvaluator<World>, AnyBackup
>

extension Composition
where
  Proposing == AnyProposer<World>, Growth == AnyWidening, Selection == AnySelection,
  Evaluation == AnyEvaluator<World>, Backing == AnyBackup
{
  /// Puts a recipe together of rules of any types.
  ///
  /// What is called at every step is compiled for the world where this is called with known types.
  @inlinable
  public init(
    plugging world: World, proposer: some Proposer<World>, widening: any Widening,
    selection: any SelectionPolicy, evaluator: some Evaluator<World>, backup: any Backup,
    interventions: [any Intervention] = [], walk: (any Walk)? = nil, logsSimulations: Bool = false
  ) {
    self.init(
      world: world, proposer: AnyProposer(proposer), widening: AnyWidening(widening),
      selection: AnySelection(selection), evaluator: AnyEvaluator(evaluator),
      backup: AnyBackup(backup), interventions: interventions, walk: walk,
      logsSimulations: logsSimulations)
  }
}
