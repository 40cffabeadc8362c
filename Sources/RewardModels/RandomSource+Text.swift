import Groundwork

extension RandomSource {
  /// Makes the generator of a seed and a text: FNV-1a of the text starts it.
  init(seed: UInt64, text: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ seed
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    self.init(seed: hash)
  }
}
