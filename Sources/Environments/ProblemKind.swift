public import TreeSearch

/// A kind of problem: how it is written on the command line, and what is made of that.
///
/// To add one, write an ``TreeSearch/Environment`` with its kind in one file, and put the kind into
/// ``all``: the command line, its help and its completion, recordings and presets follow.
public struct ProblemKind: Sendable {
  /// A way to write problems of the kind.
  public struct Form: Hashable, Sendable {
    /// What is written, as in `connect-four[:4453]`.
    public var written: String
    /// What that means, in a few words.
    public var meaning: String

    /// Makes a form.
    public init(_ written: String, _ meaning: String) {
      self.written = written
      self.meaning = meaning
    }
  }

  /// The word before the colon, as in `connect-four:4453`.
  public let name: String
  /// The ways to write problems of the kind.
  public let forms: [Form]
  /// Problems to begin with, as they are written, the usual one first; none where each is in a file.
  public let examples: [String]
  /// The environment that problems of the kind are.
  public let environment: any Environment.Type
  private let isFile: @Sendable (String) -> Bool
  private let environmentNamed: @Sendable (String?) throws(ProblemError) -> any Environment

  /// Describes a kind of problem.
  ///
  /// - Parameters:
  ///   - isFile: whether a text behind the colon is the path of a file.
  ///   - make: makes the environment that a text behind the colon names, nil where there is no colon, or
  ///     says what is wrong with it and what is accepted.
  public init<World: Environment>(
    _ name: String, forms: [Form], examples: [String],
    isFile: @escaping @Sendable (String) -> Bool = { _ in false },
    make: @escaping @Sendable (String?) throws(ProblemError) -> World
  ) {
    self.name = name
    self.forms = forms
    self.examples = examples
    environment = World.self
    self.isFile = isFile
    environmentNamed = { rest throws(ProblemError) in try make(rest) }
  }

  /// Returns whether a problem of this kind, by its name in full, is read from a file.
  func isFromFile(_ problem: String) -> Bool {
    guard let colon = problem.firstIndex(of: ":"), problem[..<colon] == name else { return false }
    return isFile(String(problem[problem.index(after: colon)...]))
  }

  /// Makes the environment that the text behind the colon names.
  func environment(named rest: String?) throws(ProblemError) -> any Environment {
    try environmentNamed(rest)
  }
}

extension ProblemKind {
  /// The kinds of problems that the program knows, in the order in which they are listed.
  public static let all: [ProblemKind] = [
    .ticTacToe, .connectFour, .blocksworld, .bandit, .tree, .design,
  ]
}
