/// How the program ended, as a shell sees it.
enum ExitStatus: Int32 {
  /// All went well; an unfinished last line and events of unknown types take nothing away.
  case success = 0
  /// What was asked for is right but could not be done.
  case failure = 1
  /// The command line is wrong, or there is no terminal for the explorer.
  case usage = 2
  /// It was done, but something is left out, such as lines that were refused, or a search whose models did
  /// not answer; standard error says what.
  case incomplete = 3
  /// The terminal hung up.
  case hungUp = 129
  /// Somebody pressed control-C.
  case interrupted = 130
  /// Somebody asked the program to end.
  case terminated = 143

  /// Two searches that were compared differ, as `cmp` and `diff` say it.
  static let different = ExitStatus.failure
  /// Two things cannot be compared, as `cmp` and `diff` say it.
  static let incomparable = ExitStatus.usage
}
