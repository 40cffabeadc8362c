/// The number of a word in a vocabulary, from 0.
public struct Token: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
  /// The number.
  public var rawValue: Int32

  /// Makes a token of a number.
  @inline(__always)
  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// The number as an index.
  @inline(__always)
  public var index: Int { Int(rawValue) }
}
