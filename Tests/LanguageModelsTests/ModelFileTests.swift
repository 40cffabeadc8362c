import Groundwork
import LanguageModels
import Testing

@Suite struct ModelFileTests {
  private func error(_ bytes: [UInt8]) -> String? {
    do throws(ModelFileError) {
      _ = try Transformer(name: "tiny", safetensors: bytes)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func `a model is read from single and from half precision alike`() throws {
    let single = try Transformer(name: "single", safetensors: ModelFile(type: "F32").bytes)
    let half = try Transformer(name: "half", safetensors: ModelFile(type: "F16").bytes)
    var trie = TokenTrie()
    trie.insert(try single.vocabulary.tokens(of: "a c b e"))
    #expect(single.logits(after: trie) == half.logits(after: trie))
    #expect(single.shape.parameters == 5 * 32 + 32 + 2 * (4 * 32 * 32 + 3 * 32 * 48 + 2 * 32))
    #expect(single.longestSequence == 40)
    #expect(single.vocabulary.words == ["a", "b", "c", "d", "e"])
  }

  @Test func `a file without a whole header says so`() {
    #expect(error([]) == "tiny: header: 8 bytes with its length expected, the file has 0")
    #expect(
      error([5, 0, 0, 0, 0, 0, 0, 0, 0x7b])
        == "tiny: header: it says that it is 5 bytes long, 1 are left")
    #expect(
      error([UInt8](repeating: 0xff, count: 20))
        == "tiny: header: it says that it is 18446744073709551615 bytes long, 12 are left")
    #expect(
      error(ModelFile().bytes(header: "[]")) == "tiny: header: an object expected, a list found")
    #expect(
      error(ModelFile().bytes(header: "{\"a\":1,}"))
        == "tiny: header, byte 6: expected another item after the last \",\"")
    #expect(
      error(ModelFile().bytes(header: #"{"a":{},"a":{}}"#))
        == "tiny: header, byte 8: a: this key stands here a second time")
  }

  @Test func `a file that was cut off or has grown says so`() {
    let file = ModelFile()
    let bytes = file.bytes
    let cut = error(Array(bytes.dropLast(4)))
    #expect(cut?.hasPrefix("tiny: tensor model.norm.weight: data_offsets within 0...") == true)
    #expect(
      error(bytes + [0])
        == "tiny: end: \(bytes.count) bytes expected, the file has \(bytes.count + 1)")
  }

  @Test(arguments: [
    (
      #""dtype":"F32","shape":[5, 32]"#, #""dtype":"I8","shape":[5, 32]"#,
      "dtype F16 or F32 expected, I8 found"
    ),
    (
      #""dtype":"F32","shape":[5, 32]"#, #""shape":[5, 32]"#,
      "dtype F16 or F32 expected, nothing found"
    ),
    ("[5, 32]", "[5, 33]", "660 bytes expected for F32 of shape [5, 33], 640 found"),
    ("[5, 32]", "[160]", "shape [5, 32] expected, [160] found"),
    ("[5, 32]", "[4294967296, 4294967296]", "shape [4294967296, 4294967296] is too large"),
    ("[5, 32]", "[5, -32]", "shape: whole numbers expected, -32.0 found"),
    ("[5, 32]", "5", "shape: a list expected, 5 found"),
    ("[0,640]", "[4,644]", "byte 0 expected as its first, 4 found"),
    ("[0,640]", "[640,0]", "data_offsets within 0...70912 expected, [640, 0] found"),
    ("[0,640]", "[0,640],\"x\":1", "dtype, shape and data_offsets expected, x found"),
  ])
  func `what is wrong with a tensor is named`(part: String, other: String, problem: String) {
    #expect(
      error(ModelFile().replacing(part, with: other))
        == "tiny: tensor model.embed_tokens.weight: \(problem)")
  }

  @Test func `tensors that a model lacks or does not have are named`() {
    var file = ModelFile()
    let norm = file.tensors.removeLast()
    #expect(
      error(file.bytes) == "tiny: tensor model.norm.weight: shape [32] expected, nothing found")
    file.tensors += [
      norm,
      (
        "lm_head.weight", "F32", [5, 32],
        norm.bytes + norm.bytes + norm.bytes + norm.bytes + norm.bytes
      ),
    ]
    #expect(error(file.bytes) == "tiny: tensor lm_head.weight: the model has no such tensor")
  }

  @Test func `a weight that is no number is found`() {
    var file = ModelFile()
    file.tensors[3].bytes.replaceSubrange(8..<12, with: [0, 0, 0xc0, 0x7f])
    #expect(
      error(file.bytes)
        == "tiny: tensor model.layers.0.self_attn.v_proj.weight: a number in it is not finite")
  }

  @Test(
    arguments: [
      ("hidden_size", nil, "hidden_size: a whole number in 1...1048576 expected, nothing found"),
      ("hidden_size", "0", "hidden_size: a whole number in 1...1048576 expected, 0 found"),
      ("vocab_size", "4.5", "vocab_size: a whole number in 1...1048576 expected, 4.5 found"),
      (
        "num_attention_heads", "4",
        "hidden_size 32 and num_attention_heads 4: heads as wide as a multiple of 16 expected"
      ),
      ("intermediate_size", "40", "intermediate_size: a multiple of 16 expected, 40 found"),
      ("rms_norm_eps", "-1", "rms_norm_eps: a number above 0 expected, -1.0 found"),
      ("rope_theta", "1e300", "rope_theta: a number above 0 expected, 1e+300 found"),
      ("num_key_value_heads", "1", "num_key_value_heads: 2 expected, 1 found"),
    ] as [(String, String?, String)])
  func `what is wrong with a configuration is named`(name: String, value: String?, problem: String)
  {
    var file = ModelFile()
    file.config.removeAll { $0.0 == name }
    if let value { file.config.append((name, value)) }
    #expect(error(file.bytes) == "tiny: config: \(problem)")
  }

  @Test(arguments: [
    (#"["a", "b"]"#, "a list of 5 words expected"),
    (#"["a", "b", "c", "a", "e"]"#, "word 3 stands there twice"),
    (#"["a", "b", "c", "d e", "f"]"#, "word 3: a string without spaces expected"),
    (#"["a", "b", "c", "", "f"]"#, "word 3: a string without spaces expected"),
    (#"["a", "b""#, "byte 9: expected \",\" or \"]\", but the text ends"),
  ])
  func `what is wrong with a vocabulary is named`(vocabulary: String, problem: String) {
    var file = ModelFile()
    file.vocabulary = vocabulary
    #expect(error(file.bytes) == "tiny: vocabulary: \(problem)")
  }

  @Test func `a configuration that claims more than the file has reserves nothing for it`() {
    var file = ModelFile()
    file.config[0].1 = "1048576"
    #expect(
      error(file.bytes)
        == "tiny: tensor model.embed_tokens.weight: shape [5, 1048576] expected, [5, 32] found")
  }

  @Test func `damaged files give an error or a model, never a crash`() {
    let bytes = ModelFile().bytes
    let header = 8 + Int(bytes[0]) + Int(bytes[1]) << 8
    var random = RandomSource(seed: 3)
    var errors = 0
    for round in 0..<2_000 {
      var damaged = bytes
      for _ in 0...random.below(3) {
        let place = Int(random.below(UInt32(round.isMultiple(of: 8) ? bytes.count : header)))
        damaged[place] = UInt8(truncatingIfNeeded: random.next() >> 40)
      }
      if random.below(4) == 0 { damaged.removeLast(Int(random.below(UInt32(damaged.count)))) }
      if error(damaged) != nil { errors += 1 }
    }
    #expect(errors > 1_000)
  }
}
