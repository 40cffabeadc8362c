/// Sequences of tokens that share their beginnings: each shared token stands there once.
///
/// A model that evaluates a trie computes what siblings share once. Nodes are numbered as they are
/// made; a parent comes before its children.
public struct TokenTrie: Sendable, Hashable {
  /// The token of each node.
  public private(set) var tokens: [Token] = []
  /// The parent of each node; nil at the start of a sequence.
  public private(set) var parents: [Int?] = []
  /// The place of each node's token in its sequence, from 0.
  public private(set) var depths: [Int] = []
  private var children: [Edge: Int] = [:]

  private struct Edge: Hashable {
    var parent: Int?
    var token: Token
  }

  /// Makes an empty trie.
  public init() {}

  /// How many nodes there are.
  public var count: Int { tokens.count }

  /// Puts a sequence in and returns the node of each of its tokens.
  ///
  /// It begins after `node`, or as a sequence of its own. O(length).
  @discardableResult
  public mutating func insert(_ sequence: some Sequence<Token>, after node: Int? = nil) -> [Int] {
    var parent = node
    var path: [Int] = []
    for token in sequence {
      let edge = Edge(parent: parent, token: token)
      let index = children[edge] ?? append(edge)
      path.append(index)
      parent = index
    }
    return path
  }

  /// Returns the node with which the longest beginning of a sequence ends that is in the trie, and how
  /// long that is; nil and 0 where not even the first token is.
  ///
  /// O(length).
  public func longestBeginning(of sequence: some Sequence<Token>) -> (node: Int?, length: Int) {
    var (node, length): (Int?, Int) = (nil, 0)
    for token in sequence {
      guard let next = children[Edge(parent: node, token: token)] else { break }
      node = next
      length += 1
    }
    return (node, length)
  }

  private mutating func append(_ edge: Edge) -> Int {
    let index = tokens.count
    children[edge] = index
    tokens.append(edge.token)
    parents.append(edge.parent)
    depths.append(edge.parent.map { depths[$0] + 1 } ?? 0)
    return index
  }
}
