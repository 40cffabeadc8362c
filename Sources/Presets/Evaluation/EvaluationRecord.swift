import Environments
import Groundwork
import SearchTrees
public import TreeSearch

/// One line of a file of results: its settings, or what became of one problem under one entry.
///
/// JSON, in ASCII. The first line holds the settings; the others come in any order, each complete in
/// itself, so that a file that ends in the middle of one can be gone on with.
public enum EvaluationRecord: Hashable, Sendable {
  /// The first line.
  case settings(EvaluationSettings)
  /// A run: the name of the entry, the number of the problem from 0 and its name, and what became of it.
  case run(entry: String, position: Int, problem: String, EvaluatedRun)

  /// The version of the format; in files of the first one some rows have other names.
  static let version = 2

  /// Reads a line.
  ///
  /// - Parameters:
  ///   - source: the file, for errors.
  ///   - number: the line's number, from 1.
  public init(reading line: String, source: String, number: Int) throws(ProblemError) {
    do {
      self = try Self.record(EvaluationValue(reading: line))
    } catch {
      throw ProblemError(source: source, line: number, column: error.column, reason: error.reason)
    }
  }

  /// The line, without its end.
  public var line: String {
    switch self {
    case .settings(let settings):
      JSONValue([
        ("treetop_evaluation", .integer(Self.version)),
        ("settings", JSONValue(settings.items.map { ($0.name, .string($0.value)) })),
      ]).text()
    case .run(let entry, let position, let problem, let run):
      JSONValue(
        [("entry", .string(entry)), ("at", .integer(position)), ("problem", .string(problem))]
          + run.members
      ).text()
    }
  }

  private static func record(
    _ value: EvaluationValue
  ) throws(JSONError) -> EvaluationRecord {
    if let version = value["treetop_evaluation"] {
      guard let number = version.number, [1, Double(Self.version)].contains(number) else {
        throw value.invalid("this treetop reads versions 1 and \(Self.version) of the format only")
      }
      let members = try value.required("settings").members
      let items = members.map { EvaluationSettings.Item($0.key, $0.value.text ?? "") }
      var settings = EvaluationSettings(items)
      settings.isFormer = number < Double(Self.version)
      return .settings(settings)
    }
    return .run(
      entry: try value.text("entry"), position: try value.count("at"),
      problem: try value.text("problem"), try EvaluatedRun(value))
  }
}

extension EvaluatedRun {
  /// The members of the run's line, in their order.
  fileprivate var members: [(String, JSONValue)] {
    [
      ("found", .optional(found)), ("chosen", .bool(chosen)),
      ("plan", .array(plan.map { .string($0) })), ("fault", .optional(planFault)),
      ("iterations", .integer(iterations)), ("nodes", .integer(nodes)),
      ("calls", .optional(calls)), ("seconds", .number(seconds)),
      ("settled_at", .optional(settledAt)),
      ("models", modelUse.map(Self.members) ?? .null),
      ("rewards", .array(steps.map { .single($0.reward) })),
      ("progress", .array(steps.map { .integer($0.progress) })),
    ] + (rank.map { [("rank", .integer($0))] } ?? [])
  }

  private static func members(_ use: ModelUse) -> JSONValue {
    [
      "calls": .integer(use.calls), "tokens": .integer(use.tokens),
      "seconds": .number(use.seconds), "accepted": .integer(use.accepted),
      "rejected": .integer(use.rejected), "generations": .integer(use.generations),
      "disagreements": .integer(use.disagreements),
    ]
  }

  fileprivate init(_ value: EvaluationValue) throws(JSONError) {
    self.init()
    found = try value.optionalCount("found")
    guard let isChosen = try value.required("chosen").truth else {
      throw value.invalid("expected chosen: true or false")
    }
    chosen = isChosen
    plan = try value.required("plan").elements.map { $0.text ?? "" }
    planFault = (value["fault"] ?? value["objection"])?.text
    rank = value["rank"] == nil ? nil : try value.optionalCount("rank")
    iterations = try value.count("iterations")
    nodes = try value.count("nodes")
    // Files of before calls were counted do not have it.
    calls = value["calls"] == nil ? nil : try value.optionalCount("calls")
    seconds = try value.number("seconds")
    settledAt = try value.optionalCount("settled_at")
    if let models = value["models"], !models.isNull {
      var use = ModelUse()
      use.calls = try models.count("calls")
      use.tokens = try models.count("tokens")
      use.seconds = try models.number("seconds")
      use.accepted = try models.count("accepted")
      use.rejected = try models.count("rejected")
      use.generations = try models.count("generations")
      use.disagreements = try models.count("disagreements")
      modelUse = use
    }
    let rewards = try value.required("rewards").elements
    let progress = try value.required("progress").elements
    guard rewards.count == progress.count else {
      throw value.invalid("expected as many rewards as there are numbers of progress")
    }
    for (reward, change) in zip(rewards, progress) {
      guard let reward = reward.number, let change = change.number.flatMap({ Int(exactly: $0) })
      else { throw value.invalid("expected rewards and progress to hold numbers") }
      steps.append(ScoredStep(reward: Float(reward), progress: change))
    }
  }
}
