import CInferenceLoop
import Environments
import Groundwork
import LanguageModels
import RewardModels

/// The embedded language models: a token at a time, a state's actions at once, and two writing together.
struct ModelBenchmark {
  private let rounds: Int
  private let text: String
  private let expert = EmbeddedPair.expert
  private let amateur = EmbeddedPair.amateur

  init(_ arguments: inout Arguments) throws {
    rounds = try arguments.number("rounds", default: 31)
    text = try arguments.text("logits", default: "")
    try arguments.finish()
  }

  func run() throws {
    guard text.isEmpty else { return try printLogProbabilities() }
    measureTokens()
    try measureTrie(leastActions: 1)
    try measureTrie(leastActions: 4)
    try measureDrafts()
  }

  /// Prints, for each model and each word of a text, the log probabilities of what may come next.
  private func printLogProbabilities() throws {
    for model in [expert, amateur] {
      var context = model.makeContext()
      let logits = context.append(try model.vocabulary.tokens(of: text))
      for row in 0..<logits.count {
        let numbers = logits.logProbabilities(row).map { "\($0)" }.joined(separator: ",")
        print("{\"model\":\"\(model.name)\",\"row\":\(row),\"logprobs\":[\(numbers)]}")
      }
    }
  }

  /// Reads 128 tokens, one at a time, and has the loop in C do the same.
  private func measureTokens() {
    let shape = expert.shape
    let loop = unsafe treetop_loop_make(
      treetop_loop_shape(
        width: Int32(shape.width), layers: Int32(shape.layers), heads: Int32(shape.heads),
        hidden: Int32(shape.hidden), words: Int32(shape.words), positions: Int32(shape.positions)))
    defer { unsafe treetop_loop_free(loop) }
    let (ours, theirs) = compare {
      var context = expert.makeContext()
      for index in 0..<128 {
        _ = context.append([Token(rawValue: Int32(index % shape.words))])
      }
    } with: {
      for index in 0..<128 {
        _ = unsafe treetop_loop_read(loop, Int32(index % shape.words), Int32(index))
      }
    }
    var line = Line()
    line.add("measured", "tokens of the expert, one at a time, 0 to 128")
    line.add("tokens_s", 128 / ours, places: 0)
    line.add("c_tokens_s", 128 / theirs, places: 0)
    line.add("ratio", theirs / ours, places: 2)
    line.print()
  }

  /// Judges all actions of eight states at once, and one child after the other.
  private func measureTrie(leastActions: Int) throws {
    var states: [[[Token]]] = []
    for seed in 1...1_000 where states.count < 8 {
      let world = try Blocksworld(blocks: 5, steps: 8, seed: UInt64(seed))
      let state = world.initialState
      guard world.actionCount(in: state) >= leastActions else { continue }
      let prompt = world.prompt(for: state) + " " + PromptFormat.action + " "
      states.append(
        try (0..<world.actionCount(in: state)).map { index in
          let action = world.wording(of: world.action(at: index, in: state), in: state)
          return try expert.vocabulary.tokens(of: prompt + action + " " + PromptFormat.judgement)
        })
    }
    let (together, apart) = compare {
      for sequences in states {
        var trie = TokenTrie()
        for sequence in sequences { trie.insert(sequence) }
        _ = expert.logits(after: trie)
      }
    } with: {
      for sequence in states.joined() {
        var trie = TokenTrie()
        trie.insert(sequence)
        _ = expert.logits(after: trie)
      }
    }
    let (_, stepwise) = compare {
    } with: {
      for sequence in states.joined() {
        var context = expert.makeContext()
        for token in sequence { _ = context.append([token]) }
      }
    }
    var line = Line()
    line.add("measured", "a Blocksworld state's actions in one trie")
    line.add("actions_state", Double(states.joined().count) / 8, places: 1)
    line.add("us_state", together / 8 * 1e6, places: 0)
    line.add("one_by_one_ratio", apart / together, places: 2)
    line.add("one_by_one_token_by_token_ratio", stepwise / together, places: 2)
    line.print()
  }

  /// Writes the states that actions lead to: two models together, and the expert alone.
  private func measureDrafts() throws {
    var prompts: [[Token]] = []
    for seed in 1...24 {
      let world = try Blocksworld(blocks: 3 + seed % 3, steps: 6, seed: UInt64(seed))
      let state = world.initialState
      let action = world.wording(of: world.action(at: 0, in: state), in: state)
      prompts.append(
        try expert.vocabulary.tokens(
          of: [world.prompt(for: state), PromptFormat.action, action, PromptFormat.outcome]
            .joined(separator: " ")))
    }
    let stop = expert.vocabulary[PromptFormat.end]
    // What reading the prompts takes, of which no token is written yet.
    let (expertReads, amateurReads) = compare {
      for prompt in prompts {
        var context = expert.makeContext()
        _ = context.append(prompt)
      }
    } with: {
      for prompt in prompts {
        var context = amateur.makeContext()
        _ = context.append(prompt)
      }
    }
    for (name, choice) in [("likeliest", TokenChoice.likeliest), ("drawn", .drawn)] {
      for length in [2, 3, 4, 5, 6] {
        let pair = SpeculativeDecoding(expert: expert, amateur: amateur, draftLength: length)
        var random = RandomSource(seed: 1)
        var counts = (alone: 0, drafted: 0, accepted: 0, calls: 0, together: 0)
        let (together, alone) = compare {
          for prompt in prompts {
            let text = pair.generate(
              after: prompt, choosing: choice, stop: stop, limit: 60, random: &random)
            counts.together += text.tokens.count
            counts.drafted += text.drafted
            counts.accepted += text.accepted
            counts.calls += text.expertCalls
          }
        } with: {
          for prompt in prompts {
            counts.alone +=
              expert.generate(
                after: prompt, choosing: choice, stop: stop, limit: 60, random: &random
              ).count
          }
        }
        let tokens = Double(counts.together) / Double(rounds)
        let tokensAlone = Double(counts.alone) / Double(rounds)
        var line = Line()
        line.add("measured", "world-model text, " + name)
        line.add("draft", length)
        line.add("tokens_s", tokens / together, places: 0)
        line.add("ratio", tokens / together / (tokensAlone / alone), places: 2)
        line.add(
          "ratio_without_prompt",
          tokens / (together - expertReads - amateurReads) / (tokensAlone / (alone - expertReads)),
          places: 2)
        line.add("accepted", Double(counts.accepted) / Double(counts.drafted), places: 3)
        line.add("tokens_call", Double(counts.together) / Double(counts.calls), places: 2)
        line.print()
      }
    }
  }

  /// Returns the median seconds of processor time of two kinds of work, done in turns.
  private func compare(_ one: () -> Void, with other: () -> Void) -> (Double, Double) {
    var times: (one: [Double], other: [Double]) = ([], [])
    for _ in 0..<rounds {
      times.one.append(Measurement.of(one).1.work)
      times.other.append(Measurement.of(other).1.work)
    }
    return (Measurement.median(times.one), Measurement.median(times.other))
  }
}
