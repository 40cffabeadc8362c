/// What an expression says of the rows of a slice.
public struct ColumnReport: Hashable, Sendable {
  /// The expression.
  ///
  /// Untrusted text.
  public var text: String
  /// What it comes to; nil where it cannot be asked.
  public var kind: TreeExpression.Kind?
  /// Why it cannot be asked, and where in it.
  public var error: ExpressionError?
}

/// Fills in the columns that somebody made of expressions, for the rows in sight alone.
struct RowColumns {
  /// What was read of the columns, and of which tree.
  private var read: [ColumnReport] = []
  private var expressions: [TreeExpression?] = []
  private var names: ExpressionNames?

  /// Fills in what the request's columns say of the rows.
  ///
  /// O(rows), and what is asked of each.
  mutating func fill(
    _ slice: inout TreeSlice, for request: SliceRequest, from facts: any TreeFacts
  ) {
    guard !request.columns.isEmpty else { return }
    let current = facts.expressionNames
    if read.map(\.text) != request.columns || names != current {
      names = current
      read = []
      expressions = []
      for text in request.columns { add(text, current) }
    }
    var evaluators: [ExpressionEvaluator?] = []
    for (place, expression) in expressions.enumerated() {
      guard let expression else {
        evaluators.append(nil)
        continue
      }
      do throws(ExpressionError) {
        evaluators.append(try ExpressionEvaluator(expression, facts))
        read[place].error = nil
      } catch {
        // What is not there yet, such as a path, may come.
        evaluators.append(nil)
        read[place].error = error
      }
    }
    slice.columns = read
    for index in slice.rows.indices where slice.rows[index].kind == .node {
      slice.rows[index].cells = Self.cells(of: slice.rows[index].id, evaluators, facts)
    }
    if let row = slice.distantCursor, row.kind == .node {
      slice.distantCursor?.cells = Self.cells(of: row.id, evaluators, facts)
    }
  }

  private mutating func add(_ text: String, _ names: ExpressionNames) {
    do throws(ExpressionError) {
      let expression = try TreeExpression(text, names)
      read.append(ColumnReport(text: text, kind: expression.kind, error: nil))
      expressions.append(expression)
    } catch {
      read.append(ColumnReport(text: text, kind: nil, error: error))
      expressions.append(nil)
    }
  }

  private static func cells(
    of node: NodeID, _ evaluators: [ExpressionEvaluator?], _ facts: any TreeFacts
  ) -> [ColumnCell] {
    evaluators.map { $0?.cell(at: node, facts) ?? .unknown }
  }
}
