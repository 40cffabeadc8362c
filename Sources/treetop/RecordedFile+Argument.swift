import Importers
import Journals
import Sessions

extension RecordedFile {
  /// Reads the beginning of a file, or all of one of another program; `-` is standard input, which is
  /// read to its end.
  init(_ argument: String, _ reading: ImportOptions? = nil) throws(CommandError) {
    switch try OpenedTrees(argument, reading, isList: false) {
    case .recording(let file): self = file
    case .list:
      throw CommandError(
        place: argument, reason: "this is a folder of trees; treetop open lists them",
        status: .failure)
    }
  }
}

extension OpenedTrees {
  /// Reads the beginning of a file, or all of one of another program or of a folder; `-` is standard input,
  /// which is read to its end.
  ///
  /// - Parameters:
  ///   - isList: whether several trees of one file become a list, and not the largest of them.
  ///   - isKept: whether the journal of another program's tree is written at once, for whoever reads it more than once.
  init(
    _ argument: String, _ reading: ImportOptions? = nil, isList: Bool, isKept: Bool = true
  ) throws(CommandError) {
    let isInput = argument == "-"
    let name = isInput ? "standard input" : argument
    let path = isInput ? try SpooledInput.path() : argument
    if OpenedTrees.isFolder(path) {
      let options = try reading?.options() ?? Importer.Options()
      do throws(ImportedFile.Failure) {
        try self.init(folder: path, name: name, options, isKept: isKept)
      } catch {
        throw CommandError(error, name: name)
      }
      return
    }
    do throws(RecordedFile.Failure) {
      self = .recording(try RecordedFile(path, name: name))
    } catch {
      guard case .isNone(let kind) = error, kind.mayHoldTree else {
        throw CommandError(error, in: name, as: isInput ? "FILE" : argument)
      }
      let word = isInput ? "FILE" : argument
      try self.init(
        importing: path, name: name, kind, reading, as: word, isList: isList, isKept: isKept)
      return
    }
    if reading?.isNeeded ?? false {
      throw .usage(
        "\(name) is a recording of treetop: --map, --tree, --trees, --snapshots and --encoding are for "
          + "files of other programs")
    }
  }

  /// Reads a file of another program; what is none of any known format is named by what it looks like.
  private init(
    importing path: String, name: String, _ kind: FileKind, _ reading: ImportOptions?,
    as argument: String, isList: Bool, isKept: Bool
  ) throws(CommandError) {
    let options = try reading?.options() ?? Importer.Options()
    do throws(ImportedFile.Failure) {
      try self.init(
        importing: path, name: name, options, isList: isList, isKept: isKept)
    } catch {
      if case .unusable(let problem) = error, problem.kind == .unrecognized,
        !(reading?.isNeeded ?? false)
      {
        throw CommandError(.isNone(kind), in: name, as: argument)
      }
      if case .unusable(var problem) = error, problem.line != nil, kind == .pythonText {
        problem.reason += "; this is \(kind.words)"
        throw CommandError(.unusable(problem), name: name)
      }
      throw CommandError(error, name: name)
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

  /// Says why a file of another program cannot be read.
  init(_ failure: ImportedFile.Failure, name: String) {
    switch failure {
    case .unreadable(_, let reason), .unkept(let reason):
      self.init(place: name, reason: reason, status: .failure)
    case .unusable(let error):
      var place = name
      if let line = error.line, let column = error.column { place += ":\(line):\(column)" }
      self.init(
        place: place, reason: error.reason, status: error.kind == .usage ? .usage : .failure)
    }
  }
}
