public import Journals

/// A moment of a recording.
public enum Moment: Hashable, Sendable {
  /// After an event, which is a line of the file, from 1.
  case event(Int)
  /// After an iteration.
  case iteration(Int)
  /// After the last event.
  case end

  /// Where the explorer begins.
  public var start: RecordedSearch.Start {
    switch self {
    case .event(let number): .event(number)
    case .iteration(let number): .iteration(number)
    case .end: .end
    }
  }
}
