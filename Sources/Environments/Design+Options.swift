public import TreeSearch

extension Design {
  private static let optionNames: [Substring] = [
    "places", "letters", "ruggedness", "noise", "seed",
  ]

  /// Draws a problem from options as they are written on the command line.
  ///
  /// The options are `places=9,letters=4,ruggedness=2,noise=0,seed=1`, each at most once, in any order.
  public init(options: String) throws(ProblemError) {
    let prefix = "design:"
    let source = prefix + options
    var values: [Substring: Substring] = [:]
    var column = prefix.count + 1
    for option in options.split(separator: ",", omittingEmptySubsequences: false) {
      let error = { (reason: String) in
        ProblemError(source: source, column: column, reason: reason)
      }
      let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, Self.optionNames.contains(parts[0]) else {
        throw error(
          "\"\(option)\" is not an option; accepted are places=N, letters=N, ruggedness=N, noise=X, "
            + "seed=N")
      }
      let (name, text) = (parts[0], parts[1])
      guard values[name] == nil else { throw error("\(name) is given twice") }
      let isNumber =
        switch name {
        case "noise": Double(text).map { 0...1 ~= $0 } ?? false
        case "seed": UInt64(text) != nil
        default: UInt64(text).map { $0 <= 1_000 } ?? false
        }
      guard isNumber else {
        let accepted =
          switch name {
          case "noise": "a number from 0 to 1"
          case "seed": "a whole number from 0 to \(UInt64.max)"
          default: "a whole number from 0 to 1000"
          }
        throw error("\(name)=\(text): accepted is \(accepted)")
      }
      values[name] = text
      column += option.count + 1
    }
    let number = { (name: Substring) in values[name].flatMap { Int($0) } }
    do {
      try self.init(
        places: number("places") ?? 9, letters: number("letters") ?? 4,
        ruggedness: number("ruggedness") ?? min(2, (number("places") ?? 9) - 1),
        noise: values["noise"].flatMap { Double($0) } ?? 0,
        seed: values["seed"].flatMap { UInt64($0) } ?? 1)
    } catch {
      throw ProblemError(source: source, reason: error.reason)
    }
  }
}

extension ProblemKind {
  /// A string that is to score high on a random landscape.
  public static let design = ProblemKind(
    "design",
    forms: [
      Form("design[:OPTIONS]", "places=N, letters=N, ruggedness=N, noise=X, seed=N")
    ],
    examples: ["design", "design:places=6,letters=3,ruggedness=5,seed=2"],
    make: { rest throws(ProblemError) in
      guard let rest, !rest.isEmpty else { return try Design() }
      return try Design(options: rest)
    })
}
