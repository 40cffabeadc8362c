public import SearchTrees
public import TreeSearch

/// Two models that say what they think of steps: at once, or later, where they run on servers.
public protocol EvidenceSource: Sendable {
  /// Whether an answer may come later, or not at all.
  var isAsked: Bool { get }
  /// The servers that they run on; empty where they run in the program.
  var servers: [ModelServer] { get }
  /// What those servers were asked, and said; nil where the models run in the program.
  var calls: KeptCalls? { get }
  /// What the answers say against their use.
  var alarms: [Alarm] { get }
  /// When answers arrive; nil where nothing is waited for.
  var arrivals: AnswerArrivals? { get }
  /// The statistics that bring the parts of their rewards to one scale: each part in one region, or in the
  /// regions that were found; nil where none were measured.
  func statistics(inRegions: Bool) -> RewardStatistics?

  /// Asks both models about all steps from one state, unless that was done.
  ///
  /// A source that ``isAsked`` is called from the search's thread and never waits itself: it hands out what it
  /// was told meanwhile, and asks for nothing twice. After ``EvidenceAnswer/failed(_:)`` the next call asks
  /// again.
  ///
  /// - Parameters:
  ///   - wordings: the actions in words.
  ///   - prompt: the state in words.
  ///   - memory: what the amateur has read before.
  /// - Throws: ``ReadingError`` where the models cannot read the words.
  func answer(
    _ wordings: [String], after prompt: String, amateur memory: AmateurMemory
  ) throws(ReadingError) -> EvidenceAnswer

  /// Returns what was said of steps from one state; nil where somebody must be asked, and where models run in
  /// the program.
  func known(_ wordings: [String], after prompt: String) -> StateEvidence?
  /// Returns what is said of steps from a state, and what would be if a call had been answered like another
  /// one, by their numbers; nil where that cannot be told.
  func known(
    _ wordings: [String], after prompt: String, taking number: Int, for original: Int
  ) -> (before: [StepEvidence], after: [StepEvidence])?
}

extension EvidenceSource {
  /// By default no servers are asked.
  public var calls: KeptCalls? { nil }
  /// By default nothing is against the answers.
  public var alarms: [Alarm] { [] }
  /// By default everything is asked.
  public func known(_ wordings: [String], after prompt: String) -> StateEvidence? { nil }
  /// By default there are no calls.
  public func known(
    _ wordings: [String], after prompt: String, taking number: Int, for original: Int
  ) -> (before: [StepEvidence], after: [StepEvidence])? { nil }
}

/// What comes of asking two models about the steps from a state.
public enum EvidenceAnswer: Hashable, Sendable {
  /// What they said, in the order of the steps.
  case told(StateEvidence)
  /// They were asked, and have not answered yet.
  case asked
  /// They were asked, and will not answer; why not. Untrusted text.
  case failed(String)
  /// They were not asked: a limit leaves no room for it.
  case limited(StopReason)
}

extension ModelPair: EvidenceSource {
  /// What runs here answers at once.
  public var isAsked: Bool { false }
  /// It runs here.
  public var servers: [ModelServer] { [] }
  /// Nothing is waited for.
  public var arrivals: AnswerArrivals? { nil }

  /// Those of the embedded pair.
  public func statistics(inRegions: Bool) -> RewardStatistics? {
    inRegions ? .embeddedRegions : .embedded
  }

  /// Asks both models.
  public func answer(
    _ wordings: [String], after prompt: String, amateur memory: AmateurMemory
  ) throws(ReadingError) -> EvidenceAnswer {
    .told(try read(wordings, after: prompt, amateur: memory))
  }

  /// Returns why a problem cannot be read, if its first state cannot.
  public func unreadable<World: ReadableEnvironment>(_ world: World) -> String? {
    let state = world.initialState
    do {
      _ = try read(
        world.actions(in: state).map { world.wording(of: $0, in: state) },
        after: world.prompt(for: state))
      return nil
    } catch {
      return error.description
    }
  }
}
