import Groundwork

extension RandomSource {
  /// Makes a generator whose next uniform number is `unit`, in 0..<1 and with 53 bits.
  ///
  /// What it yields is the sum of its two words.
  init(yielding unit: Double) {
    let bits = unit.isFinite ? UInt64(min(max(0, unit), 1 - 0x1p-53) * 0x1p53) << 11 : 0
    self.init(state: (1, bits &- 1))
  }
}
