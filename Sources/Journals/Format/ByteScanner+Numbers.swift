extension ByteScanner {
  /// Passes a number and returns the double that is nearest to it.
  ///
  /// - Throws: a fault where it is no number of JSON, or too large for a double.
  @inline(__always)
  mutating func readNumber() throws(JournalFault) -> Double {
    let start = position
    let isNegative = current == UInt8(ascii: "-")
    if isNegative { position += 1 }
    let first = position
    var mantissa: UInt64 = 0
    passDigits(into: &mantissa)
    var digits = position - first
    if digits == 0 { throw faultOfNumber() }
    if digits > 1, byte(at: first) == UInt8(ascii: "0") {
      throw JournalFault(.noLeadingZero, at: first)
    }
    var exponent = 0
    if current == UInt8(ascii: ".") {
      position += 1
      let point = position
      passDigits(into: &mantissa)
      let decimals = position - point
      if decimals == 0 { throw fault(.digit) }
      digits += decimals
      exponent = -decimals
    }
    if current | 0x20 == UInt8(ascii: "e") { exponent += try readExponent() }
    // The mantissa may have wrapped around where there are twenty digits.
    if digits <= 19, let number = ExactDecimal.double(mantissa, exponent: exponent) {
      return isNegative ? -number : number
    }
    return try readLongNumber(from: start)
  }

  /// Passes digits, as the next ones of a number.
  @inline(__always)
  private mutating func passDigits(into mantissa: inout UInt64) {
    while true {
      let digit = current &- UInt8(ascii: "0")
      if digit > 9 { return }
      mantissa = mantissa &* 10 &+ UInt64(digit)
      position += 1
    }
  }

  /// Passes `e`, a sign and digits; an exponent beyond all numbers is cut off.
  @inline(never)
  private mutating func readExponent() throws(JournalFault) -> Int {
    position += 1
    let isNegative = current == UInt8(ascii: "-")
    if isNegative || current == UInt8(ascii: "+") { position += 1 }
    let start = position
    var exponent = 0
    while case let digit = current &- UInt8(ascii: "0"), digit <= 9 {
      exponent = min(exponent * 10 + Int(digit), 1 << 32)
      position += 1
    }
    if position == start { throw fault(.digit) }
    return isNegative ? -exponent : exponent
  }

  /// Reads a number again that has many digits or a large exponent.
  @inline(never)
  private mutating func readLongNumber(from start: Int) throws(JournalFault) -> Double {
    // The grammar is checked: the standard library's own takes every number of JSON.
    guard let number = Double(text(start..<position)), number.isFinite else {
      throw JournalFault(.numberInRange, at: start)
    }
    return number
  }

  @inline(never)
  private func faultOfNumber() -> JournalFault {
    fault(startsUnknownNumber ? .finiteWord : .digit)
  }

  /// Whether one of the words for numbers that JSON does not know stands at the position, the sign left
  /// out.
  var startsUnknownNumber: Bool { hasWord("NaN") || hasWord("Infinity") }

  private func hasWord(_ letters: StaticString) -> Bool {
    for offset in 0..<letters.utf8CodeUnitCount
    where unsafe byte(at: position + offset) != letters.utf8Start[offset] { return false }
    return true
  }

  /// Passes a number; NaN where the number is NaN, infinite or too large, which is counted.
  @inline(__always)
  mutating func readNumberOrUnknown(
    or expectation: JournalFault.Expectation
  ) throws(JournalFault) -> Double {
    if current &- UInt8(ascii: "0") <= 9 {
      do throws(JournalFault) {
        return try readNumber()
      } catch {
        return try unknownNumber(after: error)
      }
    }
    return try readOddNumber(or: expectation)
  }

  /// Passes a number with a sign, or a word for one that is not finite.
  @inline(never)
  private mutating func readOddNumber(
    or expectation: JournalFault.Expectation
  ) throws(JournalFault) -> Double {
    let start = position
    let isNegative = current == UInt8(ascii: "-")
    if isNegative { position += 1 }
    if hasWord("Infinity") {
      position += 8
      unknownNumbers += 1
      return .nan
    }
    if hasWord("NaN"), !isNegative {
      position += 3
      unknownNumbers += 1
      return .nan
    }
    position = start
    guard isNegative else { throw fault(expectation) }
    do throws(JournalFault) {
      return try readNumber()
    } catch {
      return try unknownNumber(after: error)
    }
  }

  /// Counts a number that is beyond all doubles, and is passed already; any other fault stays one.
  @inline(never)
  private mutating func unknownNumber(after fault: JournalFault) throws(JournalFault) -> Double {
    guard fault.expectation == .numberInRange else { throw fault }
    unknownNumbers += 1
    return .nan
  }

  /// Passes a whole number from 0 up to `limit`; written with a point or an exponent, up to 2^53.
  @inline(__always)
  mutating func readWhole(
    upTo limit: UInt64 = .max, or expectation: JournalFault.Expectation
  ) throws(JournalFault) -> UInt64 {
    _ = next()
    let start = position
    var number: UInt64 = 0
    passDigits(into: &number)
    let digits = position - start
    let end = current
    let isPlain =
      end != UInt8(ascii: ".") && end | 0x20 != UInt8(ascii: "e")
      && (digits == 1 || byte(at: start) != UInt8(ascii: "0"))
    if digits > 0, digits <= 19, isPlain, number <= limit { return number }
    position = start
    return try readOddWhole(upTo: limit, or: expectation)
  }

  /// Does the same for a number that is long, written in an odd way, or wrong.
  @inline(never)
  private mutating func readOddWhole(
    upTo limit: UInt64, or expectation: JournalFault.Expectation
  ) throws(JournalFault) -> UInt64 {
    let start = position
    switch current {
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
    case UInt8(ascii: "N"), UInt8(ascii: "I"): throw faultOfValue()
    default: throw fault(expectation)
    }
    let number = try readNumber()
    if let plain = UInt64(text(start..<position)), plain <= limit { return plain }
    guard number <= 0x1p53, let whole = UInt64(exactly: number), whole <= limit else {
      throw JournalFault(expectation, at: start)
    }
    return whole
  }
}
