import CKernels
import Glibc

/// The weights of a transformer as the kernels read them: written once, then shared by threads.
final class TransformerWeights: @unchecked Sendable {
  /// Where the weights of a layer begin.
  struct Layer {
    var attentionNorm = 0
    var queryKeyValue = 0
    var output = 0
    var feedForwardNorm = 0
    var gateAndUp = 0
    var down = 0
  }

  let shape: TransformerShape
  let layers: [Layer]
  /// Where the table of embeddings begins: [token][width].
  let embeddings: Int
  /// Where the last norm begins.
  let norm: Int
  /// Where the head begins: the embeddings again, in panels.
  let head: Int
  /// Where the rotary positions begin: [position][head size / 2], cosines and sines.
  let cosines: Int
  let sines: Int
  /// All of them.
  let numbers: FloatBuffer

  /// The vocabulary's size, rounded up to whole panels.
  var headWidth: Int { (shape.words + 15) / 16 * 16 }

  /// Takes the weights out of a file that holds exactly those of a shape.
  ///
  /// - Throws: ``ModelFileError`` where a tensor is missing, has another shape, holds a number that is
  ///   not finite, or is none of the model's.
  static func read(
    _ file: SafeTensors, shape: TransformerShape
  ) throws(ModelFileError) -> TransformerWeights {
    // First that everything is there, so that a false configuration reserves no memory.
    try TransformerNames.check(file, shape: shape)
    let weights = TransformerWeights(shape: shape)
    try weights.fill(from: file)
    return weights
  }

  /// Reserves the place of the weights, and works out the rotary positions.
  ///
  /// It throws nothing: an optimised initialiser of a class that throws before all is set has been seen
  /// to release what was not there yet.
  private init(shape: TransformerShape) {
    self.shape = shape
    var end = 0
    func reserve(_ count: Int) -> Int {
      defer { end += count }
      return end
    }
    let (width, hidden) = (shape.width, shape.hidden)
    let headWidth = (shape.words + 15) / 16 * 16
    let angles = shape.positions * shape.headSize / 2
    embeddings = reserve(shape.words * width)
    head = reserve(headWidth * width)
    norm = reserve(width)
    cosines = reserve(angles)
    sines = reserve(angles)
    var layers: [Layer] = []
    for _ in 0..<shape.layers {
      var layer = Layer()
      layer.attentionNorm = reserve(width)
      layer.queryKeyValue = reserve(3 * width * width)
      layer.output = reserve(width * width)
      layer.feedForwardNorm = reserve(width)
      layer.gateAndUp = reserve(2 * hidden * width)
      layer.down = reserve(hidden * width)
      layers.append(layer)
    }
    self.layers = layers
    numbers = FloatBuffer(end)
    turn()
  }

  private func fill(from file: SafeTensors) throws(ModelFileError) {
    let (width, hidden) = (shape.width, shape.hidden)
    let matrix = FloatBuffer(max(shape.words * width, hidden * width, width * width))
    func read(_ name: String, into target: FloatBuffer, at offset: Int) throws(ModelFileError) {
      guard file.read(name, into: target, at: offset) else {
        throw ModelFileError(
          file: file.name, place: "tensor \(name)", problem: "a number in it is not finite")
      }
    }
    func pack(
      _ name: String, _ outputs: Int, _ inputs: Int, into panels: Int, from first: Int = 0
    ) throws(ModelFileError) {
      try read(name, into: matrix, at: 0)
      unsafe treetop_pack(matrix[0], outputs, inputs, first, numbers[panels])
    }
    try read(TransformerNames.embeddings, into: numbers, at: embeddings)
    try pack(TransformerNames.embeddings, shape.words, width, into: head)
    try read(TransformerNames.norm, into: numbers, at: norm)
    for (index, layer) in layers.enumerated() {
      let names = TransformerNames(layer: index)
      try read(names.attentionNorm, into: numbers, at: layer.attentionNorm)
      try pack(names.query, width, width, into: layer.queryKeyValue)
      try pack(names.key, width, width, into: layer.queryKeyValue, from: width)
      try pack(names.value, width, width, into: layer.queryKeyValue, from: 2 * width)
      try pack(names.output, width, width, into: layer.output)
      try read(names.feedForwardNorm, into: numbers, at: layer.feedForwardNorm)
      try pack(names.gate, hidden, width, into: layer.gateAndUp)
      try pack(names.up, hidden, width, into: layer.gateAndUp, from: hidden)
      try pack(names.down, width, hidden, into: layer.down)
    }
  }

  /// Works out the rotary positions: the angle of pair i at position t is t * theta^(-2i / head size).
  ///
  /// Powers and angles are rounded to single precision, as PyTorch rounds them; the rest is done in
  /// double precision, so that no C library's last bit can show.
  private func turn() {
    let half = shape.headSize / 2
    for pair in 0..<half {
      let exponent = Double(Float(2 * pair) / Float(shape.headSize))
      let frequency = Float(pow(Double(shape.theta), -exponent))
      for position in 0..<shape.positions {
        let angle = Double(Float(position) * frequency)
        unsafe numbers[cosines + position * half + pair].pointee = Float(cos(angle))
        unsafe numbers[sines + position * half + pair].pointee = Float(sin(angle))
      }
    }
  }
}

extension SafeTensors {
  /// Writes a tensor's numbers in single precision and returns whether all are finite.
  func read(_ name: String, into target: FloatBuffer, at offset: Int) -> Bool {
    guard let tensor = tensors[name] else { return false }
    precondition(offset + tensor.count <= target.count, "a tensor must fit")
    unsafe bytes.withUnsafeBytes { bytes in
      let source = unsafe UnsafeRawBufferPointer(rebasing: bytes[tensor.range])
      guard let first = source.baseAddress, unsafe !source.isEmpty else { return }
      switch tensor.type {
      case .half:
        unsafe treetop_from_halves(
          first.assumingMemoryBound(to: UInt8.self), tensor.count, target[offset])
      case .single:
        unsafe UnsafeMutableRawPointer(target[offset]).copyMemory(
          from: first, byteCount: source.count)
      }
    }
    return unsafe treetop_are_finite(target[offset], tensor.count)
  }
}
