/// What is looked at before it is handed over.
///
/// The nodes of a level stand everywhere in the file. Memory answers many requests at the same time, where each
/// would be waited for if it came alone. All functions return what nobody wants, so that the looks are not left
/// out.
extension ForeignJournal {
  /// Looks at the texts that will be handed over next.
  func lookAhead(_ nodes: ArraySlice<Int32>) -> Int {
    var seen = labels.lookAhead(nodes) &+ (texts?.lookAhead(nodes) ?? 0)
    if let terminal { seen &+= terminal.lookAhead(nodes) }
    if !priors.isEmpty {
      for node in nodes { seen ^= Int(truncatingIfNeeded: priors[Int(node)].bitPattern) }
    }
    return seen
  }

  /// Looks at the numbers that will be handed over next.
  func lookAheadAtNumbers(_ nodes: ArraySlice<Int32>) -> Int {
    var seen: UInt64 = 0
    for node in nodes {
      seen ^= values.visits[Int(node)].bitPattern ^ values.values[Int(node)].bitPattern
    }
    return Int(truncatingIfNeeded: seen)
  }

  /// Looks at the reasons that will be handed over next.
  func lookAheadAtReasons(_ nodes: ArraySlice<Int32>) -> Int { rationale?.lookAhead(nodes) ?? 0 }
}
