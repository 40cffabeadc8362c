import Foundation
import Testing

/// A search in Python that writes its journal and can be told what to do.
final class PythonSearch {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var rest = Data()
  /// The lines so far.
  private(set) var lines: [String] = []
  /// The events so far.
  private(set) var events: [[String: Any]] = []

  /// The sources of the repository.
  static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources/Journals/Python")
  /// The search that belongs to these tests.
  static let tiny = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("tiny_search.py").path
  /// A Python that has open_spiel and treequest; .ci/run makes one.
  static let packaged = ProcessInfo.processInfo.environment["TREETOP_TEST_PYTHON"]

  init(
    _ arguments: [String], python: String = "python3", isAttached: Bool = true,
    isHeard: Bool = true
  ) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python] + arguments
    var environment = ProcessInfo.processInfo.environment
    environment["TREETOP_PYTHON"] = PythonSearch.sources.path
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    environment["TREETOP_ATTACHED"] = isAttached ? "1" : nil
    process.environment = environment
    process.standardInput = isAttached ? input : FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    try output.fileHandleForWriting.close()
    if !isHeard { try output.fileHandleForReading.close() }
  }

  // Not by SIGTERM: a test that opened a terminal may have blocked it for what is started here.
  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  /// Gives a command.
  func tell(_ command: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data((command + "\n").utf8))
  }

  /// Closes the program's input.
  func letGo() throws { try input.fileHandleForWriting.close() }

  /// Reads until an event is there that was not there before, and returns it.
  @discardableResult func wait(
    for type: String, where holds: ([String: Any]) -> Bool = { _ in true }
  ) throws -> [String: Any] {
    var next = seen
    while true {
      while next < events.count {
        defer { next += 1 }
        if events[next]["type"] as? String == type, holds(events[next]) {
          seen = next + 1
          return events[next]
        }
      }
      try #require(try read(), "the program ended without the event \(type)")
    }
  }

  private var seen = 0

  /// Waits for the end of the program and returns its exit code.
  func end() throws -> Int32 {
    while try read() {}
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : -1
  }

  /// Waits for the end without listening.
  func endUnheard() -> Int32 {
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : -1
  }

  /// Takes more; false at the end.
  private func read() throws -> Bool {
    let data = output.fileHandleForReading.availableData
    rest += data
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = rest[rest.startIndex..<end]
      lines.append(String(decoding: line, as: UTF8.self))
      let value = try JSONSerialization.jsonObject(with: Data(line))
      events.append(try #require(value as? [String: Any]))
      rest = Data(rest[rest.index(after: end)...])
    }
    return !data.isEmpty
  }

  /// The events of the main line that say how the search went, without the dialogue.
  var mainLine: [String] {
    zip(lines, events).filter { _, event in
      let dialogue = ["reply", "stop", "branch", "search", "edit"]
      return event["branch"] == nil && !dialogue.contains(event["type"] as? String ?? "")
    }.map(\.0)
  }
}
