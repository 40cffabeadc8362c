import Foundation

/// The built program, run without a terminal.
struct Program {
  /// What a run left behind.
  struct Ending {
    /// The exit code; the number of the signal, negated, if one killed it.
    var status: Int32
    /// What stood on standard output.
    var output: String
    /// What stood on standard error.
    var error: String
  }

  /// A run that has not ended.
  final class Run {
    fileprivate let process = Process()
    fileprivate let output = Pipe()
    fileprivate let error = Pipe()

    /// Waits until the program listens to a signal, as the kernel sees it.
    func waitUntilCaught(_ signal: Int32) throws {
      let path = "/proc/\(process.processIdentifier)/status"
      let deadline = Date(timeIntervalSinceNow: 60)
      while process.isRunning, Date() < deadline {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let line = text.split(separator: "\n").first { $0.hasPrefix("SigCgt:") } ?? ""
        let mask = UInt64(line.split(separator: "\t").last ?? "", radix: 16) ?? 0
        if mask & (1 << UInt64(signal - 1)) != 0 { return }
        usleep(1_000)
      }
    }

    /// Sends a signal.
    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits for the end.
    func end() -> Ending {
      let text = output.fileHandleForReading.readDataToEndOfFile()
      let complaint = error.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      let code = process.terminationStatus
      return Ending(
        status: process.terminationReason == .exit ? code : -code,
        output: String(decoding: text, as: UTF8.self),
        error: String(decoding: complaint, as: UTF8.self))
    }
  }

  /// Starts the program, by way of other programs if it is to find something changed.
  static func start(
    _ arguments: [String], by way: [String] = [], locale: String = "C.UTF-8"
  ) throws -> Run {
    let run = Run()
    let words = way + [try path] + arguments
    run.process.executableURL = URL(fileURLWithPath: words[0])
    run.process.arguments = Array(words.dropFirst())
    var environment = ProcessInfo.processInfo.environment
    environment["LC_ALL"] = locale
    environment["COLUMNS"] = "80"
    // What the runner of the tests may have chosen is none of the program's business.
    environment["SWIFT_BACKTRACE"] = nil
    run.process.environment = environment
    run.process.standardInput = FileHandle.nullDevice
    run.process.standardOutput = run.output
    run.process.standardError = run.error
    try run.process.run()
    return run
  }

  /// Runs the program to its end.
  static func run(_ arguments: String..., locale: String = "C.UTF-8") throws -> Ending {
    try start(arguments, locale: locale).end()
  }

  /// Where the program is: beside the bundle of tests.
  static var path: String {
    get throws {
      let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      return URL(fileURLWithPath: bundle).deletingLastPathComponent()
        .appendingPathComponent("treetop").path
    }
  }
}
