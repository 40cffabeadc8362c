public import Environments
import Groundwork
public import TreeSearch

/// A kind of search, named, with all that is to be said of it and all that can be set in it.
///
/// One value in one file: to add one, write it and put it into ``all``. The command line, its help and
/// its completion, recordings, evaluations and `treetop presets` follow.
public struct Preset: Sendable {
  /// The name on the command line and in recordings, as in `sc-mcts`.
  public var name: String
  /// Names that recordings of older versions have for it.
  public var formerNames: [String] = []
  /// What it is, in one line.
  public var title: String
  /// The publication that it is named after.
  public var source: String
  /// The presets beside which it is listed.
  public var group: Group
  /// How much of what it is named after is there.
  public var label: Label
  /// Whether what the label says is true of problems that are of a type of environment; of others it is
  /// genuine.
  public var isLabelled: @Sendable (any Environment.Type) -> Bool = { _ in true }
  /// What it is for, in a sentence, and a command that shows it; nil where nobody said.
  public var point: Point?
  /// Where it departs from what it is named after.
  public var departures: [Departure] = []
  /// When a node gets children, unless the person says otherwise, and how a leaf is evaluated.
  public var growth: String
  /// What the selection rule does not say of itself, in sentences.
  public var selectionRules: [String]
  /// The selection rule, with the constants that it has where a problem's values lie in 0...1.
  public var selection: any SelectionPolicy
  /// How the answer is chosen, unless the person says otherwise; nil for what suits the problem.
  public var answer: AnswerRule?
  /// What of the truth is in the values that it searches by, where that is more than the reward of an end.
  public var truthInValues: String?
  /// Whether values are for the player who moves at the root, of games too.
  public var valuesAreForRoot = false
  /// Whether a simulation may make any number of calls, as ``CallTally`` counts them.
  public var asksAnyNumber = false
  /// What can be set, in the order in which it is listed and recorded.
  public var options: [PresetOption]
  /// The problem that is searched where none is named, as it is written on the command line.
  public var firstProblem: String
  /// Whether it takes problems that are of a type of environment.
  public var takes: @Sendable (any Environment.Type) -> Bool = { _ in true }
  /// Why a plan of a problem that it takes cannot be carried out, if it cannot.
  public var validationError: @Sendable (SearchPlan) -> String? = { _ in nil }
  /// What a search whose steps have rewards of their own is made of, unless the person says otherwise;
  /// nil where leaves are evaluated instead.
  public var stepRewards: StepRewardSettings?
  /// Begins the search of a plan on the calling thread.
  ///
  /// The plan has no ``SearchPlan/validationError``.
  public var makeSession: @Sendable (SearchPlan, SessionOptions) -> any SearchSession

  /// Describes a preset.
  public init(
    _ name: String, title: String, source: String, group: Group, label: Label, growth: String,
    selectionRules: [String], selection: any SelectionPolicy, options: [PresetOption],
    firstProblem: String,
    makeSession: @escaping @Sendable (SearchPlan, SessionOptions) -> any SearchSession
  ) {
    self.name = name
    self.title = title
    self.source = source
    self.group = group
    self.label = label
    self.growth = growth
    self.selectionRules = selectionRules
    self.selection = selection
    self.options = options
    self.firstProblem = firstProblem
    self.makeSession = makeSession
  }

  /// The selection rule in plain text.
  public var formula: String { selection.formula }

  /// The kinds of problems that it takes.
  public var problems: [ProblemKind] { ProblemKind.all.filter { takes($0.environment) } }

  /// Returns the option that the command line calls so; nil where there is none.
  public func option(named name: String) -> PresetOption? { options.first { $0.name == name } }
}

extension Preset {
  /// The presets, in the order in which they are listed.
  public static let all: [Preset] = [
    .uct, .puct, .ucb1Tuned, .regularisedPolicy, .gumbel, .contrastive, .contrastivePaper,
    .contrastiveCode, .rap, .adaptiveBranching, .mixedBranching, .refinement,
    .refinementCode, .refinementZero, .introspection, .introspectionCode, .agents, .rewardBalance,
    .beam, .bestFirst, .greedy, .repeated, .randomWalk,
  ]

  /// Returns the preset that the command line calls so; nil where there is none.
  public static func named(_ name: String) -> Preset? { all.first { $0.name == name } }

  /// Says that there is no preset of a name, which was most likely meant, and which there are.
  public static func unknown(_ name: String, among presets: [Preset] = all) -> String {
    let names = presets.map(\.name)
    let hint = EditDistance.nearest(to: name, among: names).map { "did you mean \($0)? " } ?? ""
    return "there is no preset \"\(name)\"; \(hint)known are \(names.joined(separator: ", "))"
  }
}

extension Preset {
  /// Presets that are listed together.
  public struct Group: Hashable, Sendable {
    /// What they have in common, in a few words.
    public var title: String

    /// Names a group.
    public init(_ title: String) { self.title = title }
  }

  /// How much of what a preset is named after is there.
  public enum Label: Hashable, Sendable {
    /// The rule as it was published, on problems in which nothing is pretended.
    case genuine
    /// The rule is that of the source; what is named stands in for a part of it.
    case standIn(String)
    /// The source leaves something open; what is named is this program's choice.
    case reading(String)

    /// The label as screens and recordings have it, as in `stand-in: rewards drawn at random`.
    public var words: String {
      switch self {
      case .genuine: "genuine"
      case .standIn(let what): "stand-in: " + what
      case .reading(let what): "reading: " + what
      }
    }
  }

  /// What a preset is for.
  public struct Point: Hashable, Sendable {
    /// One sentence.
    public var words: String
    /// The arguments of `treetop` that show it.
    public var command: String

    /// States it.
    public init(_ words: String, shownBy command: String) {
      self.words = words
      self.command = command
    }
  }

  /// A place where a preset departs from what it is named after.
  public struct Departure: Hashable, Sendable {
    /// What is otherwise.
    public var what: String
    /// Why.
    public var reason: String

    /// Describes a departure.
    public init(_ what: String, because reason: String) {
      self.what = what
      self.reason = reason
    }
  }
}

extension Preset: Hashable {
  /// Returns whether two presets have one name.
  public static func == (one: Preset, other: Preset) -> Bool { one.name == other.name }

  /// Feeds the name into a hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension Preset: CustomStringConvertible {
  /// The name.
  public var description: String { name }
}
