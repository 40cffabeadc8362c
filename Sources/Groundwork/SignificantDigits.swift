import Glibc

extension Double {
  /// Returns the nearest number that has at most so many significant digits; itself where it is 0 or not
  /// finite, or where rounding would leave the range of doubles.
  ///
  /// Between 1e-10 and 1e10, with 12 digits or fewer, it is the very double that the rounded digits are
  /// read as.
  public func rounded(toDigits digits: Int) -> Double {
    guard self != 0, isFinite else { return self }
    let scale = pow(10, Double(digits - 1) - log10(magnitude).rounded(.down))
    let result = (self * scale).rounded() / scale
    return result.isFinite ? result : self
  }
}
