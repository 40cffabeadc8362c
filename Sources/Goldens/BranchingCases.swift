import Groundwork
import SearchTrees
import TreeSearch

extension GoldenRule {
  /// `ab-mcts-a`: whole searches by AB-MCTS-A, and how likely a new child is.
  static let adaptiveBranching = GoldenRule(
    // The probability was worked out to seven places.
    "ab-mcts-a", tolerance: 1e-9, tolerances: ["probability_gen": 1e-6]
  ) { value throws(UnclaimedCase) in
    if value.has("steps") { return try BranchingSearch(value).found() }
    return try each { question throws(UnclaimedCase) in
      try probabilityOfNew(question)
    }(value)
  }

  private static func probabilityOfNew(_ value: GoldenValue) throws(UnclaimedCase) -> JSONValue {
    try value.expect(["gen", "cont", "gen_posterior", "cont_posterior", "probability_gen"])
    let (new, known) = (try value.at("gen").numbers(), try value.at("cont").numbers())
    let isBeta = try value.at("gen_posterior").has("a")
    let prior = isBeta ? ArmPrior.jeffreys : .usualNormal
    let (gen, cont) = (
      prior.posterior(ArmStatistics(new)), prior.posterior(ArmStatistics(known))
    )
    return [
      ("gen", .golden(new)), ("cont", .golden(known)), ("gen_posterior", gen.golden),
      ("cont_posterior", cont.golden),
      ("probability_gen", .number(gen.probability(exceeding: cont))),
    ].object
  }

  /// `ab-mcts-m`: what AB-MCTS-M expects of next scores, and what it prunes.
  ///
  /// The grid, and the draws by which probabilities were counted, are exact to three places.
  static let mixedBranching = GoldenRule("ab-mcts-m", tolerance: 2e-3) {
    value throws(UnclaimedCase) in
    try each { question throws(UnclaimedCase) in
      try question.has("scores") ? pruning(question) : expectations(question)
    }(value)
  }

  private static func pruning(_ value: GoldenValue) throws(UnclaimedCase) -> JSONValue {
    try value.expect(["scores", "prunable"])
    let scores = try value.at("scores").numbers()
    let isPruned = MixedBranching.prunes(
      count: Double(scores.count), equal: Double(BranchingBackup.mostEqual(scores)))
    return [("scores", .golden(scores)), ("prunable", .bool(isPruned))].object
  }

  private static func expectations(_ value: GoldenValue) throws(UnclaimedCase) -> JSONValue {
    try value.expect(["observations", "predictive"])
    var names: [Int] = []
    var scores: [Int: [Double]] = [:]
    var pairs: [JSONValue] = []
    for pair in try value.at("observations").list() {
      let parts = try pair.list()
      guard parts.count == 2 else { throw pair.unclaimed("a child and a score were expected") }
      let (child, score) = (try parts[0].integer(), try parts[1].number())
      if scores[child] == nil { names.append(child) }
      scores[child, default: []].append(score)
      pairs.append(.array([.integer(child), .golden(score)]))
    }
    names.sort()
    let grid = EffectGrid(names.map { ArmStatistics(scores[$0] ?? []) })
    let highest = grid.probabilitiesOfHighest(samples: 3600, steps: 400)
    var predictive: [(String, JSONValue)] = []
    for (arm, name) in (names.map { "\($0)" } + ["new"]).enumerated() {
      let (mean, deviation) = grid.moments(of: arm)
      var numbers: [(String, JSONValue)] = [("mean", .number(mean)), ("sd", .number(deviation))]
      for percent in [5, 25, 50, 75, 95] {
        numbers.append(
          (
            percent < 10 ? "q0\(percent)" : "q\(percent)",
            .number(grid.quantile(Double(percent) / 100, of: arm))
          ))
      }
      numbers.append(("probability_of_being_drawn", .number(highest[arm])))
      predictive.append((name, numbers.object))
    }
    return [("observations", .array(pairs)), ("predictive", predictive.object)].object
  }
}

extension Posterior {
  /// The numbers as golden cases write them.
  var golden: JSONValue {
    JSONValue(parameters.map { ($0.name.description, .golden($0.value)) })
  }
}
