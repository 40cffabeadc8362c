import Drawing
public import SearchTrees

/// One command: the single row from which keys, footer, help, palette and tests are made.
public struct Command: Sendable {
  /// The groups of the help page.
  public enum Category: String, Hashable, Sendable, CaseIterable {
    case run = "Run"
    case time = "Time and marks"
    case move = "Move"
    case fold = "Fold and zoom"
    case find = "Find and filter"
    case order = "Order and columns"
    case edit = "Edit the search"
    case copy = "Copy"
    case panes = "Panes and views"
    case rest = "Program"
  }

  /// A value that a command asks for when it was given none.
  public struct Argument: Hashable, Sendable {
    /// What kind of value is asked for.
    public enum Kind: Hashable, Sendable {
      /// A whole number of at least 1; one typed before the key is the value.
      case count
      /// A number of any sign; one typed before the key is not the value.
      case number
      /// A moment of a recording or a node; a number typed before the key is an event.
      case event
      /// Text that is taken as it is typed, such as a name or a path.
      case text
      /// A path of a file, which is completed while it is typed.
      case path
      /// An expression, whose names are completed while it is typed.
      case expression
    }

    /// What kind of value is asked for.
    public var kind: Kind
    /// What is asked.
    public var question: String

    /// Whether a count typed before the key is the value.
    public var takesCount: Bool { kind == .count || kind == .event }
    /// Whether all that is typed to the end of the line is the value.
    public var isText: Bool { kind == .text || kind == .expression || kind == .path }
  }

  /// What the palette calls it; no two commands have one name.
  public var name: CommandName
  /// The key sequences, in the notation of `Key`, a space between the keys of one sequence; none where it
  /// is only typed by its name.
  public var keys: [String]
  /// The group on the help page.
  public var category: Category
  /// What it does, in a few words.
  public var help: String
  /// One word for the footer; nil keeps it out.
  public var hint: String?
  /// What it asks for.
  public var argument: Argument?
  /// What it needs the source to be able to do.
  public var needs: SearchCommand.Kind?

  /// Makes a row of the table.
  public init(
    _ name: CommandName, _ keys: [String], _ category: Category, _ help: String,
    hint: String? = nil, argument: Argument? = nil, needs: SearchCommand.Kind? = nil
  ) {
    self.name = name
    self.keys = keys
    self.category = category
    self.help = help
    self.hint = hint
    self.argument = argument
    self.needs = needs
  }

  /// The commands that tell numbers of nodes beside the columns that show them.
  private static let telling: Set<CommandName> = [
    .answer, .follow, .filter, .invertFilter, .group, .columns, .addColumn, .mostVisitedLeaf,
    .widestGap, .nextLowerPick, .nextContradiction, .nextOpen, .breakAt, .watch, .compare,
    .compareFile, .plotsView, .doctor, .export, .yank, .yankValue, .yankSubtree, .yankRationale,
    .yankPlot,
  ]

  /// Returns why the command means nothing in a state; nil if it does something.
  public func disabledReason(in state: ExplorerState) -> String? {
    if state.guide?.concealsNumbers == true, Self.telling.contains(name) {
      return "it would tell what the question keeps back"
    }
    if let needs, let reason = state.slice.summary.disabledReasons[needs] { return reason }
    let isAtRoot = state.slice.cursor == .root
    switch name {
    // A recording goes back to its beginning, but nothing is searched again there.
    case .restartWith: return state.slice.summary.disabledReasons[.restart]
    case .ban:
      if case .newChild? = state.cursorRow?.kind { return nil }
      return isAtRoot ? "the root has no edge to edit" : nil
    case .retire:
      if isAtRoot { return "the root has no edge to edit" }
      return state.cursorRow?.isUnderBan == true ? "it is retired already; u or xb undoes it" : nil
    case .pin, .visits: return isAtRoot ? "the root has no edge to edit" : nil
    case .prior:
      if isAtRoot { return "the root has no edge to edit" }
      return state.slice.summary.hasPriors ? nil : "\(state.slice.summary.rule) uses no priors"
    case .simulationBack, .phaseBack:
      let summary = state.slice.summary
      return summary.undoDepth == 0 && summary.phase == .select && !state.isRunning
        ? "nothing can be taken back from here" : nil
    case .goTo:
      // A node can be gone to where moments cannot.
      let summary = state.slice.summary
      return summary.abilities.clock == .events ? summary.disabledReasons[.goTo] : nil
    case .nextHit, .previousHit:
      if state.view == .text || state.sought != nil || state.request.filter != nil { return nil }
      return "/ looks for something first"
    case .askAgain:
      if case .stopped(.failed) = state.slice.summary.activity { return nil }
      return "no question has failed"
    case .askEdited:
      guard state.view == .calls else { return "gq lists the calls; one of them is chosen there" }
      return state.calls.call(in: state.slice.calls) == nil ? "there is no call yet" : nil
    case .nextOpen:
      guard let open = state.slice.summary.openNodes else {
        return "this search walks down from the root, over no open nodes"
      }
      return open == 0 ? "no node is open" : nil
    case .compare:
      return state.tag == nil ? "t keeps a moment first" : nil
    case .lock: return state.view == .compare ? nil : "gc and gC compare first"
    case .clearTag: return state.tag == nil ? "no moment is kept" : nil
    case .lastChange:
      return state.slice.detail.lastChange == nil ? "nobody knows what changed this node last" : nil
    case .export:
      return state.slice.summary.abilities.exportForms.isEmpty
        ? "nothing is exported from here" : nil
    case .map:
      return state.slice.summary.abilities.canMap
        ? nil : "fields are mapped of files of other programs; this is none"
    case .yankAction: return isAtRoot ? "no action leads to the root" : nil
    case .yankRationale:
      return state.tabs.contains(.rationale) ? nil : "this search has no rewards with reasons"
    case .sameAction: return isAtRoot ? "no action leads to the root" : nil
    case .invertFilter: return state.request.filter == nil ? "f filters first" : nil
    case .goToMark:
      return state.slice.summary.marks.isEmpty && state.beforeMark == nil
        ? "there are no marks" : nil
    case .nextMark, .previousMark, .marks:
      guard state.slice.summary.marks.isEmpty else { return nil }
      return state.slice.summary.disabledReasons[.mark] == nil
        ? "there are no marks; m makes one" : "there are no marks"
    default: return nil
    }
  }
}
