public import Exporters
import Groundwork
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
    let read = try reading.read {
      recording, result throws(MomentReading.Failure) -> ExportFormat.Written in
      let facts = AnnotatedFacts(
        recording, notes: recording.notes(keptAt: reading.file.notesPlace))
      let search = ExportedSearch(
        header: recording.header ?? reading.file.header, summary: result.report.summary,
        moment: "event \(NumberText.grouped(recording.position)) of \(reading.file.name)")
      do throws(ExpressionError) {
        return try format.write(facts, of: search, selection: selection, filter: filter)
      } catch {
        throw .unanswered(
          NodeQuestions.Failure(question: .filter, text: filter ?? "", error: error))
      }
    }
    return Outcome(
      bytes: read.seen.bytes, nodes: read.seen.nodes, leftOut: read.seen.leftOut,
      reading: read.outcome)
  }
}
