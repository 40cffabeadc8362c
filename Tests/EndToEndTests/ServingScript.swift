import Foundation
import Testing

/// A server in Python, of those that the tests of endpoints use, that runs as long as this value is kept.
final class ServingScript {
  private let process = Process()
  private let input = Pipe()
  /// The lines that it printed once it was ready.
  let lines: [String]

  /// The folder of the repository.
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A Python that has what llama.cpp's server needs; nil where `TREETOP_TEST_PYTHON` names none.
  static let packaged: String? = {
    guard let path = ProcessInfo.processInfo.environment["TREETOP_TEST_PYTHON"] else { return nil }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["-c", "import gguf, numpy, xllamacpp"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    process.waitUntilExit()
    return process.terminationStatus == 0 ? path : nil
  }()

  /// Leaves a suite out, with why, where there is no such Python.
  static var isPackaged: ConditionTrait {
    .enabled(
      if: packaged != nil, "TREETOP_TEST_PYTHON names no Python that has xllamacpp, gguf and numpy")
  }

  /// Starts llama.cpp's own server with each of the two embedded models; returns their addresses too.
  static func embeddedPair() throws -> (servers: ServingScript, expert: String, amateur: String) {
    let weights = repository.appendingPathComponent("Sources/CEmbeddedPair/Weights")
    let servers = try ServingScript(
      "embedded_servers.py", [weights.path], lines: 2, python: try #require(packaged))
    let addresses = servers.lines.map { String($0.split(separator: " ")[1]) }
    return (servers, addresses[0], addresses[1])
  }

  /// Starts a script and waits until it has printed some lines.
  init(
    _ name: String, _ arguments: [String] = [], lines count: Int, python: String = "python3"
  )
    throws
  {
    let output = Pipe()
    let folder = Self.repository.appendingPathComponent("Tests/EndpointsTests/Servers")
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python, folder.appendingPathComponent(name).path] + arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    try output.fileHandleForWriting.close()
    var text = ""
    while text.filter(\.isNewline).count < count {
      let data = output.fileHandleForReading.availableData
      try #require(!data.isEmpty, "\(name) ended: \(text)")
      text += String(decoding: data, as: UTF8.self)
    }
    lines = text.split(separator: "\n").map { String($0) }
  }

  // Not by SIGTERM: a test that opened a terminal may have blocked it for what is started here.
  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
}
