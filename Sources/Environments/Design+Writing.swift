import Groundwork
public import SearchTrees
public import TreeSearch

/// A critic of designs, made from the truth with a known error.
///
/// It names the place that scores lowest with the probability of its skill, else a random one. Its score
/// is the true one and normal noise, as much as the problem has. What it draws is a function of its seed,
/// of the string and of the attempt.
public struct DesignCritic: Judge, Hashable {
  /// The probability, beside chance, that the place it names is the weakest.
  public var skill: Double
  /// The seed of what it draws.
  public var seed: UInt64

  /// Makes a critic.
  public init(skill: Double = 0.7, seed: UInt64) {
    self.skill = skill
    self.seed = seed
  }

  /// What its value is called.
  public var name: String { "judgement" }

  /// Returns the score with that of each place, the place that it names and what that scores.
  public func judge(_ question: JudgeQuestion<Design>, in world: Design) -> Verdict? {
    guard let string = question.thing.string else {
      var verdict = Verdict(value: 0, rationale: "stand-in critic: nothing is written yet")
      verdict.isStandIn = true
      return verdict
    }
    let letters = world.landscape.letters(of: string)
    var random = RandomSource(
      seed: seed, key: "critic " + world.text(of: string), attempt: question.attempt)
    let named = world.namedPlace(in: letters, skill: skill, using: &random)
    let noise = world.noise > 0 ? world.noise * random.normal() : 0
    var verdict = Verdict(
      value: world.landscape.score(of: letters) + noise, parts: world.parts(of: letters),
      rationale: "stand-in critic: " + world.fact(of: named, in: letters))
    if world.noise > 0 {
      var part = VerdictPart("noise", noise)
      part.contribution = noise
      verdict.parts.append(part)
    }
    verdict.evidence = [
      VerdictEvidence(place: named + 1, text: String(Design.letter(letters[named])))
    ]
    verdict.source = "critic, skill \(NumberText.short(skill))"
    verdict.cost = [NamedNumber("calls", 1)]
    verdict.isStandIn = true
    verdict.mayBeAskedAgain = world.noise > 0
    return verdict
  }
}

/// Writers of designs, made from the truth with a known error.
///
/// From nothing each writes a random string. From a string it names a place as ``DesignCritic`` does, by
/// its own skill, and puts another letter there, each as likely.
public struct DesignWriter: Writer, Hashable {
  /// One of the writers.
  public struct Source: Hashable, Sendable {
    /// What it is called.
    public var name: String
    /// The probability, beside chance, that the place it changes is the weakest.
    public var skill: Double

    /// Makes a source.
    public init(_ name: String, skill: Double) {
      self.name = name
      self.skill = skill
    }
  }

  /// A writer that mostly sees what is wrong, and one that mostly does not.
  public static let carefulAndQuick = [Source("careful", skill: 0.9), Source("quick", skill: 0.4)]

  /// So many draws in a row may bring what is there already, before the first that is not is taken.
  private static let mostFruitlessDraws = 64

  private let writers: [Source]
  private let seed: UInt64

  /// Makes a writer of some sources.
  ///
  /// - Precondition: there is one at least.
  public init(_ writers: [Source] = carefulAndQuick, seed: UInt64) {
    precondition(!writers.isEmpty, "somebody must write")
    self.writers = writers
    self.seed = seed
  }

  /// The names of its sources.
  public var sources: [String] { writers.map(\.name) }

  /// Returns a string or a change that is not among the siblings; nil where all are.
  public func write(_ question: WriterQuestion<Design>, in world: Design) -> Writing? {
    let source = writers[question.source]
    var random = RandomSource(
      seed: seed, key: "\(source.name) " + world.key(of: question.thing),
      attempt: question.attempt)
    for _ in 0..<Self.mostFruitlessDraws {
      let edit = edit(of: question.thing, source.skill, in: world, using: &random)
      if !question.siblings.contains(edit.code) {
        return writing(edit, of: question.thing, source, in: world)
      }
    }
    let known = Set(question.siblings)
    let left = (0..<world.actionCount(in: question.thing)).lazy
      .map { world.action(at: $0, in: question.thing) }.first { !known.contains($0) }
    return left.map { writing(Design.Edit($0), of: question.thing, source, in: world) }
  }

  private func edit(
    of thing: Design.State, _ skill: Double, in world: Design, using random: inout RandomSource
  ) -> Design.Edit {
    guard let string = thing.string else {
      return .fresh(random.below(UInt32(world.landscape.count)))
    }
    let letters = world.landscape.letters(of: string)
    let place = world.namedPlace(in: letters, skill: skill, using: &random)
    let other = Int(random.below(UInt32(world.letters - 1)))
    return .change(place: place, letter: other < letters[place] ? other : other + 1)
  }

  private func writing(
    _ edit: Design.Edit, of thing: Design.State, _ source: Source, in world: Design
  ) -> Writing {
    var writing = Writing(edit.code, source: "writer " + source.name, isStandIn: true)
    if case .change(let place, let letter) = edit, let string = thing.string {
      let letters = world.landscape.letters(of: string)
      writing.critique =
        "stand-in writer: " + world.fact(of: place, in: letters)
        + "; '\(Design.letter(letter))' in its place"
      writing.evidence = [VerdictEvidence(place: place + 1)]
    }
    return writing
  }
}

extension Design {
  /// Returns the place that scores lowest, the first among equals, with the probability of the skill, else
  /// a random one.
  func namedPlace(
    in string: [Int], skill: Double, using random: inout RandomSource
  ) -> Int {
    let scores = (0..<places).map { landscape.score(of: $0, in: string) }
    let weakest = scores.indices.reduce(0) { scores[$1] < scores[$0] ? $1 : $0 }
    let other = Int(random.below(UInt32(places)))
    return random.unit() < skill ? weakest : other
  }

  /// The score of each place, and what it adds to the mean.
  func parts(of string: [Int]) -> [VerdictPart] {
    (0..<places).map { place in
      let score = Double(landscape.score(of: place, in: string)) / Double(DesignLandscape.unit)
      var part = VerdictPart("\(place + 1) \(Self.letter(string[place]))", score)
      part.weight = 1 / Double(places)
      part.contribution = score / Double(places)
      return part
    }
  }
}
