import Groundwork
public import SearchTrees
public import TreeSearch

/// A critic of designs on another scale than 0...1.
public struct ScaledDesignCritic: Judge, Hashable {
  /// The critic in 0...1.
  public var base: DesignCritic
  /// By what its score is multiplied.
  public var scale: Double
  /// What is added then.
  public var offset: Double
  /// Whether praise that says nothing counts less, as ``Refinement/counted(_:)`` has it.
  public var isLimited: Bool

  /// Makes a critic.
  public init(_ base: DesignCritic, scale: Double, offset: Double = 0, isLimited: Bool = false) {
    self.base = base
    self.scale = scale
    self.offset = offset
    self.isLimited = isLimited
  }

  /// What its value is called.
  public var name: String { base.name }

  /// Returns the judgement of the other critic on this scale.
  public func judge(_ question: JudgeQuestion<Design>, in world: Design) -> Verdict? {
    guard var verdict = base.judge(question, in: world) else { return nil }
    guard question.thing.string != nil else { return verdict }
    let said = scale * verdict.value + offset
    verdict.value = isLimited ? Refinement.counted(said) : said
    for place in verdict.parts.indices {
      // The weights of places add up to 1, so that each of them can be put on the scale by itself; errors are
      // added and have no weight.
      let weight = verdict.parts[place].weight
      let scaled = scale * verdict.parts[place].raw + (weight == nil ? 0 : offset)
      verdict.parts[place].raw = scaled
      verdict.parts[place].contribution = (weight ?? 1) * scaled
    }
    if verdict.value != said {
      var praise = VerdictPart("praise", verdict.value - said)
      praise.contribution = praise.raw
      verdict.parts.append(praise)
    }
    return verdict
  }
}

/// A writer of designs that at first gives an answer and then one that knows nothing, and refines both.
public struct RefiningDesignWriter: Writer, Hashable {
  private let base: DesignWriter

  /// Makes a writer that changes the weakest place with the probability of its skill, beside chance.
  public init(skill: Double, seed: UInt64) {
    base = DesignWriter([.init("writer", skill: skill)], seed: seed)
  }

  /// There is one.
  public var sources: [String] { base.sources }

  /// Returns a string, the same letter everywhere, or a change.
  public func write(_ question: WriterQuestion<Design>, in world: Design) -> Writing? {
    guard question.thing.string == nil, !question.siblings.isEmpty else {
      return base.write(question, in: world)
    }
    let left = (0..<UInt32(world.landscape.count)).lazy.map { Design.Edit.fresh($0).code }
      .first { !question.siblings.contains($0) }
    guard let left else { return nil }
    var writing = Writing(left, source: "writer", isStandIn: true)
    writing.critique =
      "stand-in writer: does not know, and writes \(world.text(of: left & 0x7fff_ffff))"
    return writing
  }
}

/// A writer of designs whose first answers follow a prompt: for each place a letter that it prefers.
///
/// A prompt is made of another one by drawing some of its letters anew. What it is follows from the numbers
/// of the prompts alone.
public struct PromptedDesignWriter: PromptedWriter, Hashable {
  /// The probability that a first answer has the letter that its prompt prefers, beside chance.
  public static let obedience = 0.6
  /// The probability that a letter is drawn anew where a prompt is made of another one.
  public static let change = 0.3

  private let base: DesignWriter
  private let seed: UInt64

  /// Makes a writer that changes the weakest place with the probability of its skill, beside chance.
  public init(skill: Double, seed: UInt64) {
    base = DesignWriter([.init("writer", skill: skill)], seed: seed)
    self.seed = seed
  }

  /// There is one.
  public var sources: [String] { base.sources }

  /// Returns a change of a string.
  public func write(_ question: WriterQuestion<Design>, in world: Design) -> Writing? {
    base.write(question, in: world)
  }

  /// Returns a string by a prompt.
  public func write(
    _ question: WriterQuestion<Design>, by prompts: [Int], in world: Design
  ) -> Writing? {
    let preferred = letters(preferredBy: prompts, in: world)
    let origin = prompts.count > 1 ? ", made of \(prompts[1])," : ""
    let critique =
      "stand-in writer: prompt \(prompts[0])\(origin) prefers "
      + String(preferred.map { Design.letter($0) })
    for attempt in 0..<64 {
      var random = RandomSource(
        seed: seed, key: "answer by prompt \(prompts[0])", attempt: attempt)
      var number = 0
      for letter in preferred {
        let other = Int(random.below(UInt32(world.letters)))
        let isPreferred = random.unit() < Self.obedience
        number = number * world.letters + (isPreferred ? letter : other)
      }
      let action = Design.Edit.fresh(UInt32(number)).code
      guard !question.siblings.contains(action) else { continue }
      return Writing(action, critique: critique, source: "writer", isStandIn: true)
    }
    guard var writing = base.write(question, in: world) else { return nil }
    writing.critique = critique
    return writing
  }

  private func letters(preferredBy prompts: [Int], in world: Design) -> [Int] {
    var letters: [Int] = []
    for prompt in prompts.reversed() {
      var random = RandomSource(seed: seed, key: "prompt \(prompt)", attempt: 0)
      let drawn = (0..<world.places).map { _ in Int(random.below(UInt32(world.letters))) }
      letters =
        letters.isEmpty
        ? drawn : zip(letters, drawn).map { random.unit() < Self.change ? $1 : $0 }
    }
    return letters
  }
}

/// What a design is guessed to be worth before it is run: the true score and normal noise, of nobody's cost.
public struct DesignInsight: Judge, Hashable {
  /// The standard deviation of the noise.
  public var noise: Double
  /// The seed of what it draws.
  public var seed: UInt64

  /// Makes an insight.
  public init(noise: Double, seed: UInt64) {
    self.noise = noise
    self.seed = seed
  }

  /// What its value is called.
  public var name: String { "virtual value" }

  /// Returns the guess; of nothing 0.
  public func value(of thing: Design.State, in world: Design) -> Double {
    guard let string = thing.string else { return 0 }
    var random = RandomSource(seed: seed, key: "insight " + world.text(of: string), attempt: 0)
    let error = noise * random.normal()
    return world.landscape.score(of: world.landscape.letters(of: string)) + error
  }

  /// Returns the guess, with its words.
  public func judge(_ question: JudgeQuestion<Design>, in world: Design) -> Verdict? {
    let value = value(of: question.thing, in: world)
    var verdict = Verdict(
      value: value, rationale: "stand-in insight: \(NumberText.fixed(value)) before it was run")
    verdict.isStandIn = true
    return verdict
  }
}

/// A judge beside whose verdict stands what another one, whom nothing depends on any more, said.
public struct SecondedJudge<First: Judge, Second: Judge>: Judge where First.World == Second.World {
  /// The environment whose things are judged.
  public typealias World = First.World

  private let first: First
  private let second: Second?
  private let silence: String

  /// Puts two judges together; `silence` is said where there is no second one.
  public init(_ first: First, beside second: Second?, silence: String = "") {
    self.first = first
    self.second = second
    self.silence = silence
  }

  /// What the first one's value is called.
  public var name: String { first.name }

  /// Returns the verdict of the first one, with the second one's among the voices.
  public func judge(_ question: JudgeQuestion<World>, in world: World) -> Verdict? {
    guard var verdict = first.judge(question, in: world) else { return nil }
    if let second, let other = second.judge(question, in: world) {
      verdict.voices.append(
        VerdictVoice(name: second.name, value: other.value, text: other.rationale))
    } else if !silence.isEmpty {
      verdict.voices.append(VerdictVoice(name: "virtual value", value: 0, text: silence))
    }
    return verdict
  }
}

/// An agent that judges its own design, sure of itself to a degree, and has a final one evaluated.
///
/// Its score is the true one and normal noise. How sure it is of that is one less what it estimates its error
/// to be, which is half to one and a half of what the error is. A final design passes if it is among the best
/// hundredth of all strings.
public struct DesignAgent: Judge, Hashable {
  /// The standard deviation of its error.
  public var noise: Double
  /// The revision from which on a design is final.
  public var finalRevision: Int
  /// The critic that names places.
  public var critic: DesignCritic

  /// Makes an agent.
  public init(noise: Double, finalRevision: Int, critic: DesignCritic) {
    self.noise = noise
    self.finalRevision = finalRevision
    self.critic = critic
  }

  /// What its value is called.
  public var name: String { "score" }

  /// Returns the score, with what the agent has to say in five fields.
  public func judge(_ question: JudgeQuestion<Design>, in world: Design) -> Verdict? {
    guard var verdict = critic.judge(question, in: world) else { return nil }
    guard let string = question.thing.string else { return verdict }
    var random = RandomSource(
      seed: critic.seed, key: "agent " + world.text(of: string), attempt: question.attempt)
    let error = noise * random.normal()
    let estimate = abs(error) * (0.5 + random.unit())
    let critique = verdict.rationale ?? ""
    verdict.value += error
    verdict.confidence = max(0, 1 - estimate)
    if noise > 0 {
      var part = VerdictPart("error", error)
      part.contribution = error
      verdict.parts.append(part)
    }
    let rank = NumberText.grouped(world.landscape.rank(of: string))
    var outcome = "not final: nobody evaluates it yet"
    if question.thing.revision >= finalRevision {
      let passes = world.landscape.rank(of: string) <= max(1, world.landscape.count / 100)
      var part = VerdictPart(Verdict.passPart, passes ? 1 : 0)
      part.contribution = 0
      verdict.parts.append(part)
      outcome = "final, rank \(rank): \(passes ? "passes" : "fails"), the best hundredth passes"
    }
    let fields = [
      ("task", "a string of \(world.places) letters that scores high"),
      ("proposal", "\(world.text(of: string)), revision \(question.thing.revision)"),
      ("critique", critique),
      ("confidence", "the score may be off by \(NumberText.fixed(estimate))"),
      ("evaluation", outcome),
    ]
    verdict.voices = fields.map { name, text in
      VerdictVoice(
        name: name, value: nil,
        text: text.hasPrefix("stand-in") ? text : "stand-in agent: " + text)
    }
    verdict.source = "agent"
    verdict.isStandIn = true
    return verdict
  }
}
