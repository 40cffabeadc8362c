/// What an expression comes to at a node, as it stands in a column.
public enum ColumnCell: Hashable, Sendable {
  /// A number, which may be infinite.
  case number(Double)
  /// Whether a condition holds.
  case truth(Bool)
  /// A text.
  ///
  /// Untrusted text.
  case text(String)
  /// The action that leads to a node; nothing at the root.
  ///
  /// Untrusted text.
  case node(NodeID, String)
  /// It is not known.
  case unknown
}

extension ExpressionEvaluator {
  /// Returns what the expression comes to at a node.
  public func cell(at node: NodeID, _ facts: any TreeFacts) -> ColumnCell {
    switch expression.kind {
    case .number: number(at: node).map { .number($0) } ?? .unknown
    case .condition: condition(at: node).map { .truth($0) } ?? .unknown
    case .text: text(at: node).map { .text($0) } ?? .unknown
    case .node:
      self.node(at: node).map { .node($0, facts.text(.action, of: $0) ?? "") } ?? .unknown
    }
  }
}

/// Reads the columns that are written as a list of expressions.
public struct ColumnList: Hashable, Sendable {
  /// What was typed.
  ///
  /// Untrusted text.
  public let text: String
  /// The expressions, as they were typed.
  ///
  /// Untrusted text.
  public private(set) var columns: [String] = []
  /// Where each of them begins in what was typed, from 0.
  private var starts: [Int] = []

  /// The most columns that a list may have.
  public static let most = 32

  /// Reads expressions with commas between them; those in brackets and in quotes are the expressions' own.
  ///
  /// - Throws: an error where one of them cannot be read, whatever tree it is about.
  public init(_ text: String) throws(ExpressionError) {
    self.text = text
    let parts = Self.parts(of: text)
    guard parts.count <= Self.most else {
      throw ExpressionError(
        column: parts[Self.most].start + 1, reason: "at most \(Self.most) columns are accepted")
    }
    for part in parts {
      do {
        _ = try ExpressionParser.parse(String(part.text), .node)
      } catch {
        throw ExpressionError(column: part.start + error.column, reason: error.reason)
      }
      columns.append(String(part.text))
      starts.append(part.start)
    }
  }

  /// Parts a list at its commas; those in brackets and in quotes are the expressions' own.
  ///
  /// Returns each part without the blanks around it, and where it begins, from 0.
  public static func parts(of text: String) -> [(text: Substring, start: Int)] {
    var cuts: [(start: String.Index, end: String.Index)] = []
    var (depth, isQuoted, isEscaped) = (0, false, false)
    var start = text.startIndex
    for index in text.indices {
      let character = text[index]
      if character == "\"", !isEscaped { isQuoted.toggle() }
      isEscaped = isQuoted && character == "\\" && !isEscaped
      if !isQuoted, character == "(" { depth += 1 }
      if !isQuoted, character == ")" { depth -= 1 }
      if character == ",", !isQuoted, depth == 0 {
        cuts.append((start, index))
        start = text.index(after: index)
      }
    }
    cuts.append((start, text.endIndex))
    return cuts.map { start, end in
      let first = text[start..<end].drop { $0.isWhitespace }
      let last = first.lastIndex { !$0.isWhitespace }
      let part = last.map { first[...$0] } ?? first
      return (part, text.distance(from: text.startIndex, to: part.startIndex))
    }
  }

  /// Reads the expressions for a tree.
  ///
  /// - Throws: an error where one asks for something that the tree does not have.
  public func expressions(_ names: ExpressionNames) throws(ExpressionError) -> [TreeExpression] {
    var expressions: [TreeExpression] = []
    for (column, start) in zip(columns, starts) {
      do {
        expressions.append(try TreeExpression(column, names))
      } catch {
        throw ExpressionError(column: start + error.column, reason: error.reason)
      }
    }
    return expressions
  }
}
