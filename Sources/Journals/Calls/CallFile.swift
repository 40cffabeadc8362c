import Glibc
import Groundwork
public import SearchTrees

/// A file of answers that several runs share, by lines of `text` and `call` as a recording has them.
///
/// It only grows. Each answer is written as soon as it is there, with the file locked meanwhile; what other
/// runs wrote is read before anything is asked, and the first answer to a question counts for all. What is
/// kept in memory is where each answer stands, not the answers.
public final class CallFile: CallCache {
  /// The path as it was given.
  ///
  /// Untrusted text.
  public let path: String
  private let descriptor: Int32
  private let state = Guarded(State())

  private struct State {
    var calls: [String: Range<Int>] = [:]
    var texts: [String: Range<Int>] = [:]
    /// The bytes that were looked through, up to the end of a line.
    var size = 0
    var failure: String?
  }

  private static let beginningOfCall = Array("{\"type\":\"call\",\"key\":\"".utf8)
  private static let beginningOfText = Array("{\"type\":\"text\",\"id\":\"".utf8)
  /// How many bytes are read at once.
  private static let portion = 1 << 20

  /// Opens a file, or makes an empty one.
  ///
  /// - Throws: a problem where it cannot be written, or holds something else.
  /// - Complexity: O(bytes of the file).
  public init(_ path: String) throws(JournalProblem) {
    self.path = path
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0o644)
    guard descriptor >= 0 else { throw JournalProblem(reason: WholeWrite.reason) }
    var status = stat()
    unsafe fstat(descriptor, &status)
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw JournalProblem(reason: "what searches share is kept in a file, and this is none")
    }
    let beginning = read(0..<min(Self.beginningOfCall.count, status.st_size))
    let isSound =
      beginning.isEmpty || Self.beginningOfCall.starts(with: beginning)
      || Self.beginningOfText.starts(with: beginning.prefix(Self.beginningOfText.count))
    guard isSound else {
      throw JournalProblem(
        reason: "the file holds something else than answers of models; name another one")
    }
    state.withLock { readNew(&$0) }
  }

  deinit { close(descriptor) }

  /// How many answers there are.
  public var count: Int { state.withLock { $0.calls.count } }

  /// Why nothing more is kept; nil while all is well.
  public var failure: String? { state.withLock { $0.failure } }

  /// Returns the answer to a question; nil where nobody was asked yet.
  public func answer(to key: String) -> ModelCall? {
    state.withLock { state in
      if state.calls[key] == nil { readNew(&state) }
      return call(key, state)
    }
  }

  /// Keeps an answer, and returns the one that counts: the first that anybody kept.
  public func keep(_ call: ModelCall) -> ModelCall {
    state.withLock { state in
      while flock(descriptor, LOCK_EX) != 0 {
        guard errno == EINTR else {
          state.failure = WholeWrite.reason
          return call
        }
      }
      defer { flock(descriptor, LOCK_UN) }
      readNew(&state)
      if let first = self.call(call.key, state) { return first }
      var output = JournalOutput()
      // A run that was killed may have left half a line.
      if size > state.size { output.raw("\n") }
      let id = CallLines.id(of: call.prompt)
      if state.texts[id] == nil { output.writeText(call.prompt, id: id) }
      output.write(call, promptID: id)
      state.failure = WholeWrite.put(output.bytes, to: descriptor)
      readNew(&state)
      return call
    }
  }

  // MARK: - Reading

  private var size: Int {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 ? status.st_size : 0
  }

  private func read(_ range: Range<Int>) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeMutableBytes {
        unsafe pread(
          descriptor, $0.baseAddress.map { unsafe $0 + done }, $0.count - done,
          range.lowerBound + done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      done += count
    }
    bytes.removeLast(max(0, bytes.count - done))
    return bytes
  }

  /// Takes note of where the answers stand in the lines that were written since the last time.
  private func readNew(_ state: inout State) {
    let end = size
    var rest: [UInt8] = []
    var place = state.size
    while place < end {
      let bytes = read(place..<min(end, place + Self.portion))
      if bytes.isEmpty { break }
      place += bytes.count
      rest += bytes
      var start = 0
      while let newline = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
        note(rest[start..<newline], at: state.size, &state)
        state.size += newline + 1 - start
        start = newline + 1
      }
      rest.removeFirst(start)
    }
  }

  private func note(_ line: ArraySlice<UInt8>, at start: Int, _ state: inout State) {
    let range = start..<start + line.count
    // Half a line, which a run that was killed left, has not its end.
    let end = String(decoding: line.suffix(64), as: UTF8.self)
    if line.starts(with: Self.beginningOfCall) {
      guard end.contains(",\"tries\":"), end.hasSuffix("}") else { return }
      let key = Self.text(after: Self.beginningOfCall, in: line)
      if state.calls[key] == nil { state.calls[key] = range }
    } else if line.starts(with: Self.beginningOfText), end.hasSuffix("\"}") {
      let id = Self.text(after: Self.beginningOfText, in: line)
      if state.texts[id] == nil { state.texts[id] = range }
    }
  }

  private static func text(after beginning: [UInt8], in line: ArraySlice<UInt8>) -> String {
    String(
      decoding: line.dropFirst(beginning.count).prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
  }

  private func value(_ range: Range<Int>) throws(JournalProblem) -> JSONValue {
    try JournalReader.value(of: read(range).span)
  }

  /// Returns an answer of the file; nil where there is none, or one that cannot be read.
  private func call(_ key: String, _ state: State) -> ModelCall? {
    guard let range = state.calls[key] else { return nil }
    do throws(JournalProblem) {
      let call = try ModelCall(try value(range)) { id in
        guard let range = state.texts[id] else { return nil }
        do throws(JournalProblem) {
          return try value(range)["text"]?.string
        } catch {
          return nil
        }
      }
      return call.failure == nil && call.key == key ? call : nil
    } catch {
      return nil
    }
  }
}
