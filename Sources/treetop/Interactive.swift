/// What the explorer is opened on.
enum StartRequest {
  /// The start screen.
  case startScreen
  /// A search that runs at once.
  case search(SearchRequest)
}

/// The explorer in the terminal.
enum Interactive {
  /// Opens the explorer and returns when the person leaves it.
  static func run(_ request: StartRequest, _ terminal: TerminalChoices) throws(Complaint) {
    throw .usage("no terminal: the explorer needs one; treetop search PROBLEM --batch does not")
  }
}
