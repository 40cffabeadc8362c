import Groundwork
import SearchTrees

/// What a search was when its newest explained simulations began, so that taking them back can be held
/// against it.
///
/// The last few only. The tree itself is kept where it is small.
struct KeptMoments<Recipe: SearchRecipe> {
  /// One moment between two simulations.
  struct Moment {
    /// The simulations completed.
    var iteration: Int
    /// Of the tree.
    var fingerprint: UInt64
    var random: RandomSource
    var deepest: Int
    var forced: ForcedPath
    /// The tree, where it is small.
    var tree: KeptTree?
  }

  /// A tree that several may hold.
  final class KeptTree {
    let tree: SearchTree

    init(copying tree: borrowing SearchTree) { self.tree = tree.copy() }
  }

  /// The most moments that are kept.
  static var most: Int { 4 }
  /// The most nodes of a tree that is kept: some megabytes in all.
  static var largestKept: Int { 20_000 }

  private var moments: [Moment] = []

  /// Keeps what a search is, which stands between two simulations.
  ///
  /// O(nodes).
  mutating func keep(_ search: borrowing Search<Recipe>) {
    assert(search.phase == .select, "a moment is kept between two simulations")
    forget(from: search.iterations)
    if moments.count == Self.most { moments.removeFirst() }
    moments.append(
      Moment(
        iteration: search.iterations, fingerprint: search.tree.fingerprint, random: search.random,
        deepest: search.deepest, forced: search.forced,
        tree: search.tree.count > Self.largestKept ? nil : KeptTree(copying: search.tree)))
    assert(
      zip(moments, moments.dropFirst()).allSatisfy { $0.iteration < $1.iteration },
      "moments are kept in their order")
  }

  /// Forgets the moments from one on: the search goes another way from there.
  mutating func forget(from iteration: Int) {
    while let last = moments.last, last.iteration >= iteration { moments.removeLast() }
  }

  /// Returns what was kept of a moment.
  func moment(at iteration: Int) -> Moment? { moments.last { $0.iteration == iteration } }
}

extension Search {
  /// Returns in what the search is not as it was at a moment; nil where it is.
  ///
  /// O(nodes).
  func difference(from moment: KeptMoments<Recipe>.Moment) -> String? {
    if tree.fingerprint != moment.fingerprint {
      return moment.tree.flatMap { tree.difference(from: $0.tree) } ?? "the tree"
    }
    if random.state != moment.random.state { return "the generator" }
    if deepest != moment.deepest { return "the depth \(deepest), not \(moment.deepest)" }
    return forced == moment.forced ? nil : "the simulations that are led"
  }

  /// Makes the search what it was at a moment, as far as that was kept.
  ///
  /// O(nodes).
  mutating func restore(_ moment: KeptMoments<Recipe>.Moment) {
    random = moment.random
    deepest = moment.deepest
    guard let kept = moment.tree else { return }
    tree.replace(by: kept.tree)
    recomputeSelection()
  }
}
