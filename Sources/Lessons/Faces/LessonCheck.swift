import Groundwork

/// Plays a lesson without a student, and says what its author should know.
public struct LessonCheck {
  /// A question with the answer that follows from the search.
  public struct Answer: Hashable, Sendable {
    /// Where it is asked.
    public var line: Int
    /// What is asked for.
    public var kind: Question.Kind
    /// What is worked out; empty for a choice.
    public var expression: String
    /// The answer; untrusted text.
    public var answer: String
    /// How far a number may be from it.
    public var tolerance: Double?
    /// How often it can be answered.
    public var tries: Int
    /// What else there is to say, in a few words; untrusted text.
    public var remark: String
  }

  /// What a check comes to.
  public struct Report: Sendable {
    /// The lesson.
    public var lesson: Lesson
    /// What is wrong, in the order of the lines.
    public var faults: [LessonFault] = []
    /// The questions, in order.
    public var answers: [Answer] = []
    /// How long it took.
    public var seconds = 0.0
    /// The seeds for which something fails.
    public var failingSeeds: [UInt64] = []

    /// How many faults are errors.
    public var errorCount: Int { faults.count { $0.severity == .error } }
    /// How many are warnings.
    public var warningCount: Int { faults.count { $0.severity == .warning } }
  }

  /// Seconds of work that a student can be made to wait for.
  static let patientSeconds = 2.0
  /// Words that can be read before something is to be done.
  static let mostWords = 110
  /// Rows of a prompt and its options at 80x24.
  static let mostRows = 12

  let makeStage: () -> any LessonStage
  /// Seconds of work so far.
  let now: () -> Double

  /// Makes a check; `makeStage` makes a stage without a search, `now` says how many seconds of work were
  /// done so far.
  public init(now: @escaping () -> Double, makeStage: @escaping () -> any LessonStage) {
    self.now = now
    self.makeStage = makeStage
  }

  /// Checks a lesson, and all its seeds.
  public func report(_ outcome: LessonParser.Outcome) -> Report {
    let began = now()
    var report = Report(lesson: outcome.lesson)
    report.faults = outcome.faults
    let staticLines = Set(outcome.faults.map(\.line))
    let stage = makeStage()
    var badTrees = Set(
      outcome.lesson.trees.filter { $0.json.allSatisfy(\.isWhitespace) }.map(\.name))
    for tree in outcome.lesson.trees where !tree.json.allSatisfy(\.isWhitespace) {
      guard let error = stage.fault(in: tree) else { continue }
      badTrees.insert(tree.name)
      report.faults.append(
        LessonFault(tree.line + (error.tree?.line ?? 1) - 1, error.reason))
    }
    let seeds: [UInt64?] = outcome.lesson.seeds?.seeds.map { $0 } ?? [nil]
    for (place, seed) in seeds.enumerated() {
      var pass = CheckPass(
        check: self, lesson: outcome.lesson, seed: seed, ignoredLines: staticLines,
        badTrees: badTrees)
      pass.play()
      if place == 0 { report.answers = pass.answers }
      guard let seed else {
        report.faults += pass.faults
        continue
      }
      if pass.faults.contains(where: { $0.severity == .error }) {
        report.failingSeeds.append(seed)
      }
      for var fault in pass.faults {
        if fault.severity == .warning, place > 0 { continue }
        if fault.severity == .error { fault.message = "seed \(seed): \(fault.message)" }
        report.faults.append(fault)
      }
    }
    var seen: Set<LessonFault> = []
    report.faults = report.faults.enumerated()
      .sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
      .filter { seen.insert($0).inserted }
    report.seconds = now() - began
    return report
  }
}
