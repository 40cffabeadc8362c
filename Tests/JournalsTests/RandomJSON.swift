import Groundwork

/// Writes random values of JSON and damages them.
struct RandomJSON {
  private var random: RandomSource
  private var bytes: [UInt8] = []

  init(seed: UInt64) { random = RandomSource(seed: seed) }

  private static let pieces: [String] = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud83d", "\\ude00", "\\u0041", "null",
    "true",
    "false", "0", "-", "1e400", "01", "1.", "e", "NaN", "Infinity", " ", "\n", "\u{1}", "é",
    "\u{feff}",
    "9007199254740993", "0.30000000000000004", "\"type\":\"expand\"", "{}", "[]", "1E-7",
  ]

  /// Returns the next text: a value of JSON, as it was written or damaged in a few places.
  mutating func next() -> [UInt8] {
    bytes = []
    writeBlanks()
    write(depth: 0)
    writeBlanks()
    if random.below(3) != 0 { for _ in 0...random.below(3) { damage() } }
    return bytes
  }

  private mutating func damage() {
    guard !bytes.isEmpty else { return }
    let place = Int(random.below(UInt32(bytes.count)))
    switch random.below(6) {
    case 0: bytes[place] ^= 1 << UInt8(random.below(8))
    case 1: bytes.remove(at: place)
    case 2: bytes.removeSubrange(place...)
    case 3:
      let end = min(bytes.count, place + Int(random.below(12)))
      bytes.insert(contentsOf: bytes[place..<end], at: place)
    case 4: bytes[place] = UInt8(random.below(256))
    default:
      let piece = Self.pieces[Int(random.below(UInt32(Self.pieces.count)))]
      bytes.insert(contentsOf: piece.utf8, at: place)
    }
  }

  private mutating func write(_ text: String) { bytes += text.utf8 }

  private mutating func writeBlanks() {
    guard random.below(6) == 0 else { return }
    for _ in 0...random.below(2) { write([" ", "\t", "\n", "\r"][Int(random.below(4))]) }
  }

  private mutating func write(depth: Int) {
    switch random.below(depth < 5 ? 8 : 5) {
    case 0: write(["null", "true", "false"][Int(random.below(3))])
    case 1, 2: writeNumber()
    case 3, 4: writeText()
    case 5: writeItems("[", "]", depth: depth) { $0.write(depth: depth + 1) }
    default:
      writeItems("{", "}", depth: depth) { writer in
        writer.writeText()
        writer.writeBlanks()
        writer.write(":")
        writer.writeBlanks()
        writer.write(depth: depth + 1)
      }
    }
  }

  private mutating func writeItems(
    _ opening: String, _ closing: String, depth: Int, _ item: (inout RandomJSON) -> Void
  ) {
    write(opening)
    writeBlanks()
    for index in 0..<random.below(5) {
      if index > 0 { write(",") }
      writeBlanks()
      item(&self)
      writeBlanks()
    }
    write(closing)
  }

  private mutating func writeNumber() {
    if random.below(2) == 0 { write("-") }
    write(String(random.next() >> random.below(64)))
    if random.below(2) == 0 { write(".\(random.next() >> random.below(64))") }
    if random.below(3) == 0 {
      write("\(["e", "E", "e+", "e-"][Int(random.below(4))])\(random.below(330))")
    }
  }

  private mutating func writeText() {
    write("\"")
    for _ in 0..<random.below(random.below(4) == 0 ? 40 : 9) {
      switch random.below(12) {
      case 0:
        write(["\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t"][Int(random.below(8))])
      case 1: write("\\u00\(random.below(8))\(["a", "F", "3"][Int(random.below(3))])")
      case 2: write(["é", "木", "😀", "\\ud83d\\ude00", "\\u6728", "\u{7f}"][Int(random.below(6))])
      default: bytes.append(UInt8(ascii: "a") + UInt8(random.below(26)))
      }
    }
    write("\"")
  }
}
