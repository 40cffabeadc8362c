import ArgumentParser
import Drawing
import Environments
import Glibc
import Presets
import TreeSearch

/// What an evaluation is made on.
struct ProblemChoices: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      Self.classes(of: "steps"), valueName: "list"),
    transform: OptionParsers.wholeNumbers(2...1_000))
  var steps: [Int]?

  @Option(
    help: ArgumentHelp(
      Self.classes(of: "ruggedness"), valueName: "list"),
    transform: OptionParsers.wholeNumbers(0...1_000))
  var ruggedness: [Int]?

  @Option(
    help: ArgumentHelp(
      "How many problems are drawn for each of these numbers. (default: 50)", valueName: "n"),
    transform: OptionParsers.wholeNumber(1...100_000))
  var count: Int?

  @Option(
    help: ArgumentHelp(
      "blocksworld: how many blocks they may have, 3 to 6. (default: 3,4,5,6)", valueName: "list"),
    transform: OptionParsers.wholeNumbers(BlocksworldDraw.knownBlocks))
  var blocks: [Int]?

  @Option(
    help: ArgumentHelp(
      """
      blocksworld: when an episode ends: optimal[+N], N actions after the optimal length of the problem; optimal \
      alone tells the search the exact length. (default: optimal+2)
      """, valueName: "rule"),
    transform: OptionParsers.horizon)
  var horizon: HorizonRule?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("One seed, the same problems and trees. (default: 0)", valueName: "s"),
    transform: OptionParsers.seed)
  var seed: UInt64 = 0

  /// Returns what is drawn from a source.
  ///
  /// - Throws: an error where an option is given that means nothing to it.
  func choice(of source: ProblemSource) throws(CommandError) -> ProblemSource.Choice {
    for (name, isGiven) in [("--blocks", blocks != nil), ("--horizon", horizon != nil)]
    where isGiven && source.blocks == nil {
      throw .usage("\(name) is for blocksworld; leave it out for \(source.name)")
    }
    for (name, isGiven) in [("steps", steps != nil), ("ruggedness", ruggedness != nil)]
    where isGiven && source.classOption != name {
      throw .usage("--\(name) is not for \(source.name), which has --\(source.classOption)")
    }
    return ProblemSource.Choice(
      lengths: Set(steps ?? ruggedness ?? source.lengths).sorted(), count: count ?? 50,
      blocks: source.blocks.map { Set(blocks ?? Array($0)).sorted() },
      horizon: source.blocks == nil ? nil : horizon ?? .usual, seed: seed)
  }

  /// Returns what is chosen, as the settings of results name it.
  func settings(
    _ names: [String], _ source: ProblemSource?
  ) throws(CommandError) -> [EvaluationSettings.Item] {
    let seed = EvaluationSettings.Item("seed", String(seed))
    guard let source else { return [.init("problems", names.joined(separator: " ")), seed] }
    let choice = try choice(of: source)
    return [
      .init("problems", source.name), .init(source.classOption, Self.list(choice.lengths)),
      .init("count", String(choice.count)),
    ] + (choice.blocks.map { [.init("blocks", Self.list($0))] } ?? []) + [seed]
  }

  /// Returns what an option that names classes means to each of its problems.
  private static func classes(of option: String) -> String {
    ProblemSource.all.filter { $0.classOption == option }.map { source in
      "\(source.name): \(source.meaning), \(list(source.lengths)) unless given."
    }.joined(separator: " ")
  }

  private static func list(_ numbers: [Int]) -> String {
    numbers.map { String($0) }.joined(separator: ",")
  }

  /// Returns the problems of files, and of the files in folders, in the order of their names there.
  func problems(from names: [String]) throws(CommandError) -> ProblemSet {
    for (name, isGiven) in [
      ("--steps", steps != nil), ("--ruggedness", ruggedness != nil), ("--count", count != nil),
      ("--blocks", blocks != nil),
    ] where isGiven {
      throw .usage("\(name) is for random problems; leave it out where files are given")
    }
    var worlds: [Blocksworld] = []
    var files: [String] = []
    for name in names { files += try Self.files(name) }
    for file in files {
      let problem: Problem
      do {
        problem = try Problem.named("blocksworld:" + file)
      } catch {
        throw CommandError(error, in: "blocksworld:" + file)
      }
      guard let world = problem.environment as? Blocksworld else { continue }
      worlds.append(world)
    }
    let count = worlds.count == 1 ? "1 problem" : "\(worlds.count) problems"
    let trained = ProblemSet.countOfTrainedGoals(worlds)
    do {
      return try ProblemSet(
        worlds, horizon: horizon ?? .usual, seed: seed,
        title:
          "\(count) of \(names.joined(separator: " ")), seed \(seed); \(trained) of their goals "
          + "\(trained == 1 ? "was" : "were") in the training of the embedded models")
    } catch {
      throw CommandError(place: error.source, reason: error.reason, status: .failure)
    }
  }

  /// What can be solved, in words.
  static var expected: String {
    ProblemSource.all.map(\.name).joined(separator: ", ")
      + ", files named *.pddl or folders of them"
  }

  /// Returns a file, or the problem files of a folder.
  private static func files(_ path: String) throws(CommandError) -> [String] {
    if path.lowercased().hasSuffix(".pddl") { return [path] }
    guard let directory = unsafe opendir(path) else {
      let expected = "expected " + Self.expected
      if errno == ENOENT || errno == ENOTDIR {
        throw CommandError(
          place: path, reason: "there is no such folder; " + expected, status: .usage)
      }
      throw CommandError(
        place: path, reason: unsafe String(cString: strerror(errno)), status: .failure)
    }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      names.append(
        unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
          unsafe String(cString: UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
        })
    }
    let problems = names.filter { $0.lowercased().hasSuffix(".pddl") }.sorted()
    if problems.isEmpty {
      throw CommandError(
        place: path, reason: "the folder holds no files named *.pddl", status: .failure)
    }
    return problems.map { path + (path.hasSuffix("/") ? "" : "/") + $0 }
  }
}
