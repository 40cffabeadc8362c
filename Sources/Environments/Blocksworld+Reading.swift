public import TreeSearch

/// Positions from the words of the embedded language models.
extension Blocksworld: WritableEnvironment {
  /// Returns the position that a text describes, one step after another; nil unless the text is, to the
  /// letter, that of a position of all the blocks.
  public func state(reading text: String, after state: State) -> State? {
    guard let places = places(reading: text) else { return nil }
    var next = State(places: places)
    // Towers in another order, or other spaces, are not what is said of a position.
    guard words(for: next) == text else { return nil }
    next.steps = state.steps &+ 1
    return next
  }

  /// Returns what reaching the goal pays, and whether it or the horizon is reached.
  public func arrival(in state: State) -> Transition {
    Transition(reward: goal.isMet(in: state) ? 1 : 0, isTerminal: isTerminal(state))
  }

  /// Returns the place of every block; nil where one is missing or named twice.
  private func places(reading text: String) -> [UInt8]? {
    let blocks = blockNumbers
    var places = [UInt8?](repeating: nil, count: names.count)
    var rest = text.split(separator: " ")[...]
    switch (rest.popFirst(), rest.popFirst()) {
    case ("hand", "empty"): break
    case ("holding", let word?):
      guard let held = blocks[word] else { return nil }
      places[held] = State.hand
    default: return nil
    }
    while let word = rest.popFirst() {
      guard let block = blocks[word], places[block] == nil, rest.popFirst() == "on",
        let below = rest.first
      else { return nil }
      if below == "table" {
        places[block] = State.table
        rest.removeFirst()
      } else if let lower = blocks[below] {
        // Its own place is what the next words say.
        places[block] = UInt8(lower)
      } else {
        return nil
      }
    }
    let known = places.compactMap { $0 }
    return known.count == names.count ? known : nil
  }

  /// The number of each block by its word.
  private var blockNumbers: [Substring: Int] {
    var numbers: [Substring: Int] = [:]
    for (block, colour) in colourNumbers.enumerated() {
      numbers[Self.modelColours[colour][...]] = block
    }
    return numbers
  }
}
