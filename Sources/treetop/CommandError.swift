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
  /// What was typed, with the place in it that is at fault; nil where that is no expression.
  var excerpt: ErrorExcerpt?

  /// Says that the command line is wrong.
  static func usage(_ reason: String) -> CommandError {
    CommandError(reason: reason, status: .usage)
  }

  /// Says that something could not be done.
  static func failure(_ reason: String) -> CommandError {
    CommandError(reason: reason, status: .failure)
  }

  /// The line for standard error, and what was typed below it with a caret under what is at fault.
  ///
  /// Arguments and files are not trusted: it is made safe.
  func lines(in repertoire: Repertoire) -> [SafeText] {
    let parts = ["treetop", place, reason].compactMap { $0 }
    return [SafeText(parts.joined(separator: ": "), repertoire: repertoire, limit: 600)]
      + (excerpt?.lines(in: repertoire) ?? [])
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
