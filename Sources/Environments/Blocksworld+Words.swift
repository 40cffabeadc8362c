public import TreeSearch

/// Blocksworld in the words of the embedded language models.
///
/// `hand empty` or `holding X`, then every tower from the top down, `table` at its end, towers sorted by
/// the colour of their lowest block; the goal's facts by the colour of the upper block. The script that
/// trains the models writes the same text.
extension Blocksworld: ReadableEnvironment {
  /// The colours that the models know, in their order.
  static let modelColours = ["red", "blue", "orange", "yellow", "white", "magenta"]

  /// Why the embedded models cannot read the problem, if they cannot.
  public var unreadable: String? {
    if names.count > Self.modelColours.count {
      return "the embedded language models know at most \(Self.modelColours.count) blocks, "
        + "and \(name) has \(names.count)"
    }
    for atom in goal.atoms {
      guard case .on = atom else {
        return "the embedded language models know goals of blocks on blocks only, "
          + "and \(name) asks for something else"
      }
    }
    return nil
  }

  /// The colour of each block, by number: its own where all blocks have one that the models know, else
  /// one after the other.
  private static func colourNumbers(_ names: BlockNames) -> [Int] {
    let own = names.shown.compactMap { modelColours.firstIndex(of: $0) }
    return own.count == names.count ? own : Array(0..<names.count)
  }

  /// The colour of each block, by number.
  var colourNumbers: [Int] { Self.colourNumbers(names) }

  /// Returns `[STATE] ... [GOAL] ...`.
  public func prompt(for state: State) -> String {
    "[STATE] " + words(for: state) + " [GOAL] " + goalWords
  }

  /// Returns `pick up X`, `put down X`, `stack X on Y` or `unstack X from Y`.
  public func wording(of action: ActionCode, in state: State) -> String {
    let action = Action(code: action)
    let colours = colourNumbers
    let block = Self.modelColours[colours[Int(action.block)]]
    let other = Self.modelColours[colours[Int(action.other)]]
    return switch action.kind {
    case .pickUp: "pick up " + block
    case .putDown: "put down " + block
    case .stack: "stack " + block + " on " + other
    case .unstack: "unstack " + block + " from " + other
    }
  }

  /// Returns the words of the next state.
  public func outcome(of action: ActionCode, in state: State) -> String {
    var next = state
    next.make(Action(code: action))
    return words(for: next)
  }

  /// Returns whether an action lies on a shortest way to the goal; nil above seven blocks.
  public func isBest(_ action: ActionCode, in state: State) -> Bool? {
    guard let distance = distanceToGoal(state) else { return nil }
    var next = state
    next.make(Action(code: action))
    return distanceToGoal(next).map { $0 == distance - 1 }
  }

  /// Returns the share of the goal's facts that hold.
  public func progress(in state: State) -> Float {
    goalCount == 0 ? 1 : Float(metGoals(in: state)) / Float(goalCount)
  }

  /// Returns whether every block is in the same place.
  @inline(__always)
  public func isSamePlace(_ one: State, _ other: State) -> Bool { one.places == other.places }

  /// Returns a state in words.
  func words(for state: State) -> String {
    let colours = colourNumbers
    let colour = { (block: UInt8) in Self.modelColours[colours[Int(block)]] }
    var words = state.isHandEmpty ? ["hand", "empty"] : ["holding", colour(state.held)]
    let blocks = (0..<UInt8(names.count)).sorted { colours[Int($0)] < colours[Int($1)] }
    for lowest in blocks where state.place(of: lowest) == State.table {
      var tower = [lowest]
      while let above = blocks.first(where: { state.place(of: $0) == tower[tower.count - 1] }) {
        tower.append(above)
      }
      for block in tower.reversed() { words += [colour(block), "on"] }
      words.append("table")
    }
    return words.joined(separator: " ")
  }

  /// The goal in words.
  var goalWords: String { Self.words(of: goal, names) }

  private static func words(of goal: BlocksGoal, _ names: BlockNames) -> String {
    let colours = colourNumbers(names)
    var facts: [(upper: Int, text: String)] = []
    for case .on(let upper, let lower) in goal.atoms {
      let colour = colours[Int(upper)]
      let text = modelColours[colour] + " on " + modelColours[colours[Int(lower)]]
      facts.append((colour, text))
    }
    return facts.sorted { $0.upper < $1.upper }.map(\.text).joined(separator: " and ")
  }

  /// Whether problems with this goal were kept from the training of the embedded models: one in
  /// sixteen, by the CRC-32 of the goal's words.
  public var isHeldOut: Bool { Self.isHeldOut(goal, names) }

  /// Returns whether problems with a goal were kept from the training of the embedded models.
  static func isHeldOut(_ goal: BlocksGoal, _ names: BlockNames) -> Bool {
    CRC32.checksum(Array(words(of: goal, names).utf8)).isMultiple(of: 16)
  }
}
