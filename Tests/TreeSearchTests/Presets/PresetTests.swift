import Environments
import Groundwork
import Presets
import SearchTrees
import Testing
import TreeSearch

/// Presets and problems as values: what a stranger adds is one of them.
struct PresetTests {
  /// UCT by the name of a stranger, who adds an option that nobody else has.
  private static let bold: Preset = {
    let boldness = PresetOption(
      "boldness", help: "How much of the constant is kept.", valueName: "x",
      accepted: .numbers(0...1), usual: .number(0.5))
    var preset = Preset(
      "bold", title: "UCT with half its constant", source: "nobody", group: .rollouts,
      label: .reading("what boldness is"), growth: "as uct", selectionRules: [],
      selection: UCT(c: 1), options: [boldness] + Preset.uct.options,
      firstProblem: "tic-tac-toe",
      makeSession: { plan, options in
        guard case .number(let share)? = boldness.value(in: plan) else {
          preconditionFailure("a number is accepted")
        }
        return RolloutSearch(plan, order: .listed, widening: .all(atFirstVisit: true))
          .session(UCT(c: 2 * share), options)
      })
    preset.formerNames = ["brave"]
    return preset
  }()

  /// Takes one or two stones from a heap; whoever takes the last wins.
  private struct Stones: Environment {
    var heap: Int
    var name: String { "stones:\(heap)" }
    var players: Int { 2 }
    var valueRange: ClosedRange<Float>? { -1...1 }
    var initialState: Int { heap }
    func isTerminal(_ state: Int) -> Bool { state == 0 }
    func actionCount(in state: Int) -> Int { min(2, state) }
    func action(at index: Int, in state: Int) -> ActionCode { ActionCode(index + 1) }
    func apply(
      _ action: ActionCode, to state: inout Int, using random: inout RandomSource
    ) -> Transition {
      state -= Int(action)
      return Transition(reward: state == 0 ? 1 : 0, isTerminal: state == 0)
    }
    func label(of action: ActionCode, in state: Int) -> String { "take \(action)" }
    func line(for state: Int) -> String { "\(state) stones" }
    func picture(of state: Int) -> [String] { [line(for: state)] }

    static let kind = ProblemKind(
      "stones", forms: [.init("stones:N", "one or two of N stones")], examples: ["stones:4"],
      make: { text throws(ProblemError) in Stones(heap: Int(text ?? "") ?? 4) })
  }

  @Test func `a preset of a stranger searches, is set, is recorded and read again`() throws {
    var plan = SearchPlan(try Problem.named(Self.bold.firstProblem), Self.bold)
    try plan.set([GivenOption("boldness", "0.25", spelling: "--set boldness=0.25")])
    #expect(plan.validationError == nil && plan.label.words == "reading: what boldness is")
    #expect(plan.recordedParameters.first?.name == "boldness")
    for name in ["bold", "brave"] {
      let again = try SearchPlan(
        problem: plan.recordedProblem, algorithm: name, seed: 0,
        parameters: plan.recordedParameters, presets: [.uct, Self.bold])
      #expect(again.preset == Self.bold && again.values == ["boldness": .number(0.25)])
      let sessions = [plan, again].map { $0.makeSession(undoBytes: 0) }
      for session in sessions { session.run(200) }
      let marks = sessions.map { $0.report(.mostVisits).fingerprint }
      #expect(marks[0] == marks[1])
    }
  }

  @Test func `an option that a preset alone has is refused to others`() throws {
    var plan = SearchPlan(try Problem.named("tic-tac-toe"), .uct)
    plan.values["boldness"] = .number(1)
    #expect(plan.validationError?.contains("there is no option \"boldness\"") == true)
    plan.preset = Self.bold
    #expect(plan.validationError == nil)
    plan.values["boldness"] = .number(2)
    #expect(plan.validationError == "--boldness 2: accepted is a number from 0 to 1")
  }

  @Test func `a problem of a stranger is named and searched`() throws {
    let kinds = ProblemKind.all + [Stones.kind]
    let problem = try Problem.named("stones:4", among: kinds)
    #expect(problem.players == 2 && problem.name == "stones:4" && !problem.isFromFile)
    for preset in [Preset.uct, .puct] {
      let session = SearchPlan(problem, preset).makeSession(undoBytes: 0)
      session.run(500)
      // Three stones are lost for whoever has to take.
      #expect(session.report(.mostVisits).answer.path.first == "take 1")
    }
    #expect(
      SearchPlan(problem, .rap).validationError
        == "rap takes blocksworld, tree; stones:4 is none of them")
    let error = #expect(throws: ProblemError.self) { try Problem.named("stnes", among: kinds) }
    #expect(error?.reason.contains("did you mean stones?") == true)
  }

  @Test(arguments: Preset.all)
  func `a preset can be run on its first problem, and says what there is to say`(
    preset: Preset
  ) throws {
    let plan = SearchPlan(try Problem.named(preset.firstProblem), preset)
    #expect(plan.validationError == nil)
    #expect(preset.problems.contains { preset.firstProblem.hasPrefix($0.name) })
    #expect(!preset.title.isEmpty && !preset.source.isEmpty && !preset.growth.isEmpty)
    #expect(preset.departures.allSatisfy { !$0.what.isEmpty && !$0.reason.isEmpty })
    #expect(Preset.named(preset.name) == preset)
  }

  @Test func `names are never used twice, former ones neither`() {
    let names = Preset.all.flatMap { [$0.name] + $0.formerNames }
    #expect(Set(names).count == names.count)
    #expect(Set(ProblemKind.all.map(\.name)).count == ProblemKind.all.count)
  }

  @Test(arguments: ProblemKind.all.flatMap(\.examples))
  func `an example of a problem is one`(text: String) throws {
    #expect(try Problem.named(text).name.hasPrefix(text.prefix { $0 != ":" }))
  }
}
