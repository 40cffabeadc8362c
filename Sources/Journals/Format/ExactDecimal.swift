/// Turns a decimal number of at most 19 digits into the nearest double, rounding once.
///
/// Where the digits and the power of ten are both doubles, one division is enough (Clinger, *How to
/// read floating point numbers accurately*, 1990). The 17 digits that programs print take an exact
/// product or quotient with a power of five in 128 bits, of which the top 64 are rounded; the last of
/// these tells whether anything was cut off.
enum ExactDecimal {
  /// Returns `mantissa` times ten to the `exponent`; nil where this way does not reach.
  @inline(__always)
  static func double(_ mantissa: UInt64, exponent: Int) -> Double? {
    if exponent == 0 { return Double(mantissa) }
    if mantissa <= 1 << 53, exponent >= -22, exponent < 0 {
      return Double(mantissa) / powersOfTen[-exponent]
    }
    if mantissa <= 1 << 53, exponent > 0, exponent <= 22 {
      return Double(mantissa) * powersOfTen[exponent]
    }
    return wide(mantissa, exponent: exponent)
  }

  @inline(never)
  private static func wide(_ mantissa: UInt64, exponent: Int) -> Double? {
    guard exponent.magnitude < powersOfFive.count else { return nil }
    if mantissa == 0 { return 0 }
    let five = powersOfFive[Int(exponent.magnitude)]
    return exponent < 0
      ? quotient(mantissa, five, twos: exponent) : product(mantissa, five, twos: exponent)
  }

  /// Returns `mantissa / five * 2^twos`, rounded once.
  private static func quotient(_ mantissa: UInt64, _ five: UInt64, twos: Int) -> Double {
    let top = mantissa.leadingZeroBitCount
    let bottom = five.leadingZeroBitCount
    // A dividend from 2^126 below 2^127 and a divisor from 2^63 on leave 63 or 64 bits.
    let dividend = mantissa << top
    let (bits, rest) = (five << bottom).dividingFullWidth((dividend >> 1, dividend << 63))
    return scaled(bits, isCut: rest != 0, twos: twos + bottom - top - 63)
  }

  /// Returns `mantissa * five * 2^twos`, rounded once.
  private static func product(_ mantissa: UInt64, _ five: UInt64, twos: Int) -> Double {
    let (high, low) = mantissa.multipliedFullWidth(by: five)
    if high == 0 { return scaled(low, isCut: false, twos: twos) }
    let free = high.leadingZeroBitCount
    return scaled(
      high << free | low >> (64 - free), isCut: low << free != 0, twos: twos + 64 - free)
  }

  private static func scaled(_ bits: UInt64, isCut: Bool, twos: Int) -> Double {
    Double(bits | (isCut ? 1 : 0)) * Double(sign: .plus, exponent: twos, significand: 1)
  }

  private static let powersOfTen: InlineArray<23, Double> = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  private static let powersOfFive: InlineArray<28, UInt64> = [
    1, 5, 25, 125, 625, 3_125, 15_625, 78_125, 390_625, 1_953_125, 9_765_625, 48_828_125,
    244_140_625, 1_220_703_125, 6_103_515_625, 30_517_578_125, 152_587_890_625, 762_939_453_125,
    3_814_697_265_625, 19_073_486_328_125, 95_367_431_640_625, 476_837_158_203_125,
    2_384_185_791_015_625, 11_920_928_955_078_125, 59_604_644_775_390_625,
    298_023_223_876_953_125, 1_490_116_119_384_765_625, 7_450_580_596_923_828_125,
  ]
}
