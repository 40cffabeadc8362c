public import TreeSearch

extension Blocksworld {
  /// Makes a random problem from options as they are written on the command line.
  ///
  /// The options are `blocks=5,steps=8,seed=3,horizon=10`, each at most once, in any order.
  public init(options: String) throws(ProblemError) {
    let prefix = "blocksworld:"
    let source = prefix + options
    var numbers: [Substring: UInt64] = [:]
    var column = prefix.count + 1
    for option in options.split(separator: ",", omittingEmptySubsequences: false) {
      let invalid = { (reason: String) in
        ProblemError(source: source, column: column, reason: reason)
      }
      let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, ["blocks", "steps", "seed", "horizon"].contains(parts[0]) else {
        let accepted = "accepted are blocks=N, steps=N, seed=N, horizon=N, or a file named *.pddl"
        throw invalid("\"\(option)\" is not an option; " + accepted)
      }
      guard numbers[parts[0]] == nil else { throw invalid("\(parts[0]) is given twice") }
      let most = parts[0] == "seed" ? UInt64.max : 1_000
      guard let number = UInt64(parts[1]), number <= most else {
        throw invalid("\(parts[0])=\(parts[1]): accepted is a whole number from 0 to \(most)")
      }
      numbers[parts[0]] = number
      column += option.count + 1
    }
    let small = { (key: Substring) in numbers[key].map { Int($0) } }
    do {
      try self.init(
        blocks: small("blocks") ?? 4, steps: small("steps") ?? 6, seed: numbers["seed"] ?? 1,
        horizon: small("horizon"))
    } catch {
      throw ProblemError(source: source, reason: error.reason)
    }
  }
}

extension ProblemKind {
  /// A Blocksworld problem, random or from a file.
  public static let blocksworld = ProblemKind(
    "blocksworld",
    forms: [
      Form("blocksworld[:OPTIONS]", "random; blocks=3...8, steps=N, seed=N, horizon=N"),
      Form("blocksworld:FILE.pddl", "a problem file of the domain blocksworld-4ops"),
    ],
    examples: ["blocksworld", "blocksworld:blocks=5,steps=8,seed=1"], isFile: isPDDL,
    make: { rest throws(ProblemError) in
      guard let rest else { return try Blocksworld() }
      guard isPDDL(rest) else { return try Blocksworld(options: rest) }
      return try Blocksworld(pddl: TextFile.read(rest), path: rest)
    })

  @Sendable private static func isPDDL(_ rest: String) -> Bool {
    rest.lowercased().hasSuffix(".pddl")
  }
}
