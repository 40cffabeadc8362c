extension SafeText: ExpressibleByStringInterpolation {
  /// Makes a literal safe; it goes the same road as any other string.
  public init(stringLiteral value: String) { self.init(value) }

  /// Makes a text of an interpolated literal.
  public init(stringInterpolation: Interpolation) { self = stringInterpolation.text }

  /// Collects the parts of an interpolated literal, keeping the escapes of safe parts apart.
  public struct Interpolation: StringInterpolationProtocol, Sendable {
    /// What has been collected.
    var text = SafeText.empty

    /// Starts with nothing.
    public init(literalCapacity: Int, interpolationCount: Int) {
      text.glyphs.reserveCapacity(literalCapacity + 8 * interpolationCount)
    }

    /// Appends the text between two interpolations.
    public mutating func appendLiteral(_ literal: String) { text += SafeText(literal) }

    /// Appends a text that is safe already.
    public mutating func appendInterpolation(_ part: SafeText) { text += part }

    /// Appends a string, made safe.
    public mutating func appendInterpolation(_ part: String) { text += SafeText(part) }

    /// Appends a value by its description, made safe.
    public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      text += SafeText(value.description)
    }

    /// Appends any value as it is printed, made safe.
    public mutating func appendInterpolation<Value>(_ value: Value) {
      text += SafeText(String(describing: value))
    }
  }
}
