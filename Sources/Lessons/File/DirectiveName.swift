/// The directives of a lesson, each in one place: what it takes, and where it may stand.
public enum DirectiveName: String, Hashable, Sendable, CaseIterable {
  case lesson, minutes, about, after, objective, vary
  case search, open, run, to, until, phase, back, restart
  case ban, allow, pin, prior, visits, set, branch
  case goBack = "return"
  case view, page, cursor, unfold, fold, sort, mark, hide, show
  case remember = "let"
  case expect, verify, tally
  case ask, untied, answer, within, then, miss, hint, why, points
  case task = "do"
  case goal, keys, budget, solution
  case free, say

  /// Where a directive may stand.
  public enum Place: Hashable, Sendable {
    /// Before the first step.
    case header
    /// In a step.
    case step
    /// Behind a question or a task.
    case question
    /// Behind a task.
    case task
  }

  /// Where it may stand.
  public var place: Place {
    switch self {
    case .lesson, .minutes, .about, .after, .objective, .vary: .header
    case .untied, .answer, .within, .then, .miss, .hint, .why, .points: .question
    case .goal, .keys, .budget, .solution: .task
    default: .step
    }
  }

  /// What stands behind it.
  public var takes: String {
    switch self {
    case .lesson: "ID: a-z 0-9 -"
    case .minutes: "N"
    case .about: "TEXT"
    case .after: "ID, ID"
    case .objective: "TEXT :: TITLE OF THE STEP THAT SHOWS IT"
    case .vary: "seed A..B [except S, S]"
    case .search: "PROBLEM and options of treetop search, --blind"
    case .open: "FILE [at ITERATION or MARK]"
    case .run: "N [at P]"
    case .to: "ITERATION"
    case .until: "CONDITION, best changes or stops [max M]"
    case .phase, .back: "N"
    case .restart, .branch, .goBack, .untied, .say: "nothing"
    case .ban, .allow, .cursor, .unfold, .fold: "PATH"
    case .pin, .prior: "PATH X"
    case .visits: "PATH N"
    case .set: "c X"
    case .view: "tree or steps"
    case .page: Concealable.pages.map(\.rawValue).joined(separator: ", ")
    case .sort: "N, Q, U, P or score"
    case .mark: "PATH ..., column C, term T"
    case .hide: Concealable.allCases.map(\.rawValue).joined(separator: " ")
    case .show: "what :hide takes; alone: all"
    case .remember: "NAME = EXPRESSION"
    case .expect, .goal: "CONDITION"
    case .verify: "SEARCH | MOTION; MOTION | CONDITION"
    case .tally: "A..B SEARCH | MOTION | CONDITION | COUNT"
    case .ask: "node, number, choice or yesno, and the question"
    case .answer: "EXPRESSION"
    case .within: "X or X%"
    case .then, .solution: "a motion or an edit, as in run 1"
    case .miss: "EXPRESSION -- TEXT"
    case .hint, .why: "TEXT"
    case .points: "N"
    case .task: "TEXT"
    case .keys: TaskKey.allCases.map(\.rawValue).joined(separator: " ")
    case .budget: "N"
    case .free: "[\(TaskKey.allCases.map(\.rawValue).joined(separator: " "))] [TEXT]"
    }
  }
}
