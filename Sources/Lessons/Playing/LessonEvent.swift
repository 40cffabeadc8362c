public import SearchTrees

/// Something that can be answered by a letter.
public struct LetteredNode: Hashable, Sendable {
  /// a to f; nil for nodes beyond, which are named or pointed at.
  public var letter: Character?
  /// The node.
  public var node: NodeID
  /// The action that leads there; untrusted text.
  public var label: String
}

/// A question that waits for an answer, or a task that is under way.
public struct OpenQuestion: Hashable, Sendable {
  /// The question as its author wrote it.
  public var question: Question
  /// Which one of the lesson it is, from 1.
  public var number: Int
  /// How many the lesson has.
  public var total: Int
  /// The prompt, a paragraph each; untrusted text.
  public var prompt: [String]
  /// The options of a choice, the first one `a`, each with its place in the file; untrusted text.
  public var options: [Option] = []
  /// The nodes that can be answered by a letter.
  public var nodes: [LetteredNode] = []
  /// All hints; untrusted text.
  var hints: [String]
  /// How many were shown.
  public internal(set) var hintsShown = 0
  /// How many answers were given.
  public internal(set) var tries = 0
  /// How many may be.
  public var mostTries: Int
  /// What was answered, newest last, each with what was said to it; untrusted text.
  public internal(set) var wrong: [Wrong] = []
  /// Whether it was answered earlier, so that nothing more is to be had.
  public var isRepeated = false
  /// Of a task how many simulations are left; nil where nothing is counted.
  public internal(set) var simulationsLeft: Int?

  /// The letters that answer it: those of the options or nodes, a for yes and b for no; none for a number.
  public var letters: [Character] {
    switch question.kind {
    case .choice: options.map(\.letter)
    case .node: nodes.compactMap(\.letter)
    case .yesno: ["a", "b"]
    case .number, .task: []
    }
  }

  /// An option of a choice.
  public struct Option: Hashable, Sendable {
    /// a to f.
    public var letter: Character
    /// What it says; untrusted text.
    public var text: String
    /// Whether it is the right one.
    public var isRight: Bool
  }

  /// A wrong answer.
  public struct Wrong: Hashable, Sendable {
    /// Untrusted text.
    public var given: String
    /// What is said to it; nil where the cause is not known.
    public var reason: String?
  }

  /// The hints that were shown; untrusted text.
  public var shownHints: [String] { Array(hints.prefix(hintsShown)) }
  /// How many hints there are.
  public var hintCount: Int { hints.count }
  /// What a right answer is worth now.
  public var worth: Double {
    isRepeated ? 0 : question.points * (tries > 0 || hintsShown > 0 ? 0.5 : 1)
  }
}

/// How a question ended.
public struct QuestionOutcome: Hashable, Sendable {
  /// The question as it was at the end.
  public var open: OpenQuestion
  /// What was answered last; nil where the answer was asked for.
  ///
  /// Untrusted text.
  public var given: String?
  /// Whether that was right.
  public var isRight: Bool
  /// What it was worth.
  public var points: Double
  /// What is said to the last wrong answer; untrusted text.
  public var reason: String?
  /// The right answer in words; untrusted text.
  public var answer: String
  /// The explanation, a paragraph each; untrusted text.
  public var why: [String]
  /// The node that was asked for.
  public var node: NodeID?
}

/// An answer as it is kept.
public struct LessonAnswer: Hashable, Sendable {
  /// The step, from 1.
  public var step: Int
  /// The question of the step, from 1.
  public var question: Int
  /// What was asked for.
  public var kind: String
  /// What was answered; empty where the answer was asked for.
  ///
  /// Untrusted text.
  public var given: String
  /// Whether it was right.
  public var isRight: Bool
  /// Which answer to the question it is, from 1.
  public var attempt: Int
  /// How many hints were shown before.
  public var hints: Int
  /// What it was worth; nil where the question may be answered again.
  public var points: Double?
  /// Seconds from the question to the answer.
  public var seconds: Double

  /// Describes an answer.
  public init(
    step: Int, question: Int, kind: String, given: String, isRight: Bool, attempt: Int, hints: Int,
    points: Double?, seconds: Double
  ) {
    self.step = step
    self.question = question
    self.kind = kind
    self.given = given
    self.isRight = isRight
    self.attempt = attempt
    self.hints = hints
    self.points = points
    self.seconds = seconds
  }
}

/// What happened in a lesson, in order, for those who tell it line by line.
public enum LessonEvent: Hashable, Sendable {
  /// A step begins: its place from 0.
  case step(Int)
  /// Words for the student, a paragraph each; untrusted text.
  case words([String])
  /// Lines as they stand; untrusted text.
  case figure([String])
  /// The search moved or changed.
  case moved
  /// Something is pointed at until the end of the step; in words, untrusted text.
  case pointed(String)
  /// The student is asked to go on; what will happen then.
  case pause(String)
  /// A question or task begins.
  case asked(OpenQuestion)
  /// A hint; untrusted text.
  case hint(String)
  /// A wrong answer, after which another one may be given.
  case wrong(OpenQuestion.Wrong)
  /// A question ended.
  case settled(QuestionOutcome)
  /// Free play begins.
  case free(Set<TaskKey>?)
  /// Something that must be said, such as why a command is refused; untrusted text.
  case note(String)
  /// The lesson is over.
  case over
  /// The lesson cannot go on.
  case failed(LessonFault)
}
