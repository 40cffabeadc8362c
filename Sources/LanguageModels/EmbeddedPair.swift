import CEmbeddedPair

/// The two language models that come with the program: they read and write Blocksworld.
///
/// One vocabulary, two sizes: the expert solves most problems, the amateur few, and they differ where
/// it matters. Each is taken out of the program's own bytes when it is first asked for, in a few
/// milliseconds.
public enum EmbeddedPair {
  /// The larger model.
  public static let expert = unsafe load("expert", treetop_expert_bytes, treetop_expert_count)

  /// The smaller model.
  public static let amateur = unsafe load("amateur", treetop_amateur_bytes, treetop_amateur_count)

  private static func load(
    _ name: String, _ bytes: UnsafePointer<UInt8>, _ count: Int
  ) -> Transformer {
    do throws(ModelFileError) {
      let file = unsafe UnsafeBufferPointer(start: bytes, count: count)
      return try unsafe Transformer(name: name, safetensors: Array(file))
    } catch {
      preconditionFailure("the program's own model is damaged: \(error)")
    }
  }
}
