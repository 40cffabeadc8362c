import Groundwork

@testable import LanguageModels

/// A model's file in the making, with random weights, to be damaged.
struct ModelFile {
  var config: [(String, String)] = [
    ("hidden_size", "32"), ("num_hidden_layers", "2"), ("num_attention_heads", "2"),
    ("intermediate_size", "48"), ("vocab_size", "5"), ("rms_norm_eps", "1e-05"),
    ("rope_theta", "1000.0"), ("max_position_embeddings", "40"),
  ]
  var vocabulary = #"["a", "b", "c", "d", "e"]"#
  /// Name, dtype, shape and bytes of each tensor.
  var tensors: [(name: String, type: String, shape: [Int], bytes: [UInt8])] = []

  init(seed: UInt64 = 1, type: String = "F32") {
    var random = RandomSource(seed: seed)
    add("model.embed_tokens.weight", [5, 32], type, &random)
    for layer in 0..<2 {
      for name in ["q_proj", "k_proj", "v_proj", "o_proj"] {
        add("model.layers.\(layer).self_attn.\(name).weight", [32, 32], type, &random)
      }
      for name in ["gate_proj", "up_proj"] {
        add("model.layers.\(layer).mlp.\(name).weight", [48, 32], type, &random)
      }
      add("model.layers.\(layer).mlp.down_proj.weight", [32, 48], type, &random)
      for name in ["input_layernorm", "post_attention_layernorm"] {
        add("model.layers.\(layer).\(name).weight", [32], type, &random)
      }
    }
    add("model.norm.weight", [32], type, &random)
  }

  private mutating func add(
    _ name: String, _ shape: [Int], _ type: String, _ random: inout RandomSource
  ) {
    var bytes: [UInt8] = []
    for _ in 0..<shape.reduce(1, *) {
      // Few enough bits that half precision holds them exactly.
      let number = Float((random.normal() * 64).rounded() / 256)
      let pattern =
        type == "F16" ? UInt32(Self.half(number)) : number.bitPattern
      for byte in 0..<(type == "F16" ? 2 : 4) {
        bytes.append(UInt8(truncatingIfNeeded: pattern >> (8 * UInt32(byte))))
      }
    }
    tensors.append((name, type, shape, bytes))
  }

  /// Half precision of a number that it holds exactly and that is normal there, or zero.
  private static func half(_ number: Float) -> UInt16 {
    guard number != 0 else { return 0 }
    let sign: UInt16 = number < 0 ? 0x8000 : 0
    let bits = number.magnitude.bitPattern
    return sign | UInt16((bits >> 13) - 0x1c000)
  }

  /// The header's members for the tensors, in their order.
  var entries: [String] {
    var offset = 0
    return tensors.map { tensor in
      defer { offset += tensor.bytes.count }
      return #""\#(tensor.name)":{"dtype":"\#(tensor.type)","shape":\#(tensor.shape),"#
        + #""data_offsets":[\#(offset),\#(offset + tensor.bytes.count)]}"#
    }
  }

  var metadata: String {
    let config = "{" + config.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}"
    let quoted = { (text: String) in "\"" + text.replacing("\"", with: "\\\"") + "\"" }
    return #""__metadata__":{"config":\#(quoted(config)),"vocabulary":\#(quoted(vocabulary))}"#
  }

  /// The whole file.
  var bytes: [UInt8] { bytes(header: "{" + ([metadata] + entries).joined(separator: ",") + "}") }

  /// The whole file with another header.
  func bytes(header: String) -> [UInt8] {
    let length = UInt64(header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * UInt64($0))) }
      + Array(header.utf8) + tensors.flatMap(\.bytes)
  }

  /// The header with a part of it replaced.
  func replacing(_ part: String, with other: String) -> [UInt8] {
    let header = "{" + ([metadata] + entries).joined(separator: ",") + "}"
    precondition(header.contains(part), "the part must be there")
    return bytes(header: header.replacing(part, with: other))
  }
}
