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
      throw CommandError(error, in: name, as: isInput ? "FILE" : argument)
    }
  }
}

extension CommandError {
  /// Says why a file is not opened as a recording; `argument` is how a command would name it.
  init(_ failure: RecordedFile.Failure, in name: String, as argument: String) {
    switch failure {
    case .unreadable(let problem): self.init(problem, in: name)
    case .isNone(let kind):
      self.init(place: name, reason: kind.sentence(for: argument), status: .failure)
    }
  }
}
