import Groundwork

/// The size of a transformer of the llama architecture, and the constants of its arithmetic.
///
/// Named as in the files of Hugging Face's models: `hidden_size` is the width, `intermediate_size` the
/// width of the feed-forward layers.
public struct TransformerShape: Hashable, Sendable {
  /// Numbers per token between the layers; a multiple of 16.
  public var width: Int
  /// Layers.
  public var layers: Int
  /// Heads of attention in each layer; the width of a head is a multiple of 16.
  public var heads: Int
  /// The width of the feed-forward part; a multiple of 16.
  public var hidden: Int
  /// Tokens that the model knows.
  public var words: Int
  /// The longest sequence that the model can read.
  public var positions: Int
  /// What is added to a mean square before its root is taken.
  public var epsilon: Float
  /// The base of the rotary positions' wavelengths.
  public var theta: Float

  /// The width of a head.
  public var headSize: Int { width / heads }

  /// How many numbers a model of this size has.
  public var parameters: Int {
    width * words + width + layers * (4 * width * width + 3 * width * hidden + 2 * width)
  }

  /// The most of anything that a file may ask for.
  private static let most = 1 << 20

  /// Reads a configuration in JSON.
  ///
  /// - Throws: ``ModelFileError`` where a member is missing, is no positive number, or asks for
  ///   something that is not supported.
  init(configuration text: String, file: String) throws(ModelFileError) {
    func wrong(_ problem: String) -> ModelFileError {
      ModelFileError(file: file, place: "config", problem: problem)
    }
    let value: JSONNode
    do throws(JSONError) {
      value = try JSONDocument(reading: text.utf8).root
    } catch {
      throw wrong("byte \(error.offset): \(error.reason)")
    }
    func count(_ name: String) throws(ModelFileError) -> Int {
      guard let count = value[name]?.count, (1...Self.most).contains(count) else {
        let found = value[name]?.kind ?? "nothing"
        throw wrong("\(name): a whole number in 1...\(Self.most) expected, \(found) found")
      }
      return count
    }
    func positive(_ name: String) throws(ModelFileError) -> Float {
      guard let number = value[name]?.number, number > 0, Float(number).isFinite else {
        throw wrong("\(name): a number above 0 expected, \(value[name]?.kind ?? "nothing") found")
      }
      return Float(number)
    }
    width = try count("hidden_size")
    layers = try count("num_hidden_layers")
    heads = try count("num_attention_heads")
    hidden = try count("intermediate_size")
    words = try count("vocab_size")
    positions = try count("max_position_embeddings")
    epsilon = try positive("rms_norm_eps")
    theta = try positive("rope_theta")
    guard width.isMultiple(of: heads), headSize.isMultiple(of: 16) else {
      throw wrong(
        "hidden_size \(width) and num_attention_heads \(heads): heads as wide as a multiple of 16"
          + " expected")
    }
    guard hidden.isMultiple(of: 16) else {
      throw wrong("intermediate_size: a multiple of 16 expected, \(hidden) found")
    }
    if let keyHeads = value["num_key_value_heads"], keyHeads.count != heads {
      throw wrong("num_key_value_heads: \(heads) expected, \(keyHeads.kind) found")
    }
  }
}
