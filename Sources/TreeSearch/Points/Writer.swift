public import SearchTrees

/// What a ``Writer`` is asked.
public struct WriterQuestion<World: KeyedEnvironment>: Sendable {
  /// The thing that is to be refined; one without a key is to be written from nothing.
  public var thing: World.State
  /// The edits that lead to what was made of the thing before, oldest first.
  public var siblings: [ActionCode]
  /// What earlier writings left to be borne in mind, oldest first.
  ///
  /// Untrusted texts.
  public var memory: [String]
  /// Which of the writer's sources is asked, from 0.
  public var source: Int
  /// How many things were made of this one before, from 0.
  public var attempt: Int

  /// Asks for something new.
  public init(
    _ thing: World.State, siblings: [ActionCode] = [], memory: [String] = [], source: Int = 0,
    attempt: Int? = nil
  ) {
    self.thing = thing
    self.siblings = siblings
    self.memory = memory
    self.source = source
    self.attempt = attempt ?? siblings.count
  }
}

/// Something new that a ``Writer`` made of a thing.
public struct Writing: Hashable, Sendable {
  /// The edit that leads to it.
  public var action: ActionCode
  /// The critique that led to the edit.
  ///
  /// Untrusted text.
  public var critique: String?
  /// What the critique points at, in the thing that was refined.
  public var evidence: [VerdictEvidence]
  /// The source that wrote it.
  ///
  /// Untrusted text.
  public var source: String?
  /// Whether what wrote it only stands for a writer.
  public var isStandIn: Bool

  /// Describes something new.
  public init(
    _ action: ActionCode, critique: String? = nil, evidence: [VerdictEvidence] = [],
    source: String? = nil, isStandIn: Bool = false
  ) {
    self.action = action
    self.critique = critique
    self.evidence = evidence
    self.source = source
    self.isStandIn = isStandIn
  }
}

/// Makes new things of things: refines them after a critique, or writes them from nothing.
///
/// A writer is a function of its question, as a ``Judge`` is.
public protocol Writer<World>: Sendable {
  /// The environment whose things are written.
  associatedtype World: KeyedEnvironment

  /// The names of its sources, in their order; at least one.
  var sources: [String] { get }

  /// Returns something new, by an edit that is legal and none of the question's siblings; nil where it can
  /// make nothing more of the thing.
  func write(_ question: WriterQuestion<World>, in world: World) -> Writing?
}
