import Environments
import Journals
import Lessons
import Presets
import Sessions
import TreeSearch

/// Stages for tests: the arguments of a search are read by a few lines here.
enum Stages {
  /// Returns a stage that knows a problem, `--seed`, `--preset`, and any option of a preset.
  static func stage() -> StagedSearch {
    StagedSearch(
      StagedSearch.Sources(
        makeRequest: { words, kinds throws(StageError) in try request(words, kinds) },
        openRecording: { file throws(StageError) in
          guard let recording = Course.recording(named: file) else {
            throw StageError("there is no recording \(file)")
          }
          return JournalBytes(recording.text)
        }, folder: ""))
  }

  private static func request(
    _ words: [String], _ kinds: [ProblemKind]
  ) throws(StageError) -> SearchRequest {
    var rest = words[...]
    var preset = Preset.uct
    var seed: UInt64 = 0
    var given: [GivenOption] = []
    var problem = ""
    while let word = rest.popFirst() {
      switch word {
      case "--seed": seed = rest.popFirst().flatMap { UInt64($0) } ?? 0
      case "--preset": preset = rest.popFirst().flatMap { Preset.named($0) } ?? .uct
      case "--solve": given.append(GivenOption("solve", "on", spelling: word))
      case _ where word.hasPrefix("--"):
        given.append(
          GivenOption(String(word.dropFirst(2)), rest.popFirst() ?? "", spelling: word))
      default: problem = word
      }
    }
    do {
      var plan = SearchPlan(try Problem.named(problem, among: kinds), preset)
      plan.seed = seed
      try plan.set(given)
      return SearchRequest(exploring: plan)
    } catch let error as ProblemError {
      throw StageError(error.reason)
    } catch let error as OptionError {
      throw StageError(error.reason)
    } catch {
      throw StageError("\(error)")
    }
  }

  /// Checks the text of a lesson.
  static func check(_ text: String) -> LessonCheck.Report {
    LessonCheck(now: { 0 }) { stage() }.report(LessonParser.parse(text))
  }

  /// What is wrong with a lesson, as `line: severity: message`.
  static func faults(_ text: String) -> [String] {
    check(text).faults.map { "\($0.line): \($0.severity.rawValue): \($0.message)" }
  }

  /// A lesson whose first step begins in line 5, its body in line 6.
  static func lesson(_ body: String) -> String {
    """
    # A title
    :lesson test
    :minutes 1
    :about Tests
    ## A step
    \(body)
    """
  }
}
