/// Single-precision numbers that C code reads and writes in place.
///
/// They begin on a cache line; what is not written yet is anything. What hands the pointer to C keeps
/// the buffer alive meanwhile.
@safe
final class FloatBuffer {
  /// The first number.
  let base: UnsafeMutablePointer<Float>
  /// How many numbers there are.
  let count: Int

  init(_ count: Int) {
    let bytes = max(count, 1) * MemoryLayout<Float>.stride
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    unsafe base = memory.bindMemory(to: Float.self, capacity: count)
    self.count = count
  }

  deinit { unsafe base.deallocate() }

  /// Returns the number with an index, as a pointer.
  @unsafe
  subscript(index: Int) -> UnsafeMutablePointer<Float> {
    assert(index >= 0 && index <= count, "a pointer must stay within its buffer")
    return unsafe base + index
  }
}
