import SearchTrees
import TreeSearch

/// Stops once nothing can be selected at the root: every action banned, or none with a score.
struct Exhausted: StoppingRule {
  func reason(_ progress: SearchProgress, tree: borrowing SearchTree) -> StopReason? {
    progress.isExhausted ? .exhausted : nil
  }

  /// Simulations that select nothing change little, so a few of them do no harm.
  func checkInterval(_ progress: SearchProgress) -> Int { 256 }
}
