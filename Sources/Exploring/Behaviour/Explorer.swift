public import Drawing
public import SearchTrees

/// What happens to the explorer.
public enum ExplorerEvent: Hashable, Sendable {
  /// The person or the terminal did something.
  case input(InputEvent)
  /// The source has a new slice.
  case slice(TreeSlice)
  /// The name that was asked for by ``Effect/nameFile(like:)``.
  case freeName(String)
  /// What became of ``Effect/keep(_:)`` or ``Effect/write(_:path:words:)``: where it was written, or why not.
  ///
  /// May hold untrusted text.
  case kept(String, isError: Bool)
  /// The files that a path may become, as answer to ``Effect/completePath(_:)``.
  ///
  /// Untrusted text.
  case paths([String], begun: String)
  /// What became of the note of a node in an editor.
  case edited(EditedText, EditedThing)
  /// What came of ``Effect/openTree(_:)``.
  case opened(TreeOpening)
}

/// What the explorer wants done; the shell around it does it.
public enum Effect: Hashable, Sendable {
  /// Give the source a command.
  case send(SearchCommand)
  /// Leave the explorer, for the screen it was opened from if there is one.
  case quit
  /// Leave the explorer for the same file, read with these fields.
  case map(String)
  /// Leave the explorer for the tree that a node stands for.
  case openNode(NodeID)
  /// End the program.
  case quitAll
  /// Suspend the program.
  case suspend
  /// Draw the next screen in full.
  case redraw
  /// Report the mouse, or leave it to the terminal.
  case mouse(Bool)
  /// Open a moment of a file to compare with it.
  ///
  /// Untrusted text.
  case openTree(String)
  /// Find a name of a file that is not there yet, like this one, and answer at once.
  case nameFile(like: String)
  /// Ask the terminal to take a text into its clipboard.
  ///
  /// Untrusted text.
  case copy(String)
  /// Write a text into a file that is not there yet, and say `words` once it is.
  ///
  /// Untrusted text.
  case write(String, path: String, words: String)
  /// Have a text edited in the person's editor, and answer at once.
  ///
  /// Untrusted text.
  case edit(String, EditedThing)
  /// Find the files that a path may become, and answer at once.
  ///
  /// Untrusted text.
  case completePath(String)
  /// Keep a line that was typed, for later runs.
  ///
  /// Untrusted text.
  case remember(String)
  /// Draw in the colours of a theme.
  case theme(ThemeName)
  /// Write these settings into the file of settings, and answer at once.
  case keep(Settings)
}

/// The explorer's behaviour: state and event in, state and effects out.
///
/// Nothing else is read or changed.
public enum Explorer {
  /// Changes `state` by an event that happened at `time` (seconds on any clock that never goes back)
  /// and returns what is to be done.
  public static func reduce(
    _ state: inout ExplorerState, _ event: ExplorerEvent, at time: Double
  )
    -> [Effect]
  {
    var effects: [Effect] = []
    switch event {
    case .slice(let slice):
      take(slice, &state, time)
      effects = finishCopy(&state)
      noteArrangement(&state, isByPerson: false)
      effects += pressTyped(&state, time)
    case .freeName(let name): propose(name, &state)
    case .kept(let words, let isError):
      isError ? complain(words, &state) : remark(words, &state)
    case .edited(let text, .note(let node)): effects = take(edited: text, of: node, &state)
    case .edited(let text, .prompt(let number)):
      effects = take(edited: text, ofCall: number, &state)
    case .paths(let paths, let begun): take(paths: paths, begun: begun, &state)
    case .opened(let opening): take(opening, &state)
    case .input(.key(let key)): effects = pressOrWait(key, &state, time)
    case .input(.paste(let text)): paste(text, &state)
    case .input(.mouse(let mouse)): effects = handle(mouse, &state, time)
    case .input(.resize(let size)): state.size = size.clamped
    case .input(.signal(.interrupt)): effects = perform(.interrupt, &state, time)
    case .input(.signal(.terminate)), .input(.signal(.hangup)), .input(.lost): effects = [.quitAll]
    case .input(.signal(.resumed)): effects = [.redraw]
    case .input(.wake), .input(.ignored): break
    }
    switch event {
    case .input: noteArrangement(&state, isByPerson: true)
    default: noteArrangement(&state, isByPerson: false)
    }
    holdOrder(&state, time)
    state.adjustRequest()
    layOutText(&state)
    assert(state.brokenInvariant == nil, state.brokenInvariant ?? "")
    return effects
  }

  /// Seconds without a move after which siblings may change places again.
  static let holdSeconds = 2.0
  /// Seconds between two orders.
  static let sortSeconds = 0.5

  /// Lets siblings change places, unless somebody is navigating: rows must not jump away under the
  /// cursor.
  private static func holdOrder(_ state: inout ExplorerState, _ time: Double) {
    // In a search that stands still nothing jumps away but what the person asked for.
    let isNavigating = state.isRunning && time - state.lastMove < holdSeconds
    state.isOrderHeld = isNavigating
    let summary = state.slice.summary
    // A recording may hold events without iterations.
    let moment = [summary.iterations, summary.event ?? 0]
    guard !isNavigating, moment != state.sortedMoment,
      !state.isRunning || time - state.lastSort >= sortSeconds
    else { return }
    state.request.orderVersion += 1
    state.lastSort = time
    state.sortedMoment = moment
  }

  /// Shows an error in the status line.
  static func complain(_ text: String, _ state: inout ExplorerState) {
    state.message = ExplorerState.Message(text: text, isError: true)
  }

  /// Shows a remark in the status line.
  static func remark(_ text: String, _ state: inout ExplorerState) {
    state.message = ExplorerState.Message(text: text, isError: false)
  }
}
