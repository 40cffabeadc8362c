import ArgumentParser
import Drawing
import Groundwork
import SearchTrees

/// Which plot is printed as numbers.
struct PlotOptions: ParsableArguments {
  /// What was asked for: a plot, or which there are.
  enum Choice: Hashable {
    case plot(PlotName)
    case list
  }

  @Option(
    help: ArgumentHelp(
      """
      With --batch: print the numbers of a plot as CSV instead of a table; "?" lists the plots. What is \
      about a node is about the first step of the answer.
      """, valueName: "name"),
    completion: .list(PlotName.allCases.map(\.rawValue) + ["?"]),
    transform: PlotOptions.read)
  var plot: Choice?

  /// The plot that is printed; nil where none is.
  var name: PlotName? {
    if case .plot(let name) = plot { return name }
    return nil
  }

  private static let read: @Sendable (String) throws -> Choice = { text in
    if text == "?" { return .list }
    return .plot(try OptionParsers.name(of: PlotName.self)(text))
  }

  /// Prints which plots there are, if that was asked for, and returns whether it was.
  ///
  /// - Throws: an error where a plot is asked for and would be drawn nowhere.
  func lists(_ printing: PrintingOptions) throws(CommandError) -> Bool {
    guard let plot else { return false }
    if plot == .list {
      let width = PlotName.allCases.map(\.rawValue.count).max() ?? 0
      try Self.print(
        PlotName.allCases.map { name in
          name.rawValue.padded(to: width + 2) + name.sentence
        }, in: .ascii)
      return true
    }
    if printing.isJSON { throw .usage("--plot prints CSV; leave --json out") }
    guard printing.isBatch else {
      throw .usage("--plot prints numbers, so --batch is needed; in the explorer gp shows plots")
    }
    return false
  }

  /// Prints lines on standard output.
  static func print(_ lines: [String], in repertoire: Repertoire) throws(CommandError) {
    let text = lines.reduce(into: "") { text, line in
      text +=
        SafeText(line, repertoire: repertoire, limit: max(1, line.unicodeScalars.count)).plain
        + "\n"
    }
    if let reason = StandardStream.output.write(text) {
      throw .failure("standard output: \(reason)")
    }
  }
}
