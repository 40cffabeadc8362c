import Environments
import Presets
import Testing
import TreeSearch

/// Options of presets: on the command line, in plans, in recordings.
struct PresetOptionTests {
  /// Values of an option as they are written: all that can be counted, else the ends of its range.
  private static func values(of option: PresetOption) -> [String] {
    switch option.accepted {
    case .numbers(let range): [range.lowerBound, 0.25, range.upperBound].map { "\($0)" }
    case .wholeNumbers(let range): [range.lowerBound, 7, range.upperBound].map { "\($0)" }
    case .truth, .words: option.accepted.examples
    case .texts(_, let examples, _):
      examples
        + ["progressive:1.5,0.3", "raw:R_LL=0.5,R_SE=-2.0", "8"].filter {
          option.accepted.value(written: $0) != nil
        }
    }
  }

  /// Problems on which a preset is tried.
  private static func problems(of preset: Preset) throws -> [Problem] {
    try [
      "tic-tac-toe", "bandit:1", "blocksworld:blocks=3,steps=2,seed=1",
      "design:places=3,letters=3,ruggedness=1",
    ]
    .map { try Problem.named($0) }.filter { preset.takes(type(of: $0.environment)) }
  }

  private func again(_ plan: SearchPlan) throws -> SearchPlan {
    try SearchPlan(
      problem: plan.recordedProblem, algorithm: plan.preset.name, seed: plan.seed,
      parameters: plan.recordedParameters)
  }

  @Test(arguments: Preset.all)
  func `every value of every option goes from the command line into the recording and back`(
    preset: Preset
  ) throws {
    for option in preset.options {
      var count = 0
      for problem in try Self.problems(of: preset) {
        for text in Self.values(of: option) {
          var plan = SearchPlan(problem, preset)
          var given = [GivenOption(option.name, text, spelling: "--set")]
          if option.name == "depth-limit" {
            given.append(GivenOption("last-layer", "skip", spelling: "--set"))
          }
          try plan.set(given)
          guard plan.validationError == nil else { continue }
          count += 1
          // Where chance pays nothing is proven or closed; `progressive` alone means two numbers.
          if let value = option.value(in: plan), !problem.isStochastic, text != "progressive" {
            #expect(value == option.accepted.value(written: text), "\(preset) \(option.name)")
          }
          let read = try again(plan)
          #expect(read.recordedParameters.map(\.name) == plan.recordedParameters.map(\.name))
          #expect(read.recordedParameters.map(\.value) == plan.recordedParameters.map(\.value))
        }
      }
      #expect(count > 0, "no value of \(option.name) was accepted by \(preset)")
    }
  }

  @Test(arguments: Preset.all)
  func `an option has one name, a sentence of help and a usual value in a line each`(
    preset: Preset
  ) {
    #expect(Set(preset.options.map(\.name)).count == preset.options.count)
    for option in preset.options {
      #expect(option.name.allSatisfy { $0.isLowercase || $0 == "-" })
      #expect(option.help.hasSuffix(".") && !option.usual.isEmpty && !option.accepted.words.isEmpty)
      for text in option.accepted.examples {
        #expect(option.accepted.value(written: text) != nil)
      }
    }
  }

  @Test func `a recording of an older version is read by its names and values of then`() throws {
    let plan = try SearchPlan(
      problem: "blocksworld:blocks=3,steps=2,seed=1", algorithm: "sc-mcts", seed: 1,
      parameters: [
        ("c", .number(2)), ("c-scale", .text("one")), ("avoids-repeats", .truth(false)),
        ("closes", .truth(false)), ("enters-last-layer", .truth(false)),
      ])
    let settings = try #require(plan.stepRewardSettings)
    #expect(!settings.avoidsRepeats && !settings.closes && !settings.entersLastLayer)
    #expect(settings.c == 2 && !settings.scalesC)
    let names = Set(plan.recordedParameters.map(\.name))
    #expect(names.isSuperset(of: ["repeats", "closing", "last-layer"]))
    #expect(names.isDisjoint(with: ["avoids-repeats", "closes", "enters-last-layer"]))
  }

  @Test(arguments: [
    ("avoids-repeats", OptionValue.text("no"), "expected avoid or allow"),
    ("closes", .number(1), "expected true or false"),
    ("update", .text("often"), "expected never, after-state or after-step"),
    ("propose", .text("65"), "from 1 to 64"), ("depth-limit", .number(1.5), "a whole number"),
    ("fpu", .number(0), "there is no parameter \"fpu\" of sc-mcts; known are c, c-scale"),
  ])
  func `a recorded value that is not accepted is named with what is`(
    name: String, value: OptionValue, reason: String
  ) throws {
    let error = #expect(throws: ProblemError.self) {
      try SearchPlan(
        problem: "blocksworld", algorithm: "sc-mcts", seed: 0, parameters: [(name, value)])
    }
    #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
  }

  @Test func `what was given twice is taken once where both say the same`() throws {
    var plan = SearchPlan(try Problem.named("tic-tac-toe"))
    try plan.set([
      GivenOption("c", "2", spelling: "--c"), GivenOption("c", "2.0", spelling: "--set c=2.0"),
    ])
    #expect(plan.c == 2)
  }

  @Test func `the label says what is pretended in this search`() throws {
    var plan = SearchPlan(try Problem.named("blocksworld:blocks=3,steps=2,seed=1"), .rap)
    #expect(plan.label.words.hasPrefix("stand-in: two small embedded models"))
    try plan.set([GivenOption("reward", "random", spelling: "--reward")])
    #expect(plan.label.words == "stand-in: random rewards for those of models")
    let tree = try ExplicitTree(
      json: #"{"root": {"children": [{"action": "a", "reward": 1}]}}"#, path: "a.json")
    #expect(SearchPlan(Problem(tree), .rap).label == .genuine)
    #expect(SearchPlan(Problem(tree), .uct).label == .genuine)
  }
}
