import Groundwork

/// A whole number times a power of ten: a bound that is read as the number that it says.
public struct RoundNumber: Hashable, Sendable {
  /// The digits, with the sign.
  public var digits: Int
  /// The power of ten.
  public var exponent: Int

  /// Makes `digits * 10^exponent`.
  public init(_ digits: Int, exponent: Int) {
    self.digits = digits
    self.exponent = exponent
  }

  /// The powers of ten that a `Double` holds exactly.
  private static let powers: [Double] = (0...22).map { power in
    (0..<power).reduce(1.0) { product, _ in product * 10 }
  }

  /// Returns a power of ten.
  static func power(_ exponent: Int) -> Double { RoundNumber(1, exponent: exponent).value }

  /// The nearest `Double`, which is also what its text is read as.
  public var value: Double {
    // One exact number by another: the result is rounded once, as that of reading the digits is.
    if digits.magnitude < 1 << 53, abs(exponent) < Self.powers.count {
      let power = Self.powers[abs(exponent)]
      return exponent < 0 ? Double(digits) / power : Double(digits) * power
    }
    return Double("\(digits)e\(exponent)") ?? .nan
  }

  /// As an expression writes it: `.25`, `2000`, `5e-9`.
  public var text: String {
    guard digits != 0 else { return "0" }
    var (shown, power) = (digits.magnitude, exponent)
    while shown % 10 == 0 {
      shown /= 10
      power += 1
    }
    let sign = digits < 0 ? "-" : ""
    let text = String(shown)
    switch power {
    case 0...8: return sign + text.padded(to: text.count + power, with: "0")
    case -8..<0:
      let whole = text.leftPadded(to: -power, with: "0")
      return sign + whole.dropLast(-power) + "." + whole.suffix(-power)
    default: return sign + "\(text)e\(power)"
    }
  }
}
