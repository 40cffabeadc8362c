import ArgumentParser
import Drawing
import Exploring
import Groundwork
import Journals
import SearchTrees
import Sessions

/// `treetop doctor`: what is wrong with the search that made a tree.
struct DoctorSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what is wrong with the search that made a tree.",
    discussion: """
      Every event and node of a recording, or of another program's tree, is held against what the \
      file declares and against what usually is a mistake. Each finding says how often out of how \
      many, where first, what was expected, and what it usually comes from.

      A fault contradicts what the file itself declares; a remark is a choice that often is a \
      mistake. --rules lists the rules with their thresholds.

      Exit codes: 0 nothing but remarks, 1 a fault (with --strict also a remark), 2 wrong usage.
      """,
    helpNames: [.short, .long])

  @Argument(
    help: "The file, or - for standard input, which is read to its end first.",
    completion: .file(extensions: ["jsonl"]))
  var file: String?

  @Flag(help: "Remarks count like faults.")
  var strict = false

  @Option(
    help: ArgumentHelp(
      "A rule whose findings are not shown and do not count; may be given again. The setting allow has "
        + "others.",
      valueName: "rule"),
    completion: .list(CheckRule.all.map(\.name)))
  var allow: [String] = []

  @Flag(name: .customLong("rules"), help: "List the rules, and end.")
  var listsRules = false

  @Flag(name: .customLong("json"), help: "Print one JSON object.")
  var isJSON = false

  @Flag(name: .customLong("ascii"), help: "Print with ASCII characters only.")
  var isASCII = false

  @OptionGroup(title: "Files of other programs") var reading: ImportOptions
}

extension DoctorSubcommand: RunnableCommand {
  var opensTerminal: Bool { false }

  func execute() throws(CommandError) -> ExitStatus {
    if listsRules {
      try write(DiagnosisPage.rules(repertoire))
      return .success
    }
    guard let file else { throw .usage("a file is missing; see treetop doctor --help") }
    for name in allow where CheckRule.named(name) == nil {
      let near = EditDistance.nearest(to: name, among: CheckRule.all.map(\.name))
      let hint = near.map { "; did you mean \($0)?" } ?? ""
      throw .usage("--allow \(name): there is no such rule\(hint); --rules lists them")
    }
    let recorded = try RecordedFile(file, reading)
    let outcome: FileDiagnosis.Outcome
    do throws(RecordedFile.Failure) {
      let allowed = Set(allow).union(SettingsPlace.read().file.settings.allowedRules)
      outcome = try FileDiagnosis(of: recorded, allowing: allowed).read()
    } catch {
      throw CommandError(error, in: recorded.name, as: file)
    }
    warn(outcome, of: recorded)
    try write(
      isJSON
        ? DiagnosisObject(outcome).text(in: repertoire)
        : DiagnosisPage(outcome, name: recorded.name, repertoire: repertoire).text)
    let isSick = strict ? !outcome.findings.isEmpty : outcome.hasFault
    return isSick ? .failure : .success
  }

  private var repertoire: Repertoire { isASCII ? .ascii : .ofLocale() }

  private func warn(_ outcome: FileDiagnosis.Outcome, of file: RecordedFile) {
    func say(_ text: String) {
      StandardStream.error.print(
        SafeText("treetop: " + text, repertoire: repertoire, limit: 600))
    }
    if let account = file.account { say("\(file.name): \(account.format): \(account.words)") }
    for problem in outcome.problems { say("\(file.name):\(problem.words)") }
    let rest = outcome.problemCount - outcome.problems.count
    if rest > 0 { say("and \(rest) more lines") }
  }

  private func write(_ text: String) throws(CommandError) {
    if let reason = StandardStream.output.write(text) {
      throw .failure("standard output: \(reason)")
    }
  }
}
