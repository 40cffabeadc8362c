/// How many columns a character takes, by our own table.
///
/// The C library's answer depends on the locale and its version and differs between systems; the
/// same text must be laid out alike everywhere. Ambiguous characters count as one column.
public enum DisplayWidth {
  /// Returns 0, 1 or 2 for one scalar; controls count as 0 and never reach a cell.
  ///
  /// - Complexity: constant below U+0300, else logarithmic in the number of ranges.
  public static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) ? 0 : 1 }
    if contains(value, in: WidthRanges.zero) { return 0 }
    return contains(value, in: WidthRanges.wide) ? 2 : 1
  }

  /// Returns the columns that a text takes after it has been made safe.
  public static func of(_ text: SafeText) -> Int { text.width }

  /// Returns whether `value` lies in one of the flat pairs of `ranges`.
  private static func contains(_ value: UInt32, in ranges: [UInt32]) -> Bool {
    var low = 0
    var high = ranges.count / 2
    while low < high {
      let middle = (low + high) / 2
      if value > ranges[2 * middle + 1] {
        low = middle + 1
      } else if value < ranges[2 * middle] {
        high = middle
      } else {
        return true
      }
    }
    return false
  }
}
