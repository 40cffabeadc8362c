/// A seeded source of text that is as nasty as text can be.
struct RandomText {
  var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next(below limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(limit))
  }

  mutating func scalar() -> Unicode.Scalar {
    let ranges: [ClosedRange<UInt32>] = [
      0x20...0x7E, 0x20...0x7E, 0x00...0x1F, 0x7F...0x9F, 0xA0...0x2FF, 0x300...0x36F,
      0x590...0x6FF, 0x1100...0x11FF, 0x2000...0x206F, 0x2500...0x27BF, 0x2800...0x28FF,
      0x4E00...0x4FFF, 0xAC00...0xACFF, 0xE000...0xE0FF, 0xFE00...0xFE0F, 0xFFF0...0xFFFF,
      0x1F1E6...0x1F1FF, 0x1F300...0x1F6FF, 0xE0000...0xE01EF, 0x0...0x10FFFF,
    ]
    let range = ranges[next(below: ranges.count)]
    let value = range.lowerBound + UInt32(next(below: range.count))
    return Unicode.Scalar(value) ?? "?"
  }

  mutating func text(upTo length: Int) -> String {
    var scalars = String.UnicodeScalarView()
    for _ in 0..<next(below: length + 1) { scalars.append(scalar()) }
    return String(scalars)
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(next(below: 256)) }
  }
}
