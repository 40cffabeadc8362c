import ArgumentParser
import Sessions

extension Moment {
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
