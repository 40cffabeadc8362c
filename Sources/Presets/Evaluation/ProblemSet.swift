public import Environments
public import TreeSearch

/// Problems that searches are compared on, each of a class: its optimal length, or the moves left.
public struct ProblemSet: Sendable {
  /// One of the problems.
  public struct Item: Sendable {
    /// The problem, with the horizon that the set gives it.
    public var world: any VerifiableEnvironment
    /// The fewest actions that reach the goal; of a game, how many moves are left.
    public var length: Int
    /// The seed of every search of this problem.
    public var seed: UInt64

    /// Makes an item.
    public init(world: any VerifiableEnvironment, length: Int, seed: UInt64) {
      self.world = world
      self.length = length
      self.seed = seed
    }
  }

  /// The problems in their order.
  public var items: [Item]
  /// What they are, in one line.
  ///
  /// May hold untrusted text.
  public var title: String
  /// What is asked of answers.
  public var truth = ProblemTruth.plan

  /// Makes a set.
  public init(_ items: [Item], title: String, truth: ProblemTruth = .plan) {
    self.items = items
    self.title = title
    self.truth = truth
  }

  /// The lengths that occur, the shortest first.
  public var lengths: [Int] { Set(items.map(\.length)).sorted() }

  /// A number that differs between sets that differ in a start, a goal, a horizon or a seed.
  ///
  /// FNV-1a over their texts.
  public var fingerprint: UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for item in items {
      for byte in "\(item.world.identity) \(item.seed)\n".utf8 {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      }
    }
    return hash
  }

  /// Returns how many of some problems have a goal of the kind that the embedded models were trained on:
  /// of as many blocks as they know, and not kept from the training.
  public static func countOfTrainedGoals(_ worlds: [Blocksworld]) -> Int {
    worlds.count { $0.unreadable == nil && !$0.isHeldOut }
  }

  /// Makes a set of problems from files.
  ///
  /// - Parameters:
  ///   - worlds: the problems, as they were read.
  ///   - seed: of the first problem's searches; the others count up from it.
  /// - Throws: an error that names the problem whose optimal length is not known.
  public init(
    _ worlds: [Blocksworld], horizon: HorizonRule, seed: UInt64, title: String
  ) throws(ProblemError) {
    items = []
    self.title = title
    for (position, world) in worlds.enumerated() {
      guard let length = world.optimalLength else {
        throw ProblemError(
          source: world.name,
          reason: "the optimal length is not known; expected are problems of at most 8 blocks")
      }
      items.append(
        Item(
          world: world.with(horizon: length + horizon.slack), length: length,
          seed: seed &+ UInt64(position)))
    }
  }
}
