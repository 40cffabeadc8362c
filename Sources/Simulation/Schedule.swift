import Drawing
import Exploring
import Groundwork
import Journals
import SearchTrees
import TreeSearch

/// One run of the whole program in one thread, in an order that a seed chooses.
///
/// The person, the explorer's loop, the thread that owns the tree, the one that watches a file or speaks
/// with a program, the writer at the other end and the clock take turns. Between any two turns any of
/// the others may act, and after each one it is checked that nothing is shown that was not written. In
/// the end everything comes to rest, and everything that was written must be on the screen.
public struct Schedule {
  /// What is run.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A file that is followed while it is written, cut, begun again, replaced or removed.
    case follow
    /// A program that is steered, branches, and may die.
    case attach
    /// A search that runs here, is branched, edited and saved.
    case live
  }

  /// What went wrong, and how to see it again.
  public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of the schedule.
    public var kind: Kind
    /// The seed that leads there.
    public var seed: UInt64
    /// The turn after which it was found.
    public var turn: Int
    /// What was found.
    public var reason: String

    /// All of it, in one line.
    public var description: String {
      "schedule \(kind.rawValue), seed \(seed), turn \(turn): \(reason)"
    }
  }

  private let kind: Kind
  private let seed: UInt64
  private let folder: String

  /// Prepares a run; `folder` is one that is there and empty, for the files that are saved.
  public init(_ kind: Kind, seed: UInt64, folder: String) {
    self.kind = kind
    self.seed = seed
    self.folder = folder
  }

  /// Runs to the end; returns how many turns it took.
  ///
  /// - Throws: what went wrong first.
  @discardableResult
  public func run() throws(Failure) -> Int {
    var turn = 0
    do throws(Wrong) {
      let world = try World(kind, seed: seed, folder: folder)
      try world.run(&turn)
    } catch {
      throw Failure(kind: kind, seed: seed, turn: turn, reason: error.reason)
    }
    return turn
  }
}

/// What a check found.
struct Wrong: Error {
  var reason: String
}
