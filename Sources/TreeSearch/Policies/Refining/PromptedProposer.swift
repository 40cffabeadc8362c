public import Groundwork
public import SearchTrees

/// First answers by numbered prompts, each with the prompt that wrote it, and rewritings by another proposer.
///
/// The first answer is written by prompt 1. Each further one tries a changed prompt, the next number, made
/// of the one in force: ``RefinementBackup`` decides which of the two goes on.
public struct PromptedProposer<Author: PromptedWriter>: Proposer {
  /// The environment whose things are written.
  public typealias World = Author.World

  private let base: WrittenThings<Author>
  private let writer: Author
  private let writings: Writings

  /// Makes a proposer that keeps what the writer says in `writings`.
  public init(_ writer: Author, keeping writings: Writings) {
    self.writer = writer
    self.writings = writings
    base = WrittenThings(writer, keeping: writings)
  }

  /// As they are written.
  public var orderWords: String { base.orderWords }
  /// The prompt, and the one that it was made of.
  public var statistics: [Statistic] { [RefinementColumns.promptNumber, Self.origin] }
  /// Both.
  public var writesStatistics: Bool { true }

  private static var origin: Statistic {
    Statistic(
      "prompt_origin", "the prompt that the prompt of the answer was made of", kind: .neither,
      isShown: false)
  }

  /// Writes a first answer, or rewrites one.
  public func propose(
    _ wanted: Int, beyond tried: [ActionCode], in state: World.State,
    along path: borrowing SimulationPath, of tree: borrowing SearchTree, in world: World,
    into proposals: inout Proposals, using random: inout RandomSource
  ) {
    guard world.key(of: state).isEmpty else {
      base.propose(
        wanted, beyond: tried, in: state, along: path, of: tree, in: world, into: &proposals,
        using: &random)
      proposals.cells += [Double](
        repeating: StatisticTable.unknown, count: 2 * proposals.actions.count)
      return
    }
    let layout = tree.statistics.layout
    let place = layout.place(of: RefinementColumns.promptNumber.name)
    let originPlace = layout.place(of: Self.origin.name)
    // The prompt in force, what that was made of, and so on.
    var prompts = [tried.count + 1]
    var former = tree.statistics[place, .root]
    while let prompt = former {
      prompts.append(Int(prompt))
      let answer = tree.children(of: .root).first { tree.statistics[place, $0] == prompt }
      former = answer.flatMap { tree.statistics[originPlace, $0] }
    }
    let question = WriterQuestion<World>(state, siblings: tried)
    guard let writing = writer.write(question, by: prompts, in: world) else { return }
    writings.keep(writing, of: world.key(of: state))
    proposals.actions.append(writing.action)
    proposals.priors.append(1)
    proposals.cells.append(Double(prompts[0]))
    proposals.cells.append(prompts.count > 1 ? Double(prompts[1]) : StatisticTable.unknown)
  }
}

/// A writer that can be prompted in different ways.
public protocol PromptedWriter: Writer {
  /// Returns a first answer, none of the question's siblings, by a prompt; nil where it can make none.
  ///
  /// - Parameter prompts: the number of the prompt, from 1, of the one that it was made of, and so on.
  func write(
    _ question: WriterQuestion<World>, by prompts: [Int], in world: World
  ) -> Writing?
}
