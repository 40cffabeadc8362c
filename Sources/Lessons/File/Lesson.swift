/// A lesson: steps that are played from top to bottom on a search that moves along.
public struct Lesson: Hashable, Sendable {
  /// What the file calls itself: a-z 0-9 -.
  public internal(set) var id = ""
  /// The title.
  ///
  /// Untrusted text.
  public internal(set) var title = ""
  /// About how long it takes.
  public internal(set) var minutes = 0
  /// What it is about, for the list; untrusted text.
  public internal(set) var about = ""
  /// The lessons whose matter should be known.
  public internal(set) var after: [String] = []
  /// What can be done after it that could not be done before.
  public internal(set) var objective: Objective?
  /// The seeds of an exam.
  public internal(set) var seeds: SeedRange?
  /// The trees that it holds.
  public internal(set) var trees: [NamedTree] = []
  /// The steps.
  public internal(set) var steps: [Step] = []

  /// What a lesson is for.
  public struct Objective: Hashable, Sendable {
    /// What can be done after it; untrusted text.
    public var text: String
    /// The title of the step whose question shows it; nil where none is named.
    public var step: String?
    /// Where it stands.
    public var line: Int
  }

  /// The seeds of which each student has one.
  public struct SeedRange: Hashable, Sendable {
    /// The seeds, lowest first.
    public var seeds: [UInt64]
    /// The first and the last one as they are written.
    public var bounds: ClosedRange<UInt64>
    /// Where they stand.
    public var line: Int
  }

  /// A tree in the lesson itself, as JSON.
  public struct NamedTree: Hashable, Sendable {
    /// What `tree:NAME` calls it.
    public var name: String
    /// The JSON text.
    public var json: String
    /// The line on which that begins.
    public var line: Int
  }

  /// A step: a title and what happens below it.
  public struct Step: Hashable, Sendable {
    /// The title; untrusted text.
    public var title: String
    /// Where it stands.
    public var line: Int
    /// What happens, in order.
    public var items: [Item] = []

    /// The questions and tasks.
    public var questions: [Question] {
      items.compactMap { if case .question(let question) = $0 { question } else { nil } }
    }
  }

  /// Something that happens in a step.
  public enum Item: Hashable, Sendable {
    /// Words for the student.
    case text(LessonText)
    /// Lines that are shown as they stand; untrusted text.
    case figure([String], line: Int)
    /// Something that is done.
    case directive(Directive)
    /// A question, or a task.
    case question(Question)
    /// The student may do what comes to mind; nil is everything.
    case free(keys: Set<TaskKey>?, LessonText, line: Int)
  }

  /// Whether a search goes by the seed that a student has.
  var usesSeed: Bool {
    steps.flatMap(\.items).contains { item in
      guard case .directive(let directive) = item, case .search(let words) = directive.action else {
        return false
      }
      return words.contains("{seed}")
    }
  }

  /// The questions and tasks.
  public var questions: [Question] { steps.flatMap(\.questions) }

  /// What all of them are worth.
  public var points: Double { questions.reduce(0) { $0 + $1.points } }
}

/// Something that is done: to the search, to the screen, or as a check.
public struct Directive: Hashable, Sendable {
  /// Where it stands.
  public var line: Int
  /// How it is written, without the colon; untrusted text.
  public var text: String
  /// What is done.
  public var action: Action

  /// What can be done.
  public enum Action: Hashable, Sendable {
    /// A new search, paused at 0.
    case search(words: String)
    /// A recording, at an iteration or a mark.
    case open(file: String, at: String?)
    /// The search moves or is edited.
    case motion(Motion)
    /// What is on the screen changes.
    case view(ViewChange)
    /// Something is concealed.
    case hide([Concealable])
    /// Something is shown again; nil is all.
    case show([Concealable]?)
    /// A number or node is remembered.
    case remember(name: String, LessonExpression)
    /// Something must be so.
    case expect(LessonExpression)
    /// Something must be so of another search.
    case verify(search: String, [Directive], LessonExpression)
    /// Something must be so for a number of seeds.
    case tally(
      seeds: ClosedRange<UInt64>, search: String, [Directive], LessonExpression, count: Int)
  }

  /// Whether the search moves or changes, which a student must not miss while reading.
  public var movesSearch: Bool {
    switch action {
    case .search, .open, .motion: true
    case .view, .hide, .show, .remember, .expect, .verify, .tally: false
    }
  }
}

/// How a search moves on or back, or what is changed in it.
public enum Motion: Hashable, Sendable {
  case run(Int, pace: Double?)
  case to(Int)
  case until(Goal, most: Int)
  case phase(Int)
  case back(Int)
  case restart
  case ban(LessonExpression)
  case allow(LessonExpression)
  case pin(LessonExpression, LessonExpression)
  case prior(LessonExpression, LessonExpression)
  case visits(LessonExpression, Int)
  case set(String, LessonExpression)
  case branch
  case goBack

  /// What a run waits for.
  public enum Goal: Hashable, Sendable {
    case condition(LessonExpression)
    /// Another child of the root has the most visits.
    case bestChanges
    /// The search ends by itself.
    case stops
  }

  /// How many simulations a run until something takes at most, unless it says so.
  public static let usualMost = 20_000

  /// What a student must be allowed to do it.
  public var key: TaskKey {
    switch self {
    case .run, .to, .phase: .run
    case .back, .restart: .back
    case .until: .until
    case .ban, .allow: .ban
    case .pin: .pin
    case .prior: .prior
    case .visits: .visits
    case .set: .set
    case .branch, .goBack: .branch
    }
  }
}

/// What a task can allow.
public enum TaskKey: String, Hashable, Sendable, CaseIterable {
  case run
  case back
  case ban
  case pin
  case prior
  case visits
  case set
  case until
  case branch
}

/// What can be concealed while a question is open.
public enum Concealable: String, Hashable, Sendable, CaseIterable {
  case visits = "N"
  case prior = "P"
  case value = "Q"
  case bonus = "U"
  case score
  case depth
  case stats
  case rationale
  case tokens
  case selection
  case state
  case history

  /// Reads a name, in small or capital letters.
  init?(named name: String) {
    guard
      let part = Concealable.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() }
      )
    else { return nil }
    self = part
  }

  /// The columns of the tree among them.
  public static let columns: [Concealable] = [.visits, .value, .prior, .bonus, .score]

  /// The pages of the inspector among them.
  public static let pages: [Concealable] = [
    .stats, .rationale, .tokens, .selection, .state, .history,
  ]
}

/// What changes on the screen.
public enum ViewChange: Hashable, Sendable {
  /// The tree, or one simulation phase by phase.
  case view(isSteps: Bool)
  case page(Concealable)
  case cursor(LessonExpression)
  case unfold(LessonExpression)
  case fold(LessonExpression)
  case sort(Concealable)
  case mark([Marked])

  /// What is pointed at.
  public enum Marked: Hashable, Sendable {
    case node(LessonExpression)
    case column(Concealable)
    /// By its name in the search.
    case term(String)
  }
}

/// A question, or a task for the student.
public struct Question: Hashable, Sendable {
  /// What is asked for.
  public enum Kind: String, Hashable, Sendable {
    case node
    case number
    case choice
    case yesno
    /// The search is to be brought to a goal.
    case task = "do"
  }

  /// How far a number may be from the right one.
  public enum Tolerance: Hashable, Sendable {
    case absolute(Double)
    /// In 0...1 of the right one.
    case relative(Double)
  }

  /// An option of a choice.
  public struct Option: Hashable, Sendable {
    /// Where it stands.
    public var line: Int
    /// Whether it is marked as the right one.
    public var isRight: Bool
    /// What it says.
    public var text: LessonText
    /// What must be so if it is right, and not so otherwise.
    public var condition: LessonExpression?
  }

  /// A wrong answer and what to say.
  public struct Miss: Hashable, Sendable {
    /// Where it stands.
    public var line: Int
    /// The wrong answer.
    public var answer: LessonExpression
    /// What is said to it.
    public var text: LessonText
  }

  /// Where it stands.
  public var line: Int
  /// What is asked for.
  public var kind: Kind
  /// The question.
  public var prompt: LessonText
  /// What can be shown before an answer, one by one.
  public var hints: [LessonText] = []
  /// What is said at the end, whatever was answered.
  public var why: LessonText?
  /// What it is worth, above 0.
  public var points = 1.0
  /// Whether that was said.
  var hasPoints = false
  /// What happens once the answer is given.
  public var then: [Directive] = []

  /// The right answer of a node, number or yesno.
  public var answer: LessonExpression?
  /// How far a number may be from it.
  public var tolerance: Tolerance?
  /// Wrong answers.
  public var misses: [Miss] = []
  /// The options of a choice.
  public var options: [Option] = []
  /// Whether no option can be tied to the search.
  public var isUntied = false

  /// What must be so at the end of a task.
  public var goal: LessonExpression?
  /// What the student may do; nil is everything.
  public var keys: Set<TaskKey>?
  /// How many simulations there are for it, and where that stands.
  public var budget: Budget?
  /// What reaches the goal.
  public var solution: [Directive] = []

  /// What was said of it and could not be read, so that nothing is said of what it lacks of that.
  var unread: Set<DirectiveName> = []

  /// How many simulations there are for a task.
  public struct Budget: Hashable, Sendable {
    /// How many.
    public var simulations: Int
    /// Where that stands.
    public var line: Int
  }
}
