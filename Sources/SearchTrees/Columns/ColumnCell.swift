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
    var parts: [(text: String, start: Int)] = [("", 0)]
    var (depth, isQuoted, isEscaped) = (0, false, false)
    for (place, character) in text.enumerated() {
      if character == "\"", !isEscaped { isQuoted.toggle() }
      isEscaped = isQuoted && character == "\\" && !isEscaped
      if !isQuoted, character == "(" { depth += 1 }
      if !isQuoted, character == ")" { depth -= 1 }
      if character == ",", !isQuoted, depth == 0 {
        parts.append(("", place + 1))
      } else {
        parts[parts.count - 1].text.append(character)
      }
    }
    guard parts.count <= Self.most else {
      throw ExpressionError(
        column: parts[Self.most].start + 1, reason: "at most \(Self.most) columns are accepted")
    }
    for part in parts {
      let blanks = part.text.prefix { $0.isWhitespace }.count
      let trimmed = part.text.dropFirst(blanks).reversed().drop { $0.isWhitespace }.reversed()
      do {
        _ = try ExpressionParser.parse(String(trimmed), .node)
      } catch {
        throw ExpressionError(
          column: part.start + blanks + error.column, reason: error.reason)
      }
      columns.append(String(trimmed))
      starts.append(part.start + blanks)
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
