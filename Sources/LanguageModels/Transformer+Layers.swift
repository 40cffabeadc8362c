import CKernels

extension Transformer {
  /// The rows between the steps of a layer.
  final class Work {
    /// The most rows that there is room for.
    let rows: Int
    /// The most slots that a row may attend to.
    let mostSlots: Int
    let stream: FloatBuffer
    let normed: FloatBuffer
    /// Queries, keys and values beside each other; also gates and ups.
    let wide: FloatBuffer
    /// What attention or the feed-forward part makes of them.
    let mixed: FloatBuffer
    let scores: FloatBuffer

    init(_ shape: TransformerShape, rows: Int, mostSlots: Int) {
      self.rows = rows
      self.mostSlots = mostSlots
      stream = FloatBuffer(rows * shape.width)
      normed = FloatBuffer(rows * shape.width)
      wide = FloatBuffer(
        rows * max(3 * shape.width, 2 * shape.hidden, (shape.words + 15) / 16 * 16))
      mixed = FloatBuffer(rows * max(shape.width, shape.hidden))
      scores = FloatBuffer(shape.heads * treetop_scratch_stride(mostSlots))
    }
  }

  /// Evaluates rows, row i into slot `firstSlot` + i, and returns the logits after each.
  ///
  /// The slots that the rows attend to are full, or belong to these rows.
  func run(
    _ tokens: [Token], at places: RowPlaces, firstSlot: Int, cache: KeyValueCache, _ work: Work
  ) -> Logits {
    guard !tokens.isEmpty else { return Logits(width: shape.words, values: []) }
    let mostSlots = places.mostSlots
    precondition(mostSlots <= longestSequence, "a sequence is longer than the model can read")
    precondition(firstSlot + tokens.count <= cache.slots, "every row needs a slot")
    precondition(tokens.count <= work.rows && mostSlots <= work.mostSlots, "rows need their room")
    let (width, numbers) = (shape.width, weights.numbers)
    for (row, token) in tokens.enumerated() {
      precondition(token.index >= 0 && token.index < shape.words, "a token must be a word")
      unsafe work.stream[row * width].update(
        from: numbers[weights.embeddings + token.index * width], count: width)
    }
    for index in weights.layers.indices {
      attend(index, work, rows: tokens.count, at: places, firstSlot: firstSlot, cache: cache)
      feedForward(index, work, rows: tokens.count)
    }
    unsafe treetop_rms_norm(
      work.stream[0], tokens.count, width, numbers[weights.norm], shape.epsilon, work.normed[0])
    multiply(
      work.normed, width, rows: tokens.count, weights.head, weights.headWidth, into: work.wide)
    let values = unsafe [Float](unsafeUninitializedCapacity: tokens.count * shape.words) {
      buffer, count in
      for row in tokens.indices {
        let logits = unsafe UnsafeBufferPointer(
          start: work.wide[row * weights.headWidth], count: shape.words)
        let place = row * shape.words..<(row + 1) * shape.words
        _ = unsafe UnsafeMutableBufferPointer(rebasing: buffer[place]).initialize(from: logits)
      }
      count = tokens.count * shape.words
    }
    return Logits(width: shape.words, values: values)
  }

  /// Adds to the stream what attention makes of it.
  private func attend(
    _ index: Int, _ work: Work, rows: Int, at places: RowPlaces, firstSlot: Int,
    cache: KeyValueCache
  ) {
    let (width, numbers, layer) = (shape.width, weights.numbers, weights.layers[index])
    let (keys, values) = (cache.keys(of: index), cache.values(of: index))
    unsafe treetop_rms_norm(
      work.stream[0], rows, width, numbers[layer.attentionNorm], shape.epsilon, work.normed[0])
    multiply(work.normed, width, rows: rows, layer.queryKeyValue, 3 * width, into: work.wide)
    // Queries and keys stand beside each other and turn alike.
    unsafe treetop_rotate(
      work.wide[0], 3 * width, rows, places.positions, 2 * shape.heads, shape.headSize,
      numbers[weights.cosines], numbers[weights.sines])
    for row in 0..<rows {
      unsafe treetop_remember(
        work.wide[row * 3 * width + width], work.wide[row * 3 * width + 2 * width], width,
        cache.stride, firstSlot + row, cache.keys[keys], cache.values[values])
    }
    let attention = treetop_attention_shape(
      head_size: shape.headSize, heads: shape.heads, slots: cache.stride)
    unsafe places.runs.withUnsafeBufferPointer { runs in
      for row in 0..<rows {
        let own = unsafe UnsafeBufferPointer(
          rebasing: runs[places.starts[row]..<places.starts[row + 1]])
        unsafe treetop_attend(
          work.wide[row * 3 * width], attention, own.baseAddress, own.count, cache.keys[keys],
          cache.values[values], work.scores[0], work.mixed[row * width])
      }
    }
    multiply(work.mixed, width, rows: rows, layer.output, width, into: work.normed)
    unsafe treetop_add(work.stream[0], work.normed[0], rows * width)
  }

  /// Adds to the stream what the feed-forward part makes of it.
  private func feedForward(_ index: Int, _ work: Work, rows: Int) {
    let (width, numbers, layer) = (shape.width, weights.numbers, weights.layers[index])
    unsafe treetop_rms_norm(
      work.stream[0], rows, width, numbers[layer.feedForwardNorm], shape.epsilon, work.normed[0])
    multiply(work.normed, width, rows: rows, layer.gateAndUp, 2 * shape.hidden, into: work.wide)
    unsafe treetop_swiglu(work.wide[0], rows, shape.hidden, work.mixed[0])
    multiply(work.mixed, shape.hidden, rows: rows, layer.down, width, into: work.normed)
    unsafe treetop_add(work.stream[0], work.normed[0], rows * width)
  }

  private func multiply(
    _ source: FloatBuffer, _ inputs: Int, rows: Int, _ panels: Int, _ outputs: Int,
    into target: FloatBuffer
  ) {
    unsafe treetop_multiply(
      source[0], inputs, rows, weights.numbers[panels], inputs, outputs / 16, target[0], outputs)
  }
}
