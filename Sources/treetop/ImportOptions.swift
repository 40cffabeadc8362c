import ArgumentParser
import Importers
import Sessions

/// How a file of another program is read.
struct ImportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Where fields are found in the file, such as 'visits=n, mean=score/n, action=move.uci, view=mover'; a \
      format's name first takes the file for that format, another name stands for what NAME.map in the \
      folder of settings says.
      """, valueName: "mapping"))
  var map: String?

  @Option(
    help: ArgumentHelp("Which tree of a file that holds several, from 1.", valueName: "n"),
    transform: OptionParsers.wholeNumber(1...Int.max))
  var tree: Int?

  @Flag(help: "Take several trees for moments of one search.")
  var snapshots = false

  @Flag(help: "Take several trees for trees of their own.")
  var trees = false

  @Option(
    help: ArgumentHelp(
      "How bytes are read: \(SourceText.Encoding.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "encoding"),
    transform: OptionParsers.encoding)
  var encoding = SourceText.Encoding.utf8

  /// Whether anything is said that only files of other programs need.
  var isNeeded: Bool { map != nil || tree != nil || snapshots || trees || encoding != .utf8 }

  /// What is said.
  func options() throws(CommandError) -> Importer.Options {
    guard !snapshots || !trees else {
      throw .usage("--snapshots and --trees exclude each other; leave one out")
    }
    var options = Importer.Options()
    options.tree = tree
    options.asSnapshots = snapshots ? true : trees ? false : nil
    options.encoding = encoding
    guard let map else { return options }
    do throws(ImportError) {
      try options.setMapping(map, saved: SavedMapping.text)
    } catch {
      throw .usage(error.reason)
    }
    return options
  }
}

extension OptionParsers {
  /// Reads how bytes are to be read.
  static let encoding: @Sendable (String) throws -> SourceText.Encoding = { text in
    guard let encoding = SourceText.Encoding(rawValue: text.lowercased()) else {
      let names = SourceText.Encoding.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("accepted are \(names)")
    }
    return encoding
  }
}
