import Groundwork

/// Mappings that a person wrote down: `NAME.map` in the folder of settings, where `--map NAME` finds it.
///
/// It holds what stands behind `--map`; it may have several lines, and comments behind `#`.
public enum SavedMapping {
  /// The longest file that is read.
  private static let longest = 64 << 10

  /// Returns the mapping of a name; nil where there is none.
  public static func text(_ name: String) -> String? {
    let isName = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    guard isName, let folder = UserFolder.settings.path,
      let file = try? MappedFile("\(folder)/\(name).map"), file.count <= longest
    else { return nil }
    let text = file.withSpan(0..<file.count) { span in
      unsafe span.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
    return joined(text)
  }

  /// Puts the lines of a mapping together.
  static func joined(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).compactMap { line -> String? in
      var words = line.drop { $0.isWhitespace }
      if words.hasPrefix("#") { return nil }
      while let last = words.last, last.isWhitespace || last == "," { words.removeLast() }
      return words.isEmpty ? nil : String(words)
    }.joined(separator: ", ")
  }
}
