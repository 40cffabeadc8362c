import Environments
import Glibc
import Groundwork
import LanguageModels
import RewardModels
import Testing

extension StepEvidenceTests {
  /// A state of Blocksworld with its actions, in words.
  static func situation(blocks: Int = 4, seed: UInt64 = 1) throws -> (String, [String]) {
    let world = try Blocksworld(blocks: blocks, steps: 6, seed: seed)
    let state = world.initialState
    let actions = (0..<world.actionCount(in: state)).map {
      world.wording(of: world.action(at: $0, in: state), in: state)
    }
    return (world.prompt(for: state), actions)
  }

  @Test func `reading all steps at once says what reading each sequence alone says`() throws {
    let expert = HashedModel(name: "expert", seed: 5)
    let amateur = HashedModel(name: "amateur", seed: 6)
    let (prompt, actions) = try Self.situation()
    let steps = try ModelPair(expert: expert, amateur: amateur).read(actions, after: prompt).steps
    for (action, step) in zip(actions, steps) {
      let words = try expert.vocabulary.tokens(of: action)
      let before = try expert.vocabulary.tokens(of: prompt + " [ACTION]")
      let all = before + words + (try expert.vocabulary.tokens(of: "[EVAL]"))
      var ours = expert.makeContext()
      var theirs = amateur.makeContext()
      let (ourLogits, theirLogits) = (ours.append(all), theirs.append(all))
      for (index, place) in step.places.enumerated() {
        let row = before.count + index - 1
        #expect(place.expertLog == ourLogits.logProbabilities(row)[words[index].index])
        #expect(place.amateurLog == theirLogits.logProbabilities(row)[words[index].index])
      }
      let good = try #require(expert.vocabulary["good"]).index
      #expect(step.judgement.expertGoodLog == ourLogits.logProbabilities(all.count - 1)[good])
      #expect(step.judgement.amateurGoodLog == theirLogits.logProbabilities(all.count - 1)[good])
      let whole = (1..<(all.count - 1)).reduce(0) {
        $0 + ourLogits.logProbabilities($1 - 1)[all[$1].index]
      }
      #expect(abs(RewardPart.wholeLogLikelihood.raw(of: step) - whole) < 1e-9)
    }
  }

  @Test func `the order of siblings changes nothing that is said of a step`() throws {
    let pair = try HashedModel.pair()
    let (prompt, actions) = try Self.situation(blocks: 5, seed: 3)
    let steps = try pair.read(actions, after: prompt).steps
    var random = RandomSource(seed: 11)
    for _ in 0..<20 {
      let order = actions.indices.shuffled(using: &random)
      let other = try pair.read(order.map { actions[$0] }, after: prompt).steps
      #expect(order.map { steps[$0] } == other)
    }
  }

  @Test func `an amateur that remembers siblings says something else when they change places`()
    throws
  {
    let pair = try HashedModel.pair()
    let (prompt, actions) = try Self.situation()
    let forwards = try pair.read(actions, after: prompt, amateur: .afterSiblings).steps
    let backwards = try pair.read(actions.reversed(), after: prompt, amateur: .afterSiblings).steps
    let fresh = try pair.read(actions, after: prompt).steps
    #expect(forwards[0] == fresh[0])
    let part = RewardPart.summedDivergence
    let last = actions.count - 1
    #expect(part.raw(of: backwards[0]) == part.raw(of: fresh[last]))
    #expect(part.raw(of: forwards[last]) != part.raw(of: fresh[last]))
    #expect(forwards[last].places.map(\.expertLog) == fresh[last].places.map(\.expertLog))
  }

  @Test func `what the amateur remembers is the sequence of all that came before`() throws {
    let pair = try HashedModel.pair()
    let (prompt, actions) = try Self.situation()
    let steps = try pair.read(actions, after: prompt, amateur: .afterSiblings).steps
    let vocabulary = pair.vocabulary
    let before = try vocabulary.tokens(of: "\(prompt) [ACTION] \(actions[0]) \(prompt) [ACTION]")
    let words = try vocabulary.tokens(of: actions[1])
    var context = HashedModel(name: "amateur", seed: 2).makeContext()
    let logits = context.append(before + words)
    for (index, place) in steps[1].places.enumerated() {
      let row = before.count + index - 1
      #expect(place.amateurLog == logits.logProbabilities(row)[words[index].index])
    }
  }

  @Test func `where a sequence would be too long the oldest siblings are forgotten`() throws {
    let (prompt, actions) = try Self.situation()
    let length = (prompt + " [ACTION] " + actions[0] + " [EVAL]").split(separator: " ").count
    let pair = try HashedModel.pair(longest: length + 3)
    let steps = try pair.read(actions, after: prompt, amateur: .afterSiblings).steps
    #expect(steps == (try pair.read(actions, after: prompt).steps))
  }

  @Test func `what cannot be read is named`() throws {
    let pair = try HashedModel.pair(longest: 12)
    #expect(throws: ReadingError.unknownWord("rot", text: "rot stack")) {
      try pair.read(["rot stack"], after: "[STATE]")
    }
    #expect(throws: ReadingError.noWords(prompt: "[STATE]")) {
      try pair.read([""], after: "[STATE]")
    }
    let (prompt, actions) = try Self.situation()
    #expect(throws: ReadingError.self) { try pair.read(actions, after: prompt) }
    #expect(throws: ReadingError.differentVocabularies(expert: "expert", amateur: "one")) {
      try ModelPair(expert: Self.expert, amateur: HashedModel(name: "one", seed: 1))
    }
    #expect(throws: ReadingError.unknownWord("[ACTION]", text: "the form of all prompts")) {
      let model = HashedModel(name: "poor", seed: 1, vocabulary: Vocabulary(["good", "bad"]))
      return try ModelPair(expert: model, amateur: model)
    }
  }
}
