import Groundwork
import SearchTrees

/// Where the numbers come from that are drawn from posteriors.
public enum PosteriorDraws: Sendable, Hashable {
  /// The search's generator.
  case generator
  /// No chance: every draw is the location of its posterior.
  case location
  /// A list, in its order: for tests.
  case script(DrawScript)

  @inline(__always)
  func draw(_ posterior: Posterior, using random: inout RandomSource) -> Double {
    switch self {
    case .generator: posterior.draw(using: &random)
    case .location: posterior.location
    case .script(let script): script.next()
    }
  }
}

/// A list of draws that is read from the front.
public final class DrawScript: Sendable, Hashable {
  private let draws: [Double]
  private let used = Guarded(0)

  /// Makes a list.
  public init(_ draws: [Double]) { self.draws = draws }

  /// How many draws were asked for, beyond the end of the list too.
  public var count: Int { used.withLock { $0 } }

  /// Returns the next draw; not a number beyond the end.
  public func next() -> Double {
    used.withLock { used in
      used += 1
      return used <= draws.count ? draws[used - 1] : .nan
    }
  }

  /// Returns whether two lists are one object.
  public static func == (one: DrawScript, other: DrawScript) -> Bool { one === other }
  /// Feeds the object into a hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// Where a rule that decides in stages tells them.
///
/// The search passes one that drops everything, and pays nothing for it.
protocol StageSink {
  /// A decision begins.
  mutating func begin(_ name: StaticString)
  /// An arm of it, and what was drawn for it or what it scores.
  mutating func arm(_ arm: @autoclosure () -> SelectionTable.Stage.Arm)
  /// The position of the arm that was decided for.
  mutating func end(winner: Int?)
}

/// The sink of the search loop: it drops everything.
struct NoStages: StageSink {
  @inline(__always)
  mutating func begin(_ name: StaticString) {}
  @inline(__always)
  mutating func arm(_ arm: @autoclosure () -> SelectionTable.Stage.Arm) {}
  @inline(__always)
  mutating func end(winner: Int?) {}
}

/// The sink of explanations: it keeps everything.
struct StageList: StageSink {
  private(set) var stages: [SelectionTable.Stage] = []

  mutating func begin(_ name: StaticString) {
    stages.append(SelectionTable.Stage(name.description, arms: []))
  }
  mutating func arm(_ arm: @autoclosure () -> SelectionTable.Stage.Arm) {
    stages[stages.count - 1].arms.append(arm())
  }
  mutating func end(winner: Int?) { stages[stages.count - 1].winner = winner }
}
