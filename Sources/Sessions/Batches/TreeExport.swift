public import Exporters
import Journals
import SearchTrees

/// A moment of a file, written for somebody else.
public struct TreeExport {
  /// The moment.
  public let reading: MomentReading
  /// The form that it is written in.
  public let format: ExportFormat
  /// Which of its nodes.
  public let selection: ExportedTree.Selection
  /// The condition of the nodes, those on the way to them beside; nil for all.
  ///
  /// Untrusted text.
  public let filter: String?

  /// Asks for a moment in a form.
  public init(
    _ reading: MomentReading, as format: ExportFormat, selection: ExportedTree.Selection,
    filter: String?
  ) {
    self.reading = reading
    self.format = format
    self.selection = selection
    self.filter = filter
  }

  /// What was written.
  public struct Outcome {
    /// The bytes, UTF-8.
    public var bytes: [UInt8]
    /// How many nodes are in them, and how many are left out.
    public var nodes: Int
    /// How many nodes of the tree are left out.
    public var leftOut: Int
    /// What was read, and what there is to say of the file.
    public var reading: MomentReading.Outcome
  }

  /// Reads and writes.
  ///
  /// O(events and nodes).
  public func write() throws(MomentReading.Failure) -> Outcome {
    if format.isOfRows, filter == nil, selection == ExportedTree.Selection() {
      return try writeRows()
    }
    let read = try reading.read { recording, result throws(MomentReading.Failure) -> ExportedTree in
      let facts = AnnotatedFacts(recording, notes: recording.notes)
      var matches: NodeSet?
      if let filter {
        do throws(ExpressionError) {
          matches =
            try FoundNodes(
              TreeExpression(condition: filter, facts.expressionNames), in: facts
            ).matches
        } catch {
          throw .unanswered(NodeQuestions.Failure(question: .filter, text: filter, error: error))
        }
      }
      let summary = result.report.summary
      return ExportedTree(
        of: facts, title: summary.title, edgeName: summary.edge.name, selection: selection,
        matches: matches)
    }
    return Outcome(
      bytes: format.bytes(of: read.seen), nodes: read.seen.nodes.count,
      leftOut: read.seen.leftOut, reading: read.outcome)
  }

  /// Writes all nodes while they are read.
  private func writeRows() throws(MomentReading.Failure) -> Outcome {
    var bytes: [UInt8] = []
    let read = try reading.read { recording, result throws(MomentReading.Failure) -> Int in
      let facts = AnnotatedFacts(recording, notes: recording.notes)
      let rows = ExportedRows(of: facts, edgeName: result.report.summary.edge.name)
      bytes = format.bytes(of: rows) ?? []
      return rows.count
    }
    return Outcome(bytes: bytes, nodes: read.seen, leftOut: 0, reading: read.outcome)
  }
}
