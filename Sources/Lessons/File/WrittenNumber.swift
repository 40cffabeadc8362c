/// What is wrong with a number as it is written, where that can be told.
enum WrittenNumber {
  /// Returns what to write instead; nil where nothing comes to mind.
  static func hint(_ text: String) -> String? {
    guard text.contains(","), text.allSatisfy({ $0.isNumber || ",.-%".contains($0) }) else {
      return nil
    }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let isGrouped =
      parts.count > 2
      || parts.count == 2 && parts[0] != "0" && !parts[0].isEmpty && parts[1].count == 3
    return isGrouped
      ? "without commas: \(text.replacing(",", with: ""))"
      : "with a point, not a comma: \(text.replacing(",", with: "."))"
  }
}

extension LessonFault {
  /// The fault with one thing more that is expected.
  func adding(_ words: String?) -> LessonFault {
    guard let words else { return self }
    var fault = self
    fault.message += ", " + words
    return fault
  }
}
