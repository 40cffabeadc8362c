import Glibc

/// The exponential function, for priors that a file holds as logits.
enum Exponential {
  /// e to the power of `x`.
  static func of(_ x: Double) -> Double { exp(x) }
}
