public import Groundwork
public import SearchTrees

/// What a ``Judge`` is asked.
public struct JudgeQuestion<World: KeyedEnvironment>: Sendable {
  /// The thing that is to be judged.
  public var thing: World.State
  /// How often it was judged before at the same node, from 0.
  public var attempt: Int
  /// What earlier judgements left to be borne in mind, oldest first.
  ///
  /// Untrusted texts.
  public var memory: [String]
  /// What a writer said when it made the thing; nil where none did, or nobody kept it.
  public var writing: Writing?

  /// Asks about a thing.
  public init(
    _ thing: World.State, attempt: Int = 0, memory: [String] = [], writing: Writing? = nil
  ) {
    self.thing = thing
    self.attempt = attempt
    self.memory = memory
    self.writing = writing
  }
}

/// Says what a thing is worth: a critic, a value model, several voices, a server behind them.
///
/// A judge is a function of its question: what it draws at random comes from
/// ``Groundwork/RandomSource/init(seed:key:attempt:)``, never from the search's generator. So the order of
/// visits, undo, branches and replay change nothing, and a judge that errs is not taken for chance.
public protocol Judge<World>: Sendable {
  /// The environment whose things are judged.
  associatedtype World: KeyedEnvironment

  /// What its value is called, in a word or two.
  var name: String { get }

  /// Returns the judgement: `value` or `vector` and whatever else it can say, with `isStandIn` where it
  /// only stands for a judge; nil where the answer comes later, by `KeptAnswers.keep` on any thread.
  func judge(_ question: JudgeQuestion<World>, in world: World) -> Verdict?
}

extension RandomSource {
  /// Makes the generator of a question: for equal questions the same one, in whatever order they come.
  ///
  /// FNV-1a over the key, with the seed and the attempt. O(length of the key).
  ///
  /// - Parameters:
  ///   - seed: of everything that is drawn in one search.
  ///   - key: what the question is about.
  ///   - attempt: how often it was asked before.
  public init(seed: UInt64, key: String, attempt: Int) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    for word in [seed, UInt64(truncatingIfNeeded: attempt)] {
      for shift in stride(from: 0, to: 64, by: 8) {
        hash = (hash ^ (word >> UInt64(shift) & 0xff)) &* 0x100_0000_01b3
      }
    }
    self.init(seed: hash)
  }
}
