import ArgumentParser
import Sessions

extension Moment {
  /// Reads a moment from the command line.
  static let reading: @Sendable (String) throws -> Moment = { text in
    guard let moment = Moment(text) else { throw ValidationError(accepted) }
    return moment
  }
}
