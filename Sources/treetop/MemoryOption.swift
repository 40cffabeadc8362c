import ArgumentParser
import Groundwork

/// How much memory may be taken.
struct MemoryOption: ParsableArguments {
  @Option(
    name: .customLong("memory"),
    help: ArgumentHelp(
      """
      Stop when tree, undo record and events take so many megabytes. (default: when the program has \
      taken three quarters of what is free at the start, or of what its control group leaves)
      """, valueName: "mb"),
    transform: OptionParsers.wholeNumber(1...100_000_000))
  var megabytes: Int?

  /// What was asked for, or the usual part of what is free now.
  var allowance: MemoryAllowance {
    megabytes.map { MemoryAllowance(bytes: $0 << 20) } ?? MemoryAllowance()
  }
}
