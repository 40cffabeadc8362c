import Foundation
import Testing

/// Recordings that go into a pipe: to a compressor, to another machine, to nobody.
@Suite final class PipeTests {
  private let folder = TemporaryFolder()
  private var path: String { folder.path + "/pipe" }
  private static let search = ["search", "tic-tac-toe", "--seed", "3", "--json"]

  init() throws { try #require(mkfifo(path, 0o600) == 0) }

  /// A program that reads the pipe, so far that it can be written.
  private func reader(_ line: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "exec < '\(path)'; \(line)"]
    // A moment with a writer lets the reader through; it then waits for the next one.
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Waits until the pipe can be written, and keeps it so.
  private func writingEnd() throws -> FileHandle {
    var descriptor: Int32 = -1
    let deadline = Date(timeIntervalSinceNow: 30)
    while descriptor < 0, Date() < deadline {
      descriptor = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
      usleep(1_000)
    }
    try #require(descriptor >= 0, "nobody reads the pipe")
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  @Test func `a pipe that nobody reads is refused at once`() throws {
    for words in [
      Self.search + ["--iterations", "9", "--record", path],
      ["search", "--resume", path, "--json"],
      ["evaluate", "blocksworld", "--output", path],
      ["evaluate", "blocksworld", "--resume", path],
      ["open", path, "--json"],
    ] {
      let ending = try Program.start(words).end()
      #expect(ending.status == 1 || ending.status == 2, "\(words): \(ending)")
      #expect(ending.output == "" && ending.error.hasPrefix("treetop: "), "\(words): \(ending)")
    }
  }

  @Test func `what goes into a pipe is what goes into a file`() throws {
    let reader = try reader("exec cat > '\(folder.path)/copy'")
    let end = try writingEnd()
    let piped = try Program.start(Self.search + ["--iterations", "3000", "--record", path])
    let ending = piped.end()
    #expect(ending.status == 0, "\(ending.error)")
    try end.close()
    reader.waitUntilExit()
    let file = folder.path + "/file"
    _ = try Program.start(Self.search + ["--iterations", "3000", "--record", file]).end()
    let copy = TextFile.read(folder.path + "/copy").split(separator: "\n")
    // The last two lines say how long it took.
    #expect(copy.dropLast(2) == TextFile.read(file).split(separator: "\n").dropLast(2))
  }

  @Test func `a reader that leaves is a recording that is not complete`() throws {
    let reader = try reader("exec head -c 20000")
    let end = try writingEnd()
    let run = try Program.start(Self.search + ["--iterations", "3000", "--record", path])
    reader.waitUntilExit()
    let ending = run.end()
    #expect(ending.status == 1, "\(ending)")
    #expect(ending.error.contains("Broken pipe; the recording is not complete"), "\(ending)")
    try end.close()
  }
}
