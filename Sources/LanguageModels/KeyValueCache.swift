/// The keys and values of tokens that were read, for attention to look at.
final class KeyValueCache {
  /// The number of layers, or 1 where they share the place.
  let layers: Int
  /// Numbers in a key and in a value.
  let width: Int
  /// How many tokens there is room for.
  let slots: Int
  /// Keys: [layer][number][slot].
  let keys: FloatBuffer
  /// Values: [layer][slot][number].
  let values: FloatBuffer

  /// Slots from one number of a key to the next.
  ///
  /// Attention reads sixteen at a time, and a stride that is no power of two keeps columns from
  /// crowding the same cache lines.
  var stride: Int { (slots + 15) / 16 * 16 + 16 }

  init(layers: Int, width: Int, slots: Int) {
    self.layers = layers
    self.width = width
    self.slots = slots
    let stride = (slots + 15) / 16 * 16 + 16
    keys = FloatBuffer(layers * width * stride + 16)
    values = FloatBuffer(layers * width * slots)
  }

  /// Where the keys of a layer begin.
  func keys(of layer: Int) -> Int { layers == 1 ? 0 : layer * width * stride }

  /// Where the values of a layer begin.
  func values(of layer: Int) -> Int { layers == 1 ? 0 : layer * width * slots }

  /// Returns a cache with room for more, or as much, that holds the first `count` tokens of this one.
  func copy(slots: Int, count: Int) -> KeyValueCache {
    let copy = KeyValueCache(layers: layers, width: width, slots: slots)
    precondition(count <= self.slots && count <= slots, "a cache must have room for its tokens")
    for row in 0..<layers * width {
      unsafe copy.keys[row * copy.stride].update(from: keys[row * stride], count: count)
    }
    for layer in 0..<layers {
      unsafe copy.values[layer * width * slots].update(
        from: values[layer * width * self.slots], count: count * width)
    }
    return copy
  }
}
