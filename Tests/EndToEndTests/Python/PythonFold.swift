import Foundation

/// A script that reads a file on its own and prints what it makes of it, as JSON.
struct PythonFold {
  let script: String

  /// Runs the script with arguments and returns what it printed.
  func output(_ arguments: String...) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return text
  }
}
