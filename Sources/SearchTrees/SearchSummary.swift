/// What a search says of itself in every frame.
public struct SearchSummary: Hashable, Sendable {
  /// What the search is doing.
  public enum Activity: Hashable, Sendable {
    /// It waits for a command.
    case paused
    /// It runs.
    case running
    /// It stopped by itself.
    case stopped(StopReason)
  }

  /// A branch of the search.
  public struct Branch: Hashable, Sendable {
    /// Its number; 0 is the main line.
    public var id: Int
    /// Its name.
    public var name: String
    /// The branch it came from.
    public var origin: Int?
    /// The iteration at which it began.
    public var start: Int
    /// The node that all its simulations are led through.
    public var focus: NodeID
    /// Its iterations.
    public var iterations: Int
    /// The label of its best action at the root.
    ///
    /// Untrusted text.
    public var bestAction: String
    /// The value of that action.
    public var bestValue: Double?
    /// Whether it had begun at the moment that is shown.
    public var hasBegun = true

    /// Describes a branch.
    public init(
      id: Int, name: String, origin: Int?, start: Int, focus: NodeID, iterations: Int,
      bestAction: String, bestValue: Double?
    ) {
      self.id = id
      self.name = name
      self.origin = origin
      self.start = start
      self.focus = focus
      self.iterations = iterations
      self.bestAction = bestAction
      self.bestValue = bestValue
    }
  }

  /// Something that was done to the search between two simulations.
  public struct Event: Hashable, Sendable {
    /// The simulations completed before it.
    public var iteration: Int
    /// What was done.
    public var change: TreeChange

    /// Makes an event.
    public init(iteration: Int, change: TreeChange) {
      self.iteration = iteration
      self.change = change
    }
  }

  /// A save that is under way.
  public struct Save: Hashable, Sendable {
    /// The file.
    ///
    /// Untrusted text.
    public var path: String
    /// How much of it is done, in 0...1.
    public var done: Double

    /// Describes a save.
    public init(path: String, done: Double) {
      self.path = path
      self.done = done
    }
  }

  /// A message for the person, such as why a command could not be done.
  public struct Notice: Hashable, Sendable {
    /// Counts up by one with each notice.
    public var serial: Int
    /// Whether something went wrong.
    public var isError: Bool
    /// One line.
    ///
    /// May hold untrusted text.
    public var text: String
    /// The file that was not written because one of this name is there, and that can be replaced.
    ///
    /// Untrusted text.
    public var replaceable: String?
    /// What is wrong with the expression that was given, where that is what the notice is about.
    public var refused: ExpressionError?

    /// Makes a notice.
    public init(serial: Int, isError: Bool, text: String, replaceable: String? = nil) {
      self.serial = serial
      self.isError = isError
      self.text = text
      self.replaceable = replaceable
    }
  }

  /// The problem.
  ///
  /// May hold untrusted text.
  public var problem = ""
  /// What there is to see in a search that has not begun; empty where nothing is said of it.
  ///
  /// Untrusted text.
  public var story = ""
  /// The preset's name.
  public var preset = ""
  /// How much of what the preset is named after is there, as in `stand-in: writers`; empty where nobody said.
  ///
  /// May be untrusted text.
  public var label = ""
  /// The program that searches, where it is another one.
  ///
  /// Untrusted text.
  public var engine: String?
  /// The seed; nil where it is not known.
  public var seed: UInt64?
  /// What the search is doing.
  public var activity = Activity.paused
  /// Simulations completed; 0 where that is not known.
  public var iterations = 0
  /// Whether it is known how many simulations were completed.
  public var areIterationsKnown = true
  /// Nodes in the tree.
  public var nodes = 1
  /// The deepest node.
  public var depth = 0
  /// The open nodes that a simulation is chosen from; nil where it walks down from the root.
  public var openNodes: Int?
  /// The best of them, the one that is taken next first: a few.
  public var bestOpenNodes: [NodeID] = []
  /// Bytes of the tree's hot storage.
  public var bytes = 0
  /// Seconds that the search has run, pauses left out.
  public var seconds = 0.0
  /// The phase that comes next.
  public var phase = SearchPhase.select
  /// Simulations that can be taken back.
  public var undoDepth = 0
  /// The pace in simulations a second; nil is as fast as it goes.
  public var pace: Double?
  /// The selection rule's name.
  public var rule = ""
  /// The selection rule's formula.
  public var formula = ""
  /// What the formula does not say of itself, in sentences: ends, newborns, ties.
  public var selectionRules: [String] = []
  /// What the value is called that an evaluator gave a node.
  public var evaluationName = "reward"
  /// The names of the score's terms.
  public var termNames: [String] = []
  /// The parameters that can be set, the exploration constant first.
  public var parameters: [NamedNumber] = []
  /// Whether the tree keeps priors.
  public var hasPriors = false
  /// What the number on an edge is.
  public var edge = Statistic.prior
  /// What the search keeps of every node beside visits and values.
  public var statistics: [Statistic] = []
  /// How well the parts of the reward tell good steps from bad ones so far, where the truth is known.
  public var partDiscriminations: [PartDiscrimination] = []
  /// What the reader should not overlook.
  public var alarms: [Alarm] = []
  /// What in a recording contradicts itself.
  public var findings: [TreeFinding] = []
  /// What language models did so far; nil in searches that use none.
  public var modelUse: ModelUse?
  /// The servers that are asked for what models say; empty where they run in the program.
  public var servers: [ModelServer] = []
  /// What Q means.
  public var valueMeaning = ""
  /// What a visit is.
  public var visitsCount = VisitCount.simulations
  /// The lowest and highest value a node can have, if they are known.
  public var valueRange: ClosedRange<Double>?
  /// The labels of the best line.
  ///
  /// Untrusted text.
  public var bestLine: [String] = []
  /// The value of the best action.
  public var bestValue: Double?
  /// The answer as of now; nil before there is a tree.
  public var answer: SearchAnswer?
  /// Whether the best line had to go by the highest Q somewhere, as visits are not known there.
  public var bestLineGoesByValue = false
  /// The node that the search went on from; what lies outside of its subtree stays as it was.
  public var root = NodeID.root
  /// The nodes above it, the true root first.
  public var rootAncestors: [NodeID] = []
  /// The labels from the true root to that node.
  ///
  /// Untrusted text.
  public var rootPath: [String] = []
  /// What a reader should know of the file beside its faults: what was read as unknown or passed over.
  public var remarks: [String] = []
  /// All branches, the main line first.
  public var branches: [Branch] = []
  /// The branch that is shown.
  public var branch = 0
  /// The newest edits, branches and stops of the branch that is shown, oldest first.
  public var events: [Event] = []
  /// The newest notice.
  public var notice: Notice?
  /// Why commands cannot be carried out, for every kind that is refused.
  public var disabledReasons: [SearchCommand.Kind: String] = [:]
  /// What the source can do, as ``TreeSource/abilities`` says it.
  public var abilities = SourceAbilities()
  /// Where among the events this is, if moments are counted in events (``SourceAbilities/clock``).
  public var timeline: Timeline?
  /// The marks, in the order of their events.
  public var marks: [Mark] = []
  /// The breakpoints, in the order of their numbers.
  public var breakpoints: [Breakpoint] = []
  /// The breakpoint that stopped the search; nil once it goes on.
  public var breakpointHit: BreakpointHit?
  /// The newest lines of the log, oldest first.
  public var log: [LogLine] = []
  /// The lines that the log ever had.
  public var logCount = 0
  /// The file that the search is being recorded to.
  ///
  /// Untrusted text.
  public var recording: String?
  /// The save that is under way.
  public var save: Save?
  /// How many saves came to their end well.
  public var savedCount = 0
  /// Whether notes and marks are kept as soon as they are written, and are there again when the same is opened.
  public var keepsNotes = false

  /// Makes the summary of a search that has not begun.
  public init() {}

  /// What the search is called: its problem, or else the program that searches; empty where neither is
  /// known.
  ///
  /// May hold untrusted text.
  public var title: String { problem.isEmpty ? engine ?? "" : problem }
}
