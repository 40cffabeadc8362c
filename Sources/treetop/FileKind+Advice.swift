import Journals

extension FileKind {
  /// What a file looks like that is no recording, and which command opens it, or that none does.
  ///
  /// May quote the file: untrusted text.
  func sentence(for path: String) -> String {
    "this is \(words); \(advice(for: path))"
  }

  private func advice(for path: String) -> String {
    switch self {
    case .empty: "a journal begins with a search event; treetop follow \(path) waits for it"
    case .compressed(_, let program): "\(program) \(path) | treetop open - reads what is in it"
    case .archive(_, let program): "unpack it with \(program), and open what is in it"
    case .planning where !path.lowercased().hasSuffix(".pddl"):
      "treetop search blocksworld:FILE.pddl searches it once its name ends in .pddl"
    case .planning, .explicitTree: "treetop \(path) searches it"
    case .pickle:
      "reading one runs code, which treetop never does; python3 Sources/Journals/Python/treetop_convert.py "
        + "\(path) makes a recording of your own"
    case .brokenDocument, .document, .lines, .foreignEvents, .pythonText, .text:
      "no command of treetop opens it: a recording has a JSON object a line, the first one "
        + "{\"type\":\"search\",\"version\":1,...}"
    case .binary, .markup: "no command of treetop opens it"
    }
  }

  /// The problem that a file of this kind holds, as the command line names it; nil where it holds none.
  func problem(at path: String) -> String? {
    switch self {
    case .explicitTree: "tree:" + path
    case .planning where path.lowercased().hasSuffix(".pddl"): "blocksworld:" + path
    default: nil
    }
  }
}
