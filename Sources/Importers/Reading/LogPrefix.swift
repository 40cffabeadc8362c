/// What loggers put before each line: the time, the level, the place.
///
/// It is found as what lines have in common where digits are any digits, up to a sign that ends it.
struct LogPrefix {
  /// The prefix, with one zero for each run of digits.
  let mask: [UInt8]

  /// As many lines are looked at.
  private static let most = 200

  /// Finds the prefix of most lines of a text; nil where they have none.
  init?(_ lines: some Sequence<Substring>) {
    let masks = lines.prefix(Self.most).map { Self.masked(Array($0.utf8.prefix(160))) }
      .filter { !$0.isEmpty }
    guard masks.count > 1 else { return nil }
    var best: (mask: [UInt8], count: Int)?
    for (first, second) in zip(masks, masks.dropFirst()).prefix(40) {
      let common = Array(zip(first, second).prefix { $0 == $1 }.map(\.0))
      guard let end = Self.end(of: common) else { continue }
      let mask = Array(common[..<end])
      if let best, best.mask.count >= mask.count { continue }
      let count = masks.count { $0.starts(with: mask) }
      if count * 5 >= masks.count * 4 { best = (mask, count) }
    }
    guard let best, Self.isOfLogger(best.mask) else { return nil }
    mask = best.mask
  }

  /// Returns where a line begins behind the prefix; nil where it has another one.
  func end(in line: some RandomAccessCollection<UInt8>) -> Int? {
    var index = line.startIndex
    var count = 0
    for byte in mask {
      guard index < line.endIndex else { return nil }
      if byte == UInt8(ascii: "0") {
        guard Self.isDigit(line[index]) else { return nil }
        while index < line.endIndex, Self.isDigit(line[index]) {
          index = line.index(after: index)
          count += 1
        }
      } else {
        guard line[index] == byte else { return nil }
        index = line.index(after: index)
        count += 1
      }
    }
    return count
  }

  private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

  private static func masked(_ line: [UInt8]) -> [UInt8] {
    var mask: [UInt8] = []
    for byte in line {
      if !isDigit(byte) {
        mask.append(byte)
      } else if mask.last != UInt8(ascii: "0") {
        mask.append(UInt8(ascii: "0"))
      }
    }
    return mask
  }

  /// Returns where a prefix ends in what lines have in common: behind the last sign that ends one and its blank.
  private static func end(of common: [UInt8]) -> Int? {
    let signs = Array("]:->|".utf8)
    var end: Int?
    for index in common.indices.dropLast()
    where signs.contains(common[index]) && common[index + 1] == 0x20 {
      if fields.contains(WordText.normalized(word(before: index, in: common))) { break }
      end = index + 2
      // What follows are the dashes and bars of the tree.
      if index + 3 < common.count, signs.contains(common[index + 2]) { break }
    }
    return end
  }

  /// What a node's own words begin with.
  private static let fields: Set<String> = Set(
    MapField.allCases.flatMap(\.keys).map { WordText.normalized($0) } + ["depth", "level"])

  private static func word(before index: Int, in bytes: [UInt8]) -> String {
    let word = bytes[..<index].reversed().prefix {
      0x41...0x5a ~= $0 || 0x61...0x7a ~= $0 || $0 == UInt8(ascii: "_")
    }
    return String(decoding: word.reversed(), as: UTF8.self)
  }

  /// Whether a prefix says a time or a level, or whose output a line is.
  private static func isOfLogger(_ mask: [UInt8]) -> Bool {
    let text = String(decoding: mask, as: UTF8.self).lowercased()
    return [
      "0:0:0", "0-0-0", "info", "debug", "warn", "error", "trace", "[std", "stdout", "stderr",
    ].contains { text.contains($0) }
  }
}

extension SourceText {
  /// The same text without what a logger put before its lines; nil where they have no such prefix.
  ///
  /// O(n) where there is one.
  var withoutLogPrefixes: SourceText? {
    let beginning = WordText.plain(text(0..<min(bytes.count, 64 << 10)))
    guard let prefix = LogPrefix(beginning.split(whereSeparator: \.isNewline)) else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var start = 0
    while start < bytes.count {
      let end = endOfLine(from: start)
      let length = prefix.end(in: bytes[start..<end]) ?? 0
      result.append(contentsOf: bytes[(start + length)..<end])
      result.append(0x0a)
      start = end + 1
    }
    return SourceText(result)
  }
}
