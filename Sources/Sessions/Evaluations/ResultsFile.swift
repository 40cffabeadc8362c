import Glibc
import Groundwork
public import Presets
import TreeSearch

/// Why a file of results cannot be used, in one line.
public struct ResultsError: Error, Hashable, Sendable {
  /// The file, with line and column where they are known.
  ///
  /// Untrusted text.
  public var place: String
  /// What is wrong and what is accepted.
  ///
  /// May quote the file: untrusted text.
  public var reason: String
}

/// A file that an evaluation writes its results to, a line each, as they come.
public final class ResultsFile {
  /// The path as it was given.
  ///
  /// Untrusted text.
  public let path: String
  private let descriptor: Int32

  /// Returns whether an older version began a file of results, in which rows had other names; false where it
  /// cannot be read.
  public static func isFormer(_ path: String) -> Bool {
    guard let lines = try? completeLines(of: path).lines, let first = lines.first,
      case .settings(let settings)? = try? EvaluationRecord(
        reading: first, source: path, number: 1)
    else { return false }
    return settings.isFormer
  }

  /// Begins a new file with the settings.
  ///
  /// - Throws: an error where the file holds something already or cannot be written.
  public init(creating path: String, _ settings: EvaluationSettings) throws(ResultsError) {
    self.path = path
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o644)
    try own()
    if lseek(descriptor, 0, SEEK_END) > 0 {
      throw error("the file exists and is not empty; go on with it by --resume")
    }
    try append(.settings(settings))
  }

  /// Goes on with a file, behind its last complete line, and fills in the results that it holds.
  ///
  /// - Throws: an error where the file belongs to another evaluation or cannot be used.
  public init(
    resuming path: String, _ settings: EvaluationSettings, entries: [EvaluationEntry],
    problems: ProblemSet, into results: inout EvaluationResults
  ) throws(ResultsError) {
    self.path = path
    descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor < 0, errno == ENOENT {
      throw error("there is no such file; --output FILE begins one")
    }
    try own()
    let (lines, size) = try Self.completeLines(of: path)
    var written = settings
    for (index, line) in lines.enumerated() {
      do throws(ProblemError) {
        let record = try EvaluationRecord(reading: line, source: path, number: index + 1)
        if index == 0 {
          written = try results.check(record, settings, entries, problems)
        } else {
          try results.take(record, entries, problems, of: written)
        }
        if index == lines.count - 1 { try results.check(completenessFor: written, entries) }
      } catch {
        var place = "\(path):\(index + 1)"
        if let column = error.column { place += ":\(column)" }
        throw ResultsError(place: place, reason: error.reason)
      }
    }
    // What stands behind the last whole line was being written when the program was killed.
    guard ftruncate(descriptor, size) == 0, lseek(descriptor, 0, SEEK_END) == size else {
      throw error(WholeWrite.reason)
    }
    if lines.isEmpty { try append(.settings(settings)) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Writes a line; it is in the file when this returns.
  public func append(_ record: EvaluationRecord) throws(ResultsError) {
    let bytes = Array((record.line + "\n").utf8)
    if let reason = WholeWrite.put(bytes, to: descriptor) { throw error(reason) }
  }

  /// Makes sure that the file is open, is a file, and that nobody else writes it.
  private func own() throws(ResultsError) {
    guard descriptor >= 0 else {
      throw error(errno == ENXIO ? "expected a file" : WholeWrite.reason)
    }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw error("expected a file")
    }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      throw error("another program is writing this file")
    }
  }

  /// Returns the lines that end in a newline, and how many bytes they take.
  private static func completeLines(
    of path: String
  ) throws(ResultsError) -> (lines: [String], size: Int) {
    let bytes: [UInt8]
    do {
      var file = try MappedFile(path)
      bytes = file.withSpan(0..<file.count) { span in
        unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
      }
      try file.check()
    } catch {
      throw ResultsError(place: path, reason: error.reason)
    }
    let size = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let lines = bytes.prefix(size).split(separator: UInt8(ascii: "\n"))
    return (lines.map { String(decoding: $0, as: UTF8.self) }, size)
  }

  private func error(_ reason: String) -> ResultsError {
    ResultsError(place: path, reason: reason)
  }
}
