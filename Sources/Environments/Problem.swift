import Groundwork
public import TreeSearch

/// A problem as it is named on the command line: an environment, ready to be searched.
public struct Problem: Sendable {
  /// The states, actions and rewards.
  public let environment: any Environment

  /// Makes the problem that an environment is.
  public init(_ environment: any Environment) { self.environment = environment }

  /// Makes the problem that a text names.
  ///
  /// - Throws: an error that names what is wrong with the text, or with the file that it names.
  public static func named(
    _ text: String, among kinds: [ProblemKind] = ProblemKind.all
  ) throws(ProblemError) -> Problem {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.first.map { String($0) } ?? ""
    guard let kind = kinds.first(where: { $0.name == name }) else {
      throw unknown(name, in: text, kinds)
    }
    return Problem(try kind.environment(named: parts.count > 1 ? String(parts[1]) : nil))
  }

  /// The text that names the problem in full.
  ///
  /// May hold untrusted text.
  public var name: String { environment.name }

  /// One or two.
  public var players: Int { environment.players }

  /// Whether a reward can differ between two visits of the same node, so that nothing can be proven.
  public var isStochastic: Bool { environment.isStochastic }

  /// Whether the problem is read from a file, whose path is in its name.
  public var isFromFile: Bool { ProblemKind.all.contains { $0.isFromFile(name) } }

  /// How each problem is written and what it is, one a line.
  public static var accepted: [String] {
    let forms = ProblemKind.all.flatMap(\.forms)
    let width = forms.map(\.written.count).max() ?? 0
    return forms.map { $0.written.padded(to: width + 2) + $0.meaning }
  }

  /// Returns the error for a problem that does not exist, with the nearest one that does.
  private static func unknown(
    _ name: String, in text: String, _ kinds: [ProblemKind]
  ) -> ProblemError {
    let names = kinds.map(\.name)
    let hint = EditDistance.nearest(to: name, among: names).map { "did you mean \($0)? " } ?? ""
    return ProblemError(
      source: text,
      reason: "there is no problem \"\(name)\"; \(hint)known are \(names.joined(separator: ", "))")
  }
}
