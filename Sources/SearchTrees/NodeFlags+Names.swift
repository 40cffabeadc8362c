extension NodeFlags {
  /// The words for what is known of a node that JSON has; they do not change.
  private static var words: [(flag: NodeFlags, name: String)] {
    [
      (.terminal, "terminal"), (.proven, "proven"), (.pinned, "pinned"), (.banned, "banned"),
      (.complete, "complete"), (.closed, "closed"), (.priorEdited, "prior_edited"),
      (.unentered, "unentered"), (.retired, "retired"),
    ]
  }

  /// The names of those that are set, in the order in which JSON lists them.
  public var names: [String] { Self.words.filter { contains($0.flag) }.map(\.name) }
}
