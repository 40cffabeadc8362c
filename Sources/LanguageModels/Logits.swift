import Glibc

/// Rows of logits: unnormalised logarithms of probabilities, one row a place, one column a token.
public struct Logits: Sendable, Hashable {
  /// The number of columns.
  public let width: Int
  /// The numbers, row after row.
  public private(set) var values: [Float]

  /// Makes rows; `values` holds a whole number of them.
  public init(width: Int, values: [Float]) {
    precondition(values.count.isMultiple(of: width), "rows of logits must be whole")
    self.width = width
    self.values = values
  }

  /// How many rows there are.
  public var count: Int { values.count / width }

  /// Returns a row.
  public subscript(row: Int) -> ArraySlice<Float> { values[row * width..<(row + 1) * width] }

  /// Returns the natural logarithms of the probabilities of a row, in double precision.
  public func logProbabilities(_ row: Int) -> [Double] {
    let logits = self[row]
    let highest = Double(logits.max() ?? 0)
    var sum = 0.0
    for logit in logits { sum += exp(Double(logit) - highest) }
    let normaliser = highest + log(sum)
    return logits.map { Double($0) - normaliser }
  }

  /// Returns the token with the highest logit of a row, the first among equals.
  public func likeliest(_ row: Int) -> Token {
    let logits = self[row]
    var best = logits.startIndex
    for index in logits.indices where logits[index] > logits[best] { best = index }
    return Token(rawValue: Int32(best - logits.startIndex))
  }
}
