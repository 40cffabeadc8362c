import Journals
import Sessions

extension RecordedFile {
  /// Reads the beginning of a file; `-` is standard input, which is read to its end.
  init(_ argument: String) throws(CommandError) {
    let isInput = argument == "-"
    let name = isInput ? "standard input" : argument
    let path = isInput ? try SpooledInput.path() : argument
    do {
      try self.init(path, name: name)
    } catch {
      switch error {
      case .unreadable(let problem): throw CommandError(problem, in: name)
      case .isNone(let kind):
        throw CommandError(
          place: name, reason: kind.sentence(for: isInput ? "FILE" : argument), status: .failure)
      }
    }
  }
}
