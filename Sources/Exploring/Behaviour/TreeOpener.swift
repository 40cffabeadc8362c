public import SearchTrees

/// What came of opening a moment of a file.
public enum TreeOpening: Hashable, Sendable {
  /// The moment.
  case tree(TreeSnapshot)
  /// Why it cannot be opened.
  ///
  /// Untrusted text.
  case failed(String)
}

/// Opens moments of files to compare with them, on a thread of its own.
public protocol TreeOpener: AnyObject {
  /// Begins to open `FILE`, `FILE@MOMENT` and so on, and wakes the terminal once that is done.
  func open(_ text: String)
  /// Returns what came of it; nil where it is not done, or was taken already.
  func takeOpening() -> TreeOpening?
}
