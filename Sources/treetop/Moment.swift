import ArgumentParser
import Journals

/// A moment of a recording, as it is written on the command line and in the explorer.
enum Moment: Hashable {
  /// After an event, which is a line of the file, from 1.
  case event(Int)
  /// After an iteration.
  case iteration(Int)
  /// After the last event.
  case end

  /// Where the explorer begins.
  var start: RecordedSearch.Start {
    switch self {
    case .event(let number): .event(number)
    case .iteration(let number): .iteration(number)
    case .end: .end
    }
  }

  /// Reads a moment.
  static let accepted: @Sendable (String) throws -> Moment = { text in
    if ["end", "END"].contains(text) { return .end }
    if ["start", "START"].contains(text) { return .event(1) }
    if let number = Int(text), number > 0 { return .event(number) }
    if text.hasPrefix("i"), let number = Int(text.dropFirst()), number >= 0 {
      return .iteration(number)
    }
    throw ValidationError(
      "accepted are the number of an event, which is a line of the file, from 1 on;"
        + " iN, after iteration N; START and END")
  }
}
