public import Journals
import Presets
public import SearchTrees
import TreeSearch

/// A recorded search, read to be held against itself.
public struct FileDiagnosis {
  /// The file.
  public let file: RecordedFile
  /// The names of rules whose findings are not to be shown.
  public let allowed: Set<String>

  /// Asks for a diagnosis of a file that was opened.
  public init(of file: RecordedFile, allowing allowed: Set<String> = []) {
    self.file = file
    self.allowed = allowed
  }

  /// What was found in a file.
  public struct Outcome {
    /// What was found, faults first, in the order of the rules.
    public var findings: [TreeFinding]
    /// How many findings were allowed.
    public var allowedCount: Int
    /// The events that were looked at.
    public var events: Int
    /// The nodes that were looked at.
    public var nodes: Int
    /// The id in the file of the node of each finding, and the actions from the root to it.
    ///
    /// Untrusted text.
    public var places: [(id: UInt64, path: [String])]
    /// What a check would have needed that the file does not say.
    public var undeclared: [String]
    /// What there is to say of the file.
    ///
    /// Untrusted text.
    public var remarks: [String]
    /// The lines that could not be used: the first hundred.
    public var problems: [JournalProblem]
    /// How many lines could not be used.
    public var problemCount: Int

    /// Whether something contradicts what the file declares.
    public var hasFault: Bool { findings.contains { $0.rule.grade == .fault } }
  }

  /// Reads the whole file and looks at every event and node.
  ///
  /// O(events and nodes).
  public func read() throws(RecordedFile.Failure) -> Outcome {
    let recording: Recording
    do throws(JournalProblem) {
      recording = Recording(try JournalBytes(mapping: file.path))
    } catch {
      throw .unreadable(error)
    }
    let session = file.plan?.makeSession(undoBytes: 0)
    recording.makeInterpreter = { _ in session }
    recording.examine()
    recording.readWhole()
    do throws(JournalProblem) {
      try recording.check()
    } catch {
      throw .unreadable(error)
    }
    let all = recording.diagnosis()
    let findings = all.filter { !allowed.contains($0.rule.name) }
    let allowedCount = all.count { allowed.contains($0.rule.name) }
    return Outcome(
      findings: findings, allowedCount: allowedCount, events: recording.eventCount,
      nodes: recording.nodeCount,
      places: findings.map { (recording.id(of: $0.node), recording.actions(to: $0.node)) },
      undeclared: recording.declarations.undeclared, remarks: recording.remarks,
      problems: recording.problems, problemCount: recording.problemCount)
  }
}
