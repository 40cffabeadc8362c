public import SearchTrees

extension JournalRecorder {
  /// The most bytes of a file that is read for a check.
  private static let largestFile = 64 << 20

  /// Returns where the tree that the file tells differs from the one of the search; nil where they are
  /// equal, and where the file is gone, too large, or still to be caught up with.
  ///
  /// Reads the whole file. O(events).
  public func difference(from tree: borrowing SearchTree) -> String? {
    guard past == nil, failure == nil else { return nil }
    let bytes: JournalBytes
    do throws(JournalProblem) {
      bytes = try JournalBytes(mapping: place)
    } catch {
      return nil
    }
    guard bytes.count <= Self.largestFile else { return nil }
    return Recording(bytes).difference(from: tree, after: line.event)
  }
}

extension Recording {
  /// Returns where the tree after an event differs from another one; nil where they are equal.
  ///
  /// Reads everything that is not read yet. O(events).
  public func difference(from tree: borrowing SearchTree, after event: Int) -> String? {
    isAtEnd = false
    readWhole()
    if let problem = problems.first { return "line \(problem.words)" }
    guard event <= eventCount else { return "\(eventCount) lines, not \(event)" }
    show(event: event)
    // By one number first: of equal trees nothing is walked through twice.
    if fold.tree.fingerprint == tree.fingerprint { return nil }
    return fold.tree.difference(from: tree)
  }
}
