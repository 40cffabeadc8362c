public import Drawing
public import SearchTrees

/// Everything that the explorer shows and remembers; a value, so that a screen is a function of it.
public struct ExplorerState: Sendable {
  /// What can have the whole screen between header and status line.
  public enum View: String, Hashable, Sendable, CaseIterable {
    /// The tree with the inspector.
    case tree
    /// One simulation, phase by phase.
    case steps
    /// The log, and what could not be read.
    case log
    /// The whole text of a node and of the steps to it.
    case text
    /// Two moments, aligned by actions.
    case compare
    /// The nodes in groups.
    case groups
    /// How the search went, as plots.
    case plots
    /// The shape of the whole tree.
    case icicle
    /// What is wrong with the search.
    case doctor
    /// What language models on servers were asked.
    case calls
  }

  /// The panes that can have the focus.
  public enum Pane: Hashable, Sendable {
    case tree
    case inspector
  }

  /// The pages of the inspector.
  public enum Tab: String, Hashable, Sendable, CaseIterable {
    case stats = "Stats"
    case rationale = "Rationale"
    case tokens = "Tokens"
    case selection = "Selection"
    case state = "State"
    case plots = "Plots"
    case history = "History"
  }

  /// What lies over the view.
  public enum Overlay: Hashable, Sendable {
    /// All keys; how far it is scrolled.
    case help(top: Int)
    /// What a word of the glossary means.
    case explanation(word: String)
    /// The branches; which one is marked.
    case branches(selected: Int)
    /// The marks; which one is chosen.
    case marks(selected: Int)
    /// The breakpoints; which one is chosen.
    case breakpoints(selected: Int)
    /// What waits for a letter: a mark that is set, or gone to.
    case letter(CommandName)
    /// Letters on the rows in sight; the first one that was typed.
    case jump(typed: String)
    /// A command line that opens this place again.
    ///
    /// Untrusted text.
    case place(command: String)
    /// The columns of the tree; which one is chosen.
    case columns(selected: Int)
    /// A question that `y` answers with a command.
    case confirm(question: String, command: CommandName)
  }

  /// A line that is being typed.
  public struct Prompt: Hashable, Sendable {
    /// What the line is for.
    public enum Purpose: Hashable, Sendable {
      /// A command by its name.
      case palette
      /// The argument of a command.
      case argument(CommandName)
    }

    /// What the line is for.
    public var purpose: Purpose
    /// What was typed so far.
    ///
    /// Untrusted text: it may be pasted.
    public var text = ""
    /// Which of the commands that fit is marked.
    public var selected = 0
    /// The branch that was on the screen when the line was begun: what is typed is for it.
    public var branch = 0
    /// The node under the cursor then.
    public var node = NodeID.root
    /// What is wrong with the expression that was entered, and where in the line; nil once that is changed.
    public var refusal: ExpressionError?
    /// Which of the lines typed earlier is shown, and what was typed before it.
    var recalled: Int?
    var begun = ""
    /// The files that the path at its end may become.
    ///
    /// Untrusted text.
    var paths: [String] = []
  }

  /// A line for the person.
  public struct Message: Hashable, Sendable {
    /// What it says.
    ///
    /// May hold untrusted text.
    public var text: String
    /// Whether something went wrong.
    public var isError: Bool

    /// Makes a line; `text` may hold untrusted text.
    public init(text: String, isError: Bool) {
      self.text = text
      self.isError = isError
    }
  }

  /// The size of the screen.
  public var size: Size
  /// The signs that are used.
  public var glyphs: Glyphs
  /// What is asked of the tree's owner.
  public var request = SliceRequest()
  /// The signs that were used first.
  let startGlyphs: Glyphs
  /// The newest slice, and an empty one before the first (``hasSlice``).
  public var slice = TreeSlice()
  /// What the plots beside the tree are drawn of.
  var plotted = PlottedMoment()
  /// Whether a slice has come yet.
  public var hasSlice = false

  /// What was set by a file or by `:set`.
  public var settings = Settings()
  /// Which keys lead to which command.
  public var keys = KeyMap.usual
  /// A pane beside the tree that somebody else fills, and what of the tree it keeps back.
  public var guide: Guide?

  /// Which view has the screen.
  public var view = View.tree
  /// The pane that has the focus.
  public var pane = Pane.tree
  /// The page of the inspector.
  public var tab = Tab.stats
  /// Whether the inspector is shown where there is room.
  public var showsInspector = true
  /// Whether the pane with the focus has the screen to itself.
  public var isMaximized = false
  /// The first line of the inspector that is shown.
  public var inspectorTop = 0
  /// The token whose alternatives are shown, by its place in the verdict; nil is the one at which the
  /// models disagree most.
  public var chosenToken: Int?
  /// The first line of the explanation of a step that is shown.
  public var stepsTop = 0
  /// The plot that is chosen in the view of plots.
  public var plot = PlotName.value
  /// The iteration that the cursor of the plots is at; nil at the newest.
  public var plotPlace: Int?
  /// The first line of the whole text that is shown; nil where that is still to be found.
  public var textTop: Int?
  /// What the explorer itself adds to the log.
  var ownLog: [LogLine] = []
  /// How many entries of the log lie below the last one shown; 0 stays with the newest.
  public var logBack = 0
  /// What lies over the view.
  public var overlay: Overlay?
  /// The line that is being typed.
  public var prompt: Prompt?
  /// The expression that was entered last, until the next key: refused, it comes back.
  var entered: Prompt?
  /// The message in the status line.
  public var message: Message?
  /// Whether the mouse is reported, or left to the terminal.
  public var hasMouse = true
  /// Whether visits are shown as a share as well.
  public var showsShare = true
  /// Whether node ids are shown.
  public var showsIDs = false
  /// The digits typed before a command.
  public var count = ""
  /// The keys of a command that is not complete.
  public var prefix: [Key] = []
  /// Simulations a second, smoothed.
  public var rate: Double?
  /// Whether the order of siblings is held because somebody navigates.
  public var isOrderHeld = false

  /// Whether a reward or its reasons have been seen in this search.
  var knowsRewards = false
  /// Whether evidence of language models has been seen in this search.
  var knowsTokens = false
  /// Whether the wheel scrolled the cursor's row off the screen.
  var isScrolledAway = false
  /// The rows that the panes would fill, their titles included.
  var wanted = Layout.Wanted()
  /// How many slices have come.
  var sliceCount = 0
  /// What the rows that the panes would fill, and the room for labels, were last worked out for.
  var measured: Measured?
  /// Whether the cursor was last sent to the end of the answer.
  var isAtAnswer = false
  /// Whether following the best line ends with the next slice.
  var bestLineOnce = false
  var lastMove = -1e9
  var lastSort = -1e9
  /// The iterations, and in a recording the event, that siblings were last put in order for.
  var sortedMoment = [0, 0]
  var lastInterrupt = -1e9
  var rateMark: (time: Double, iterations: Int)?
  var seenNotice = 0
  /// The views that H and L go through.
  var places = ViewHistory()
  /// The parents of nodes that were opened, which may be out of sight by now.
  var parents: [NodeID: NodeID] = [:]
  /// What was open in the branches that are not shown.
  var folds: [Int: Folds] = [:]
  /// Whether the newest slice was cut before the folds of its branch were taken out.
  var returnsToFolds = false

  /// The whole text that is shown.
  var textPage: TextPage?
  /// What is looked for in it, where it stands, and the place that was gone to.
  var textSought = ""
  var textHits: [TextPage.Hit] = []
  var textHit: Int?
  /// What was looked for last, and what was shown before words were typed.
  var sought: NodeLookup.Subject?
  var beforeFinding: Before?
  /// How often a node was looked for, and which of these was gone to and which told.
  var lookupSerial = 0
  var arrivedLookup = 0
  var toldLookup = 0
  /// The condition that was typed last, what was shown before it, and the one whose matches were opened.
  var filterTyped = ""
  var beforeFilter: Before?
  var openedFilter: String?
  /// Which finding is chosen, from 0; behind the last, how far the rest is scrolled.
  var doctor = 0
  /// The call of a language model that is looked at.
  var calls = CallsView.Place()
  /// The groups that were asked for.
  var grouping = Grouping()
  /// Which columns a person wants, by preset.
  public var columns = ColumnSettings()
  /// The expressions that are to be the columns, until it is known of which search.
  var firstColumns: [String] = []
  /// The column that was added last, until it is known whether it can be asked.
  var addedColumn: String?

  /// The moment that was kept, and the one that a comparison holds it against.
  public internal(set) var tag: TreeSnapshot?
  /// What is compared, and where in it the person is.
  public internal(set) var compared: ComparedView?
  /// How often a moment was asked for.
  var comparisonSerial = 0
  /// The node to go to once the recording is read, as it was typed; and whether an answer to
  /// ``SliceRequest/wantsPlace`` is waited for.
  var pendingNode: String?
  /// The last command that was told to open a place again.
  ///
  /// Untrusted text.
  public internal(set) var placeCommand: String?

  /// Whether the screen is made to be heard: one pane, plain signs, what changes said in words.
  public internal(set) var isAccessible = false
  /// What was said so.
  var announcements = Announcements()
  /// The lines that were typed.
  var history = TypedHistory()
  /// What is to be copied, until what it needs is here.
  var pendingCopy: PendingCopy?
  /// Whether what is copied next is printed on leaving instead.
  var printsCopy = false
  /// What is to be printed on leaving.
  ///
  /// Untrusted text.
  public internal(set) var exitTexts: [String] = []

  /// Whether the person has moved or folded: from then on nothing opens unasked.
  var foldsByHand = false
  /// The width of the tree that chains were last asked for.
  var chainWidth = 0

  /// The marks and notes that were made here.
  var words = 0
  var saved = Saved()
  /// The save that was asked for last, until it is known to be complete.
  var askedSave: AskedSave?
  /// The file that is replaced where the person says so; nil where the question is whether to stop a
  /// save.
  var replaceable: String?
  /// The branch that the person has seen last; nil where nothing was drawn yet.
  public private(set) var seenBranch: Int?
  /// The mark that was last gone to in a search without a time line.
  var visitedMark: Int?
  /// Where the person was before the last mark was gone to.
  var beforeMark: MarkedPlace?

  /// The keys that wait for rows, since when, and what the rows that are here were asked for.
  var typed: [Key] = []
  var typedSince: Double?
  var shownRows: AskedRows?

  /// Makes the state before the first slice.
  public init(size: Size, glyphs: Glyphs = .unicode) {
    self.size = size.clamped
    self.glyphs = glyphs
    startGlyphs = glyphs
    adjustRequest()
  }

  /// Notes that the person has seen what is shown now.
  mutating func noteSeen() { if hasSlice { seenBranch = slice.summary.branch } }

  /// Where the panes are.
  public var layout: Layout { Layout(self) }
}
