public import Groundwork
public import SearchTrees

/// What writers said of the things that they made; a search and its branches share one.
///
/// A writing is kept by the key of the thing it was made of and by its edit: whoever makes the same edit of
/// the same thing later has said nothing new.
public final class Writings: Sendable {
  private struct Place: Hashable {
    var key: String
    var action: ActionCode
  }

  private let known = Guarded<[Place: Writing]>([:])

  /// Makes one that holds nothing.
  public init() {}

  /// Keeps a writing, made of the thing of a key.
  func keep(_ writing: Writing, of key: String) {
    known.withLock { known in
      let place = Place(key: key, action: writing.action)
      if known[place] == nil { known[place] = writing }
    }
  }

  /// Returns the writing by which an edit was made of the thing of a key; nil where nobody kept it.
  func writing(_ action: ActionCode, of key: String) -> Writing? {
    known.withLock { $0[Place(key: key, action: action)] }
  }
}

/// The children that a writer makes, one question each.
///
/// The writer's source is the one that ``Proposals/source`` names.
public struct WrittenThings<Author: Writer>: Proposer {
  /// The environment whose things are written.
  public typealias World = Author.World

  private let writer: Author
  private let writings: Writings

  /// Makes a proposer that keeps what the writer says in `writings`.
  public init(_ writer: Author, keeping writings: Writings) {
    self.writer = writer
    self.writings = writings
  }

  /// As the writer makes them.
  public var orderWords: String { "as they are written" }

  /// Appends what the writer makes of the state, at most `wanted`, each with the same prior.
  public func propose(
    _ wanted: Int, beyond tried: [ActionCode], in state: World.State,
    along path: borrowing SimulationPath, of tree: borrowing SearchTree, in world: World,
    into proposals: inout Proposals, using random: inout RandomSource
  ) {
    let key = world.key(of: state)
    var siblings = tried
    while proposals.actions.count < wanted {
      let question = WriterQuestion<World>(
        state, siblings: siblings, source: proposals.source)
      guard let writing = writer.write(question, in: world) else { break }
      writings.keep(writing, of: key)
      siblings.append(writing.action)
      proposals.actions.append(writing.action)
    }
    let count = proposals.actions.count
    proposals.priors += [Float](repeating: 1 / Float(max(1, count)), count: count)
  }
}
