import Groundwork
import LanguageModels

/// What the models of a search have read of its prompts, so that they score and write after one reading.
///
/// It changes no number and no text, only what is read twice. The prompts that were used last are kept; who
/// finds nothing reads anew.
final class SharedReadings: Sendable {
  /// So many prompts are kept, about .7 MB each by the embedded pair: a search writes mostly where it
  /// has just scored.
  private static let most = 16

  private struct Held {
    /// The latest last.
    var entries: [(prompt: String, reading: any PairReading)] = []
  }

  private let held = Guarded(Held())

  /// Takes out what was read of a prompt, to be put back: nobody else may go on from it meanwhile.
  func take(_ prompt: String) -> (any PairReading)? {
    held.withLock { held in
      held.entries.lastIndex { $0.prompt == prompt }.map { held.entries.remove(at: $0).reading }
    }
  }

  /// Keeps what was read of a prompt, in place of what was kept of it.
  func put(_ reading: any PairReading, of prompt: String) {
    held.withLock { held in
      held.entries.removeAll { $0.prompt == prompt }
      if held.entries.count == Self.most { held.entries.removeFirst() }
      held.entries.append((prompt, reading))
    }
  }
}

/// What the two models of a pair have read of a prompt, whatever models they are.
protocol PairReading {
  /// Writes on after a sequence that begins with the prompt.
  mutating func write(
    after sequence: [Token], draftLength: Int, choosing choice: TokenChoice, stop: Token,
    limit: Int, random: inout RandomSource
  ) -> DraftedText
}

/// What two models have read.
struct ModelsReading<Expert: LanguageModel, Amateur: LanguageModel>: PairReading {
  private let expert: Expert
  private let amateur: Amateur
  private var read: (expert: ReadPrompt<Expert>, amateur: ReadPrompt<Amateur>)

  /// Begins with nothing that was read.
  init(_ expert: Expert, _ amateur: Amateur) {
    self.expert = expert
    self.amateur = amateur
    read = (ReadPrompt(expert), ReadPrompt(amateur))
  }

  /// Lets each model read a trie, and appends the logits of the token after each node.
  init(
    _ expert: Expert, reading trie: TokenTrie, _ amateur: Amateur, reading other: TokenTrie,
    logits: inout [Logits]
  ) {
    self.expert = expert
    self.amateur = amateur
    let (ours, theirs) = (
      ReadPrompt.reading(trie, by: expert), ReadPrompt.reading(other, by: amateur)
    )
    logits += [ours.0, theirs.0]
    read = (ours.1, theirs.1)
  }

  mutating func write(
    after sequence: [Token], draftLength: Int, choosing choice: TokenChoice, stop: Token,
    limit: Int, random: inout RandomSource
  ) -> DraftedText {
    SpeculativeDecoding(expert: expert, amateur: amateur, draftLength: draftLength)
      .generate(
        after: sequence, from: &read, choosing: choice, stop: stop, limit: limit, random: &random)
  }
}

extension ModelPair {
  /// Both models, which have read nothing yet.
  func reading() -> any PairReading { Self.reading(expert, amateur) }

  private static func reading(
    _ expert: some LanguageModel, _ amateur: some LanguageModel
  ) -> any PairReading { ModelsReading(expert, amateur) }

  /// Lets each model read a trie and returns the logits of the token after each node; where the pair shares
  /// what it reads, it keeps it under the name of the prompt.
  func answers(
    to trie: TokenTrie, amateur other: TokenTrie, of prompt: String
  ) -> (expert: Logits, amateur: Logits) {
    guard let readings else {
      return (expert.logits(after: trie), amateur.logits(after: other))
    }
    var logits: [Logits] = []
    let reading = Self.reading(expert, trie, amateur, other, &logits)
    readings.put(reading, of: prompt)
    return (logits[0], logits[1])
  }

  private static func reading(
    _ expert: some LanguageModel, _ trie: TokenTrie, _ amateur: some LanguageModel,
    _ other: TokenTrie, _ logits: inout [Logits]
  ) -> any PairReading {
    ModelsReading(expert, reading: trie, amateur, reading: other, logits: &logits)
  }
}
