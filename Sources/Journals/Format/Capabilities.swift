public import SearchTrees

/// What another program can do, as its journal's header announces it.
public struct Capabilities: Hashable, Sendable {
  private let names: Set<String>

  /// Takes the `capabilities` of a header; unknown ones do no harm.
  public init(_ names: [String]) { self.names = Set(names) }

  /// Why commands cannot be given to the program, for every kind that is refused.
  ///
  /// Kinds that need no program are never refused here.
  public var disabledReasons: [SearchCommand.Kind: String] {
    var disabledReasons: [SearchCommand.Kind: String] = [:]
    for kind in SearchCommand.Kind.allCases {
      switch Capabilities.need(of: kind) {
      case .capability(let name, let words) where !names.contains(name):
        disabledReasons[kind] = "this program cannot \(words): it does not offer \"\(name)\""
      case .impossible(let reason): disabledReasons[kind] = reason
      case .capability, .nothing: break
      }
    }
    return disabledReasons
  }

  /// Whether a command of this kind is given to the program, if it is at all.
  static func commandsProgram(_ kind: SearchCommand.Kind) -> Bool {
    if case .capability = need(of: kind) { true } else { false }
  }

  private enum Need {
    case nothing
    case capability(String, String)
    case impossible(String)
  }

  private static func need(of kind: SearchCommand.Kind) -> Need {
    switch kind {
    case .run, .runUntil: .capability("run", "be run and paused")
    case .step: .capability("step", "be stepped")
    case .stepPhase: .capability("step:phase", "be stepped by phase")
    case .back, .backPhase: .capability("back", "take steps back")
    case .branch: .capability("branch", "branch its search")
    case .ban: .capability("ban", "ban an edge")
    case .pin: .capability("pin", "pin a value")
    case .prior: .capability("set:prior", "change a prior")
    case .boost: .capability("boost", "boost a node")
    case .parameter: .capability("parameters", "change a parameter")
    case .note: .capability("set:note", "take a note")
    case .undoEdit, .redoEdit:
      .impossible("another program's edits are not taken back: make the opposite edit")
    case .restart:
      .impossible("another program cannot be begun again from here: attach to it anew")
    case .ask: .impossible("this needs the server: another program asks its own")
    case .pace, .switchBranch, .goTo, .mark, .save, .export, .breakpoints: .nothing
    }
  }
}
