/// The names that Hugging Face's llama models give their tensors.
struct TransformerNames {
  static let embeddings = "model.embed_tokens.weight"
  static let norm = "model.norm.weight"
  let layer: Int

  private func part(_ name: String) -> String { "model.layers.\(layer).\(name).weight" }

  var attentionNorm: String { part("input_layernorm") }
  var query: String { part("self_attn.q_proj") }
  var key: String { part("self_attn.k_proj") }
  var value: String { part("self_attn.v_proj") }
  var output: String { part("self_attn.o_proj") }
  var feedForwardNorm: String { part("post_attention_layernorm") }
  var gate: String { part("mlp.gate_proj") }
  var up: String { part("mlp.up_proj") }
  var down: String { part("mlp.down_proj") }

  /// Checks that a file holds every tensor of a model with the right shape, and no other.
  static func check(_ file: SafeTensors, shape: TransformerShape) throws(ModelFileError) {
    var known: Set<String> = []
    func check(_ name: String, _ expected: [Int]) throws(ModelFileError) {
      known.insert(name)
      let found = file.tensors[name].map { "\($0.shape)" } ?? "nothing"
      guard found == "\(expected)" else {
        throw ModelFileError(
          file: file.name, place: "tensor \(name)",
          problem: "shape \(expected) expected, \(found) found")
      }
    }
    let (width, hidden) = (shape.width, shape.hidden)
    try check(embeddings, [shape.words, width])
    try check(norm, [width])
    for layer in 0..<shape.layers {
      let names = TransformerNames(layer: layer)
      try check(names.attentionNorm, [width])
      for name in [names.query, names.key, names.value, names.output] {
        try check(name, [width, width])
      }
      try check(names.feedForwardNorm, [width])
      for name in [names.gate, names.up] { try check(name, [hidden, width]) }
      try check(names.down, [width, hidden])
    }
    if let name = file.tensors.keys.filter({ !known.contains($0) }).min() {
      throw ModelFileError(
        file: file.name, place: "tensor \(name)", problem: "the model has no such tensor")
    }
  }
}
