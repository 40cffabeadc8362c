public import SearchTrees

/// The files of a person that the explorer reads and writes beside the search itself.
///
/// All calls come from the explorer's own thread and return at once, as disks go.
public protocol PersonalFiles: AnyObject {
  /// Writes a text into a file that is not there yet, whole or not at all; returns why not, if it could not.
  func write(_ text: String, toNew path: String) -> String?
  /// Returns the paths that begin as a path does, folders with a slash at the end; a few hundred at most.
  func paths(beginning path: String) -> [String]
  /// Returns the lines that were typed in earlier runs, the newest last.
  func history() -> [String]
  /// Has a text edited in the person's editor, which takes the terminal, and returns what became of it.
  func edit(_ text: String) -> EditedText
  /// Keeps a line for later runs; one that cannot be kept is lost.
  func remember(_ line: String)
}

/// What is edited in an editor.
public enum EditedThing: Hashable, Sendable {
  /// The note on a node.
  case note(NodeID)
  /// The prompt of a call, by its number, to be asked again.
  case prompt(ofCall: Int)
}

/// What became of a text in an editor.
public enum EditedText: Hashable, Sendable {
  /// The text as it is now.
  ///
  /// Untrusted text.
  case text(String)
  /// Why it was not edited.
  case failed(String)
}
