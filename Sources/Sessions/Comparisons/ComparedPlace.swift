import Journals
import SearchTrees

/// What is compared, as it is written: `FILE`, `FILE@MOMENT`, `FILE#BRANCH`, `FILE:PATH`, or several of
/// these behind one file.
public struct ComparedPlace: Hashable, Sendable {
  /// What is wrong with such a text.
  public struct Mistake: Error, Hashable, Sendable {
    /// What is wrong and what is accepted, in one line.
    ///
    /// May quote what was typed: untrusted text.
    public var reason: String
  }

  /// What was typed.
  ///
  /// Untrusted text.
  public let text: String
  /// The file.
  ///
  /// Untrusted text.
  public let file: String
  /// The moment; the end where none is named.
  public private(set) var moment = Moment.end
  /// The branch, by name or number; nil where none is named.
  ///
  /// Untrusted text.
  public private(set) var branch: String?
  /// The node, by the actions that lead to it or as `#` and its number; nil for the root.
  ///
  /// Untrusted text.
  public private(set) var node: String?

  private static let signs: Set<Character> = ["@", "#", ":"]

  /// Reads a place; `isFile` says of which names there are files, so that a name may hold any of the signs.
  ///
  /// - Throws: a mistake where no file is named, or what follows it is none of the three.
  public init(_ text: String, isFile: (String) -> Bool) throws(Mistake) {
    self.text = text
    let ends =
      [text.endIndex] + text.indices.reversed().filter { Self.signs.contains(text[$0]) }
    let end = ends.first { isFile(String(text[..<$0])) } ?? ends.last ?? text.endIndex
    file = String(text[..<end])
    var rest = text[end...]
    while let sign = rest.popFirst() {
      switch sign {
      case "@":
        let word = Self.takeWord(&rest)
        guard let moment = Moment(word) else {
          throw Mistake(reason: "\"@\(word)\" is no moment; " + Moment.accepted)
        }
        self.moment = moment
      case "#":
        let word = Self.takeWord(&rest)
        guard !word.isEmpty else { throw Mistake(reason: "behind # stands a branch") }
        branch = word
      default:
        guard !rest.isEmpty else {
          throw Mistake(reason: "behind : stands a node, as left/key or #12")
        }
        node = String(rest)
        rest = ""
      }
    }
  }

  /// Takes what stands before the next sign.
  private static func takeWord(_ rest: inout Substring) -> String {
    let word = rest.prefix { !signs.contains($0) }
    rest = rest.dropFirst(word.count)
    return String(word)
  }

  /// Finds the node in a tree.
  ///
  /// - Throws: a mistake where it does not exist.
  func node(in facts: any TreeFacts) throws(Mistake) -> NodeID {
    guard let node else { return .root }
    if node.hasPrefix("#"), let number = Int(node.dropFirst()) {
      guard (0..<facts.nodeCount).contains(number) else {
        throw Mistake(
          reason: "there is no node #\(number); the last is #\(facts.nodeCount - 1)")
      }
      return NodeID(number)
    }
    do throws(ExpressionError) {
      return try NodePath(node).node(in: facts, column: 1)
    } catch {
      throw Mistake(reason: error.reason)
    }
  }
}
