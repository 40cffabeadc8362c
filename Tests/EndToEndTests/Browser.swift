import Foundation
import Testing

/// A browser without a window that is driven by keys, where there is one.
struct Browser {
  /// What it saw beside what was asked.
  struct Sight: Decodable {
    /// What was asked of the network or the disk.
    var requests: [String]
    /// What the content policy refused.
    var refused: [String]
    /// What went wrong in scripts.
    var errors: [String]
    /// The dialogues that came up.
    var dialogues: [String]
  }

  /// Chromium: what `TREETOP_TEST_BROWSER` names, or one on the path; nil where there is none.
  static let program: String? = {
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["TREETOP_TEST_BROWSER"] { return named.isEmpty ? nil : named }
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    for name in ["chromium", "chromium-browser", "google-chrome"] {
      for folder in folders {
        let path = "\(folder)/\(name)"
        if FileManager.default.isExecutableFile(atPath: path) { return path }
      }
    }
    return nil
  }()

  private static let driver = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Python/browse.py").path

  /// Takes steps, each a list of a word and its arguments, and returns what the expressions among them were
  /// worth, as JSON, and what the browser saw.
  static func browse(_ steps: [[Any]]) throws -> (values: [Any], sight: Sight) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", driver, try #require(program)]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    for step in steps {
      let line = try JSONSerialization.data(withJSONObject: step)
      try input.fileHandleForWriting.write(contentsOf: line + Data("\n".utf8))
    }
    try input.fileHandleForWriting.close()
    let lines = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self
    ).split(separator: "\n")
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "the browser was not driven to the end")
    let values = try lines.dropLast().map {
      try JSONSerialization.jsonObject(with: Data($0.utf8), options: .fragmentsAllowed)
    }
    let sight = try JSONDecoder().decode(Sight.self, from: Data((lines.last ?? "").utf8))
    return (values, sight)
  }
}
