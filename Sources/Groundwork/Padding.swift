extension String {
  /// Returns the text with fillers behind it up to `count` characters; a longer text as it is.
  ///
  /// For texts of our own, whose characters take a column each; what comes from elsewhere is padded
  /// by its columns, as a `SafeText`. O(n) in the larger of both lengths.
  public func padded(to count: Int, with filler: Character = " ") -> String {
    self + fillers(count - self.count, filler)
  }

  /// Returns the text with fillers before it up to `count` characters; a longer text as it is.
  ///
  /// O(n) in the larger of both lengths.
  public func leftPadded(to count: Int, with filler: Character = " ") -> String {
    fillers(count - self.count, filler) + self
  }
}

/// Returns so many fillers; none for a number below 1, which is what a text that is too long leaves.
private func fillers(_ number: Int, _ filler: Character) -> String {
  String(repeating: filler, count: max(0, number))
}
