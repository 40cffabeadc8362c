import Groundwork
public import Journals
public import Presets
public import SearchTrees
public import TreeSearch

extension JournalHeader {
  /// Describes a search that is begun.
  public init(_ plan: SearchPlan, _ limits: SearchLimits) {
    var request = SliceRequest()
    request.wantsState = true
    var root = TreeSlice()
    plan.makeSession(undoBytes: 0).fill(&root, for: request)
    self.init(root.summary)
    problem = plan.recordedProblem
    algorithm = plan.preset.name
    label = plan.label.words
    seed = plan.seed
    parameters = plan.recordedParameters.map { parameter in
      switch parameter.value {
      case .number(let value): Member(parameter.name, .number(value))
      case .truth(let value): Member(parameter.name, .bool(value))
      case .text(let value): Member(parameter.name, .string(value))
      }
    }
    budget = limits.recorded
    servers = plan.servers
    rootText = root.detail.stateLine
    perspective = plan.recordedPerspective
  }
}

extension SearchPlan {
  /// Makes the plan of a search that treetop has recorded.
  ///
  /// - Throws: a `ProblemError` that says what is missing, or what is not known here.
  public init(_ header: JournalHeader) throws(ProblemError) {
    let name = header.problem ?? ""
    guard let problem = header.problem, let algorithm = header.algorithm, let seed = header.seed,
      header.engine == "treetop"
    else {
      throw ProblemError(
        source: name,
        reason: "this search was recorded by \"\(header.engine)\"; only one of treetop's, with "
          + "problem, algorithm and seed, can be run again")
    }
    var parameters: [(name: String, value: OptionValue)] = []
    for member in header.parameters {
      switch member.value {
      case .number(let value): parameters.append((member.key, .number(value)))
      case .bool(let value): parameters.append((member.key, .truth(value)))
      case .string(let value): parameters.append((member.key, .text(value)))
      case .null, .whole, .array, .object:
        throw ProblemError(
          source: name,
          reason: "the parameter \"\(member.key)\": expected a number, true, false "
            + "or a name")
      }
    }
    try self.init(problem: problem, algorithm: algorithm, seed: seed, parameters: parameters)
    guard !header.servers.isEmpty else { return }
    takeModels(recorded: header.servers)
    if let validationError { throw ProblemError(source: name, reason: validationError) }
  }
}

extension SearchRequest {
  /// Begins a recording of the search in a file, for saving it.
  public var saver:
    @Sendable (_ path: String, _ replaces: Bool) throws(SaveError) -> any SearchRecorder
  {
    let (plan, limits) = (plan, limits)
    return { path, replaces throws(SaveError) in
      do throws(JournalProblem) {
        return JournalRecorder(
          try JournalFile(saving: path, replaces: replaces), header: JournalHeader(plan, limits),
          calls: plan.calls)
      } catch {
        throw SaveError(
          reason: error.reason, canReplace: !replaces && JournalFile.isReplaceable(path))
      }
    }
  }
}
