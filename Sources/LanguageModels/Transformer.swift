import Groundwork

/// A transformer of the llama architecture: RMSNorm, rotary positions, SwiGLU, no biases, the
/// embeddings as the head.
///
/// Touvron et al., *LLaMA: Open and Efficient Foundation Language Models* (2023). It computes in
/// single precision and in a fixed order: the same bits for a sequence alone, in a trie, or read in
/// parts. Immutable; threads may share it.
public struct Transformer: LanguageModel {
  /// What the model is called.
  public let name: String
  /// The words that it knows.
  public let vocabulary: Vocabulary
  /// Its weights.
  let weights: TransformerWeights

  /// Its size.
  public var shape: TransformerShape { weights.shape }
  /// The longest sequence that it can read.
  public var longestSequence: Int { shape.positions }

  /// Reads a model from a safetensors file with Hugging Face's names, in half or single precision,
  /// whose metadata holds `config` and `vocabulary` (a list of words) as JSON.
  ///
  /// - Throws: ``ModelFileError`` where the file is damaged or is not such a model's.
  public init(name: String, safetensors bytes: [UInt8]) throws(ModelFileError) {
    let file = try SafeTensors(bytes, name: name)
    guard let configuration = file.metadata["config"] else {
      throw ModelFileError(
        file: name, place: "__metadata__", problem: "config expected, nothing found")
    }
    let shape = try TransformerShape(configuration: configuration, file: name)
    let words = try Vocabulary(metadata: file, count: shape.words)
    let weights = try TransformerWeights.read(file, shape: shape)
    self.name = name
    vocabulary = words
    self.weights = weights
  }

  /// Returns the logits of the token after each node of a trie: one row a node, in one pass.
  ///
  /// - Complexity: O(nodes * parameters + nodes * depth * width * layers).
  public func logits(after trie: TokenTrie) -> Logits {
    // No layer's keys and values are needed once it is done: all layers share one place.
    let cache = KeyValueCache(layers: 1, width: shape.width, slots: trie.count)
    let places = RowPlaces(trie)
    let work = Work(shape, rows: trie.count, mostSlots: places.mostSlots)
    return run(trie.tokens, at: places, firstSlot: 0, cache: cache, work)
  }

  /// Reads a trie and returns the logits of the token after each node, and a context that goes on after any
  /// of them.
  ///
  /// - Complexity: as that of ``logits(after:)``; 2 * width * layers numbers a node are kept.
  public func read(_ trie: TokenTrie) -> (logits: Logits, context: TransformerContext) {
    var context = makeContext()
    let logits = context.begin(with: trie)
    return (logits, context)
  }

  /// Begins an empty sequence.
  public func makeContext() -> TransformerContext { TransformerContext(self) }
}

extension Vocabulary {
  /// Reads the list of words of a model's file.
  fileprivate init(metadata file: SafeTensors, count: Int) throws(ModelFileError) {
    func wrong(_ problem: String) -> ModelFileError {
      ModelFileError(file: file.name, place: "vocabulary", problem: problem)
    }
    let text = file.metadata["vocabulary"] ?? ""
    let value: JSONNode
    do throws(JSONError) {
      value = try JSONDocument(reading: text.utf8).root
    } catch {
      throw wrong("byte \(error.offset): \(error.reason)")
    }
    let list = value.children
    guard value.content == .array, list.count == count else {
      throw wrong("a list of \(count) words expected")
    }
    var words: [String] = []
    for element in list {
      guard let word = element.string, !word.isEmpty, !word.contains(" ") else {
        throw wrong("word \(words.count): a string without spaces expected")
      }
      guard !words.contains(word) else { throw wrong("word \(words.count) stands there twice") }
      words.append(word)
    }
    self.init(words)
  }
}
