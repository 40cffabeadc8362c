import Drawing
import TreeSearch

/// What is wrong, in one line: where, what, and what is accepted.
struct CommandError: Error {
  /// The argument or file that is wrong, with the line and column where they are known.
  var place: String?
  /// What is wrong and what is accepted.
  var reason: String
  /// The code that the program ends with.
  var status: ExitStatus

  /// Says that the command line is wrong.
  static func usage(_ reason: String) -> CommandError {
    CommandError(reason: reason, status: .usage)
  }

  /// Says that something could not be done.
  static func failure(_ reason: String) -> CommandError {
    CommandError(reason: reason, status: .failure)
  }

  /// The line for standard error.
  ///
  /// Arguments and files are not trusted: it is made safe.
  func text(in repertoire: Repertoire) -> SafeText {
    let parts = ["treetop", place, reason].compactMap { $0 }
    return SafeText(parts.joined(separator: ": "), repertoire: repertoire, limit: 600)
  }
}

extension CommandError {
  /// Says why `argument` does not name a problem.
  ///
  /// A file that is missing or broken is a failure; anything else is a mistake in the argument. A
  /// column in an argument is left out: the reason names the part that is wrong.
  init(_ error: ProblemError, in argument: String) {
    let file = argument.split(separator: ":", maxSplits: 1).dropFirst().first
    let isFile = file.map { String($0) } == error.source
    var place = error.source
    if let line = error.line {
      place += ":\(line)"
      if let column = error.column { place += ":\(column)" }
    }
    self.init(place: place, reason: error.reason, status: isFile ? .failure : .usage)
  }
}
