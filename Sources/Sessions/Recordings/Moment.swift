public import Journals

/// A moment of a recording.
public enum Moment: Hashable, Sendable {
  /// After an event, which is a line of the file, from 1.
  case event(Int)
  /// After an iteration.
  case iteration(Int)
  /// After the last event.
  case end

  /// What a moment is written as.
  public static let accepted =
    "accepted are the number of an event, which is a line of the file, from 1 on;"
    + " iN, after iteration N; START and END"

  /// Reads a moment: the number of an event, `iN`, `START` or `END`; nil where it is none.
  public init?(_ text: String) {
    switch text {
    case "end", "END": self = .end
    case "start", "START": self = .event(1)
    default:
      if let number = Int(text), number > 0 {
        self = .event(number)
      } else if text.hasPrefix("i"), let number = Int(text.dropFirst()), number >= 0 {
        self = .iteration(number)
      } else {
        return nil
      }
    }
  }

  /// Where the explorer begins.
  public var start: RecordedSearch.Start {
    switch self {
    case .event(let number): .event(number)
    case .iteration(let number): .iteration(number)
    case .end: .end
    }
  }
}
