import Groundwork

/// The value of an option, as the command line and recordings hold it.
public enum OptionValue: Hashable, Sendable {
  /// A number.
  case number(Double)
  /// On or off.
  case truth(Bool)
  /// A word or a text.
  ///
  /// Untrusted where it comes from a file.
  case text(String)

  /// The value as it is written on the command line.
  public var written: String {
    switch self {
    case .number(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
    case .truth(let isOn): isOn ? "on" : "off"
    case .text(let text): text
    }
  }
}

/// The values that an option accepts.
public enum AcceptedValues: Sendable {
  /// Numbers in a range.
  case numbers(ClosedRange<Double>)
  /// Whole numbers in a range.
  case wholeNumbers(ClosedRange<Int>)
  /// On or off.
  case truth
  /// Some words.
  case words([String])
  /// Texts of a form that is told in words; `examples` are some of them.
  case texts(String, examples: [String], accepts: @Sendable (String) -> Bool)

  /// The names of some choices.
  public static func names<Choice: RawRepresentable<String> & CaseIterable>(
    of choices: Choice.Type
  ) -> AcceptedValues {
    .words(choices.allCases.map(\.rawValue))
  }

  /// What is accepted, in words.
  public var words: String {
    switch self {
    case .numbers(let range):
      "a number from \(NumberText.short(range.lowerBound)) to \(NumberText.short(range.upperBound))"
    case .wholeNumbers(let range):
      "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .truth: "on, off"
    case .words(let words): words.joined(separator: ", ")
    case .texts(let form, _, _): form
    }
  }

  /// What is accepted in a recording, in words.
  var recordedWords: String {
    switch self {
    case .truth: "true or false"
    case .words(let words) where words.count > 1:
      words.dropLast().joined(separator: ", ") + " or " + words[words.count - 1]
    case .words, .numbers, .wholeNumbers, .texts: words
    }
  }

  /// Words that are accepted, for the completion of a shell; none where they are beyond counting.
  public var examples: [String] {
    switch self {
    case .numbers, .wholeNumbers: []
    case .truth: ["on", "off"]
    case .words(let words): words
    case .texts(_, let examples, _): examples
    }
  }

  /// Returns the value that a text on the command line means; nil where it is not accepted.
  public func value(written text: String) -> OptionValue? {
    let value: OptionValue? =
      switch self {
      case .numbers: Double(text).map { .number($0) }
      case .wholeNumbers: Int(text).map { .number(Double($0)) }
      case .truth: ["on": .truth(true), "off": .truth(false)][text]
      case .words, .texts: .text(text)
      }
    return value.flatMap { accepts($0) ? $0 : nil }
  }

  /// Returns whether a value is accepted.
  public func accepts(_ value: OptionValue) -> Bool {
    switch (self, value) {
    case (.numbers(let range), .number(let number)): range.contains(number)
    case (.wholeNumbers(let range), .number(let number)):
      Int(exactly: number).map { range.contains($0) } ?? false
    case (.truth, .truth): true
    case (.words(let words), .text(let text)): words.contains(text)
    case (.texts(_, _, let accepts), .text(let text)): accepts(text)
    default: false
    }
  }

  /// Says what is accepted in the place of a text, and what was most likely meant.
  public func rejection(of text: String) -> String {
    switch self {
    case .numbers, .wholeNumbers: return "accepted is " + words
    case .truth, .words, .texts:
      let near = EditDistance.nearest(to: text, among: examples)
      return (near.map { "did you mean \($0)? " } ?? "") + "accepted are " + words
    }
  }
}
