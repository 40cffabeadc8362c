import ArgumentParser
import Glibc
import Groundwork
import Journals
import Presets
import SearchTrees
import Sessions
import TreeSearch

/// `treetop mcp`: a search for agents, by the Model Context Protocol.
struct McpSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mcp",
    abstract: "Let a coding agent ask a search, and steer it where that is allowed.",
    usage: """
      treetop mcp <file> [<options>]
      treetop mcp [<options>] -- <search or program> ...
      """,
    discussion: """
      It speaks the Model Context Protocol (JSON-RPC 2.0, a message a line) on standard input and \
      output, over a recording, another program's tree or a live search:
        treetop mcp run.jsonl
        treetop mcp --allow-steer -- search connect-four
        treetop mcp -- python3 search.py

      After -- stands treetop's own search with its options, or a program that speaks the journal's \
      protocol as treetop attach takes it. With --allow-steer a search waits to be run; without it \
      runs to its limits. No file is written.

      Tools:
      \(AgentTool.all.map { "  \($0.name.padded(to: 9)) \($0.question)" }.joined(separator: "\n"))

      The last \(AgentTool.steering.count) are there with --allow-steer only. It ends when its input does.
      """,
    helpNames: [.short, .long])

  @Argument(help: "A recording, or another program's tree.", completion: .file(extensions: []))
  var file: String?

  @Argument(
    parsing: .postTerminator,
    help: "A search, or a program and its arguments, after --.")
  var command: [String] = []

  @Flag(help: "Let the agent run, take back, branch and edit the search.")
  var allowSteer = false

  @OptionGroup(title: "Files of other programs") var reading: ImportOptions
  @OptionGroup var memory: MemoryOption
}

extension McpSubcommand: RunnableCommand {
  var opensTerminal: Bool { false }

  func execute() throws(CommandError) -> ExitStatus {
    let woken = Guarded(0)
    let wake: @Sendable () -> Void = { woken.change { $0 += 1 } }
    switch (file, command.first) {
    case (let file?, nil):
      guard file != "-" else {
        throw .usage("standard input is the agent's; name a file that - would have held")
      }
      let recorded = try RecordedFile(file, reading)
      let source = open(recorded, wake)
      defer { source.close() }
      return serve(AgentSearch(source, of: recorded, woken: woken))
    case (nil, "search"?):
      let search = try begin(Array(command.dropFirst()), wake)
      defer { search.close() }
      return serve(AgentSearch(search, of: nil, woken: woken))
    case (nil, .some):
      let program = try attach(wake)
      defer { program.close() }
      return serve(AgentSearch(program, of: nil, woken: woken))
    default:
      throw .usage(
        "mcp needs a file, or a search or program after --; see treetop mcp --help")
    }
  }

  private func open(
    _ recorded: RecordedFile, _ wake: @escaping @Sendable () -> Void
  ) -> ContinuedRecording {
    let path = recorded.path
    let search = RecordedSearch(
      recorded.options(checkPeriod: ShadowCheck.usualPeriod), wake: wake,
      open: { () throws(JournalProblem) in try JournalBytes(mapping: path) })
    return ContinuedRecording(
      search, of: recorded, undoBytes: 64 << 20, checkPeriod: ShadowCheck.usualPeriod, wake: wake)
  }

  private func begin(
    _ words: [String], _ wake: @escaping @Sendable () -> Void
  ) throws(CommandError) -> LiveSearch {
    var request = try SearchSubcommand.request(of: words)
    if allowSteer { request.start.isPaused = true }
    let options = request.options(checkPeriod: ShadowCheck.usualPeriod)
    let (plan, calls) = (request.plan, request.calls)
    return LiveSearch(options, wake: wake) {
      plan.makeSession(SessionOptions(undoBytes: $0, calls: calls))
    }
  }

  private func attach(
    _ wake: @escaping @Sendable () -> Void
  ) throws(CommandError) -> RecordedSearch {
    let feed: ProgramFeed
    do throws(JournalProblem) {
      feed = try ProgramFeed(command: command)
    } catch {
      throw CommandError(place: command[0], reason: error.reason, status: .failure)
    }
    let options = RecordedSearch.Options.following(
      command.joined(separator: " "), from: .program, memory.allowance)
    return RecordedSearch(
      options, feed: feed, wake: wake, open: { () throws(JournalProblem) in JournalBytes() })
  }

  /// Takes lines from standard input until it ends.
  private func serve(_ search: AgentSearch) -> ExitStatus {
    let server = AgentServer(search, maySteer: allowSteer) {
      _ = StandardStream.output.write($0.text() + "\n")
    }
    var line: [UInt8] = []
    var isTooLong = false
    var block = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = unsafe read(0, &block, block.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      for byte in block[..<count] {
        if byte != UInt8(ascii: "\n") {
          if line.count < AgentServer.longestLine { line.append(byte) } else { isTooLong = true }
          continue
        }
        if isTooLong { server.refuseLongLine() } else { server.take(line) }
        isTooLong = false
        line.removeAll(keepingCapacity: true)
      }
    }
    if !line.isEmpty { server.take(line) }
    return .success
  }
}
