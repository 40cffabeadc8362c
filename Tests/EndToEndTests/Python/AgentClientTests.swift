import Foundation
import Testing

/// `treetop mcp` with a client that others wrote: the package `mcp`.
@Suite(
  .enabled(
    if: PythonSearch.packaged != nil,
    "TREETOP_TEST_PYTHON names no Python that has the package mcp"),
  .timeLimit(.minutes(10)))
struct AgentClientTests {
  private let folder = TemporaryFolder()

  @Test func `a client of others looks at a million nodes and steers a search that it may steer`()
    throws
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(PythonSearch.packaged))
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("agent_client.py")
    process.arguments = [script.path, try Program.path, folder.path + "/wide.jsonl"]
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    let complaint = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(String(decoding: complaint, as: UTF8.self))")
    #expect(String(decoding: said, as: UTF8.self) == "done\n")
  }
}
