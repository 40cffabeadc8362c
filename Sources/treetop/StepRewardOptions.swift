import ArgumentParser
import Presets

/// What sets searches apart whose steps have rewards of their own: sc-mcts, sc-mcts-paper, sc-mcts-code
/// and rap.
struct StepRewardOptions: ParsableArguments {
  @Option("reward") var reward: GivenOption?
  @Option("contrast") var contrast: GivenOption?
  @Option("regions") var regions: GivenOption?
  @Option("update") var update: GivenOption?
  @Option("c-scale") var cScale: GivenOption?
  @Option("unvisited") var unvisited: GivenOption?
  @Option("repeats") var repeats: GivenOption?
  @Option("closing") var closing: GivenOption?
  @Option("last-layer") var lastLayer: GivenOption?
  @Option("world-model") var worldModel: GivenOption?
  @Option("propose") var propose: GivenOption?
  @Option("depth-limit") var depthLimit: GivenOption?

  /// Those that were given.
  var given: [GivenOption] {
    [
      reward, contrast, regions, update, cScale, unvisited, repeats, closing, lastLayer, worldModel,
      propose, depthLimit,
    ].compactMap { $0 }
  }
}
