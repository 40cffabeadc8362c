import ArgumentParser
import Drawing
import Glibc
import Journals
import SearchTrees
import Sessions

/// `treetop compare`: two searches held against each other.
struct CompareSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare two recorded searches: files, moments, branches or nodes.",
    discussion: """
      A and B are recordings, each as FILE, FILE@MOMENT (87 for an event, i87 for an iteration, \
      START, END), FILE#BRANCH (by name or number), FILE:PATH (a node, as left/key or #12), or \
      several of these: FILE@i87#1:left/key.

      Nodes are aligned by the actions that lead to them, equal actions below one parent in their \
      order. Two trees are equal where paths, visits, values to the last bit, priors, flags and the \
      answer are; names, times, costs and logs do not count.

      Exit codes: 0 equal, 1 different, 2 not comparable. In the explorer t tags a moment and gc \
      compares with it.
      """,
    helpNames: [.short, .long])

  @Argument(help: "The first one.", completion: .file(extensions: ["jsonl"]))
  var a: String

  @Argument(help: "The second one.", completion: .file(extensions: ["jsonl"]))
  var b: String

  @Option(
    help: ArgumentHelp(
      "Values Q that differ by no more than this count as equal. (default: to the last bit)",
      valueName: "x"),
    transform: OptionParsers.number(0...1_000_000_000))
  var within: Double?

  @Flag(name: .customLong("json"), help: "Print one JSON object.")
  var isJSON = false

  @Flag(name: .customLong("ascii"), help: "Print with ASCII characters only.")
  var isASCII = false
}

extension CompareSubcommand: RunnableCommand {
  var opensTerminal: Bool { false }

  func execute() throws(CommandError) -> ExitStatus {
    do throws(CommandError) {
      let first = try snapshot(a, "A")
      let second = try snapshot(b, "B")
      return try compare(first, second)
    } catch {
      // Whatever stands in the way, nothing was compared.
      var error = error
      error.status = .incomparable
      throw error
    }
  }

  private var repertoire: Repertoire { isASCII ? .ascii : .ofLocale() }

  private func snapshot(_ text: String, _ name: String) throws(CommandError) -> TreeSnapshot {
    let place: ComparedPlace
    do throws(ComparedPlace.Mistake) {
      place = try ComparedPlace(text) { unsafe $0 == "-" || access($0, F_OK) == 0 }
    } catch {
      throw .usage("\(name): \(text): \(error.reason)")
    }
    if a == "-", b == "-" { throw .usage("standard input is read once; name a file for A or B") }
    let file = try RecordedFile(place.file)
    do throws(SnapshotReading.Failure) {
      let outcome = try SnapshotReading(place, of: file).read()
      outcome.reading.warn(of: file, in: repertoire)
      return outcome.snapshot
    } catch {
      switch error {
      case .moment(let failure):
        throw CommandError(failure, at: "\(name): \(file.name):", in: file)
      case .node(let mistake): throw .usage("\(name): \(text): \(mistake.reason)")
      }
    }
  }

  private func compare(
    _ first: TreeSnapshot, _ second: TreeSnapshot
  ) throws(CommandError) -> ExitStatus {
    let comparison: TreeComparison
    do throws(ComparisonPass.Refusal) {
      comparison = try TreeComparison.of(first, second, within: within)
    } catch {
      if isJSON { try write(ComparisonObject.refusal(error.reason, in: repertoire)) }
      throw CommandError(place: "not comparable", reason: error.reason, status: .incomparable)
    }
    try write(
      isJSON
        ? ComparisonObject(comparison).text(in: repertoire)
        : ComparisonPage(comparison, repertoire: repertoire).text)
    return comparison.isEqual ? .success : .different
  }

  private func write(_ text: String) throws(CommandError) {
    if let reason = StandardStream.output.write(text) {
      throw .failure("standard output: \(reason)")
    }
  }
}
