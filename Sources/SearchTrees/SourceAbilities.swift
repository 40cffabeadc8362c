/// What an explorer must know of a source to show it and to offer what it can do, whatever kind of
/// source it is.
///
/// Which commands are refused, and why, stands in ``SearchSummary/disabledReasons``. A source that does nothing
/// by itself has none of the abilities.
public struct SourceAbilities: Hashable, Sendable {
  /// By what the moments of a search are counted and gone to.
  public enum Clock: Hashable, Sendable {
    /// By simulations; the moment that is shown is always the newest one.
    case iterations
    /// By events, of which any can be shown; see ``SearchSummary/timeline``.
    case events
  }

  /// By what moments are counted.
  public var clock = Clock.iterations
  /// Whether running shows again what was done before, so that it is played at a pace.
  public var canPlay = false
  /// Whether a running search must be asked for each frame; other sources bring new slices by
  /// themselves.
  public var needsPolling = false
  /// Whether events may come unasked: the last one known need not be the last one.
  public var mayGrow = false
  /// Whether branches are kept by the source, so that neither a restart nor leaving loses them.
  public var keepsBranches = false
  /// Whether only as many simulations can be taken back as ``SearchSummary/undoDepth`` says.
  public var limitsUndo = false
  /// Whether a table of candidates shows the decision that comes next, all of it known; otherwise it is
  /// one that was made, as far as it was recorded.
  public var showsNextDecision = false

  /// Whether it was made of another program's file, whose fields can be taken for something else.
  public var canMap = false
  /// Whether its nodes stand for trees of their own, which can be opened.
  public var opensNodes = false

  /// The forms in which its tree can be written into a file for other programs; empty where it cannot.
  public var exportForms: [TreeExporter.Form] = []

  /// A source without abilities.
  public init() {}

  /// A search that runs in this program.
  public static let search: SourceAbilities = {
    var abilities = SourceAbilities()
    abilities.needsPolling = true
    abilities.limitsUndo = true
    abilities.showsNextDecision = true
    return abilities
  }()

  /// A recording of events, complete or still being written.
  public static func recording(from origin: Timeline.Origin) -> SourceAbilities {
    var abilities = SourceAbilities()
    abilities.clock = .events
    abilities.canPlay = true
    abilities.mayGrow = origin != .file
    abilities.keepsBranches = true
    return abilities
  }
}
