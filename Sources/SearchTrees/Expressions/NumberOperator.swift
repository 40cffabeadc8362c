import Glibc

/// What is done with two numbers; one that is not known is NaN, and so is what is made of it.
enum NumberOperator: Hashable, Sendable {
  case add
  case subtract
  case multiply
  case divide
  case power
  case least
  case greatest

  /// Returns what two numbers come to.
  ///
  /// What has no number for an answer is not known: a division by 0, a power too large. An infinite score
  /// is a number, and stays one.
  @inline(__always)
  func apply(_ left: Double, _ right: Double) -> Double {
    let result: Double =
      switch self {
      case .add: left + right
      case .subtract: left - right
      case .multiply: left * right
      case .divide: right == 0 ? .nan : left / right
      // What is not known to the power of 0 would be 1.
      case .power: left.isNaN || right.isNaN ? .nan : pow(left, right)
      case .least: left.isNaN || right.isNaN ? .nan : left < right ? left : right
      case .greatest: left.isNaN || right.isNaN ? .nan : left > right ? left : right
      }
    return result.isInfinite && left.isFinite && right.isFinite ? .nan : result
  }
}

/// What is done with one number.
enum NumberFunction: String, Hashable, Sendable, CaseIterable {
  case squareRoot = "sqrt"
  case logarithm = "ln"
  case exponential = "exp"
  case magnitude = "abs"
  /// To the nearest whole number, halves away from 0.
  case round
  case ceil

  /// Returns what a number comes to; what has no number for an answer, such as `ln(0)`, is not known.
  func apply(_ number: Double) -> Double {
    let result =
      switch self {
      case .squareRoot: number.squareRoot()
      case .logarithm: log(number)
      case .exponential: exp(number)
      case .magnitude: number.magnitude
      case .round: number.rounded()
      case .ceil: number.rounded(.up)
      }
    return result.isInfinite && number.isFinite ? .nan : result
  }
}

/// How two numbers are compared.
enum Comparison: Hashable, Sendable {
  case equal
  case unequal
  case less
  case notMore
  case more
  case notLess

  /// Returns whether it holds; numbers that are not known are not asked about.
  @inline(__always)
  func holds(_ left: Double, _ right: Double) -> Bool {
    switch self {
    case .equal: left == right
    case .unequal: left != right
    case .less: left < right
    case .notMore: left <= right
    case .more: left > right
    case .notLess: left >= right
    }
  }
}
