public import TreeSearch

extension Blocksworld {
  /// Returns the action in a few words, short enough for a row of the tree.
  public func label(of action: ActionCode, in state: State) -> String {
    let action = Action(code: action)
    let block = names.shown[Int(action.block)]
    let other = names.shown[Int(action.other)]
    return switch action.kind {
    case .pickUp: "pick up " + block
    case .putDown: "put down " + block
    case .stack: "stack " + block + " on " + other
    case .unstack: "unstack " + block + " " + other
    }
  }

  /// Returns the action in the English that language models are prompted with.
  public func text(of action: ActionCode, in state: State) -> String {
    let action = Action(code: action)
    let block = "the " + names.shown[Int(action.block)] + " block"
    let other = "the " + names.shown[Int(action.other)] + " block"
    return switch action.kind {
    case .pickUp: "pick up " + block
    case .putDown: "put down " + block
    case .stack: "stack " + block + " on top of " + other
    case .unstack: "unstack " + block + " from on top of " + other
    }
  }

  /// Returns the action as a step of a PDDL plan, as in `(unstack b a)`.
  public func pddl(of action: ActionCode, in state: State) -> String {
    let action = Action(code: action)
    let block = names.objects[Int(action.block)]
    let other = names.objects[Int(action.other)]
    return switch action.kind {
    case .pickUp: "(pick-up " + block + ")"
    case .putDown: "(put-down " + block + ")"
    case .stack: "(stack " + block + " " + other + ")"
    case .unstack: "(unstack " + block + " " + other + ")"
    }
  }

  /// Returns the state as the sentence that language models are given.
  ///
  /// The root's facts are sorted as PDDL writes them; after an action, what is clear or in the hand
  /// comes first, then the hand, then what is on top of what, then the table, each sorted by text.
  public func sentence(for state: State) -> String {
    let atoms = Self.atoms(of: state, count: names.count)
    if state.steps == 0 { return Self.sentence(atoms, names: names) }
    var facts: [(rank: Int, text: String)] = atoms.map { atom in
      let rank =
        switch atom {
        case .clear: 1
        case .handEmpty, .holding: 2
        case .on: 3
        case .onTable: 4
        }
      return (rank, atom.text(names))
    }
    if !state.isHandEmpty {
      facts.append((1, "the " + names.shown[Int(state.held)] + " block is in the hand"))
    }
    let texts = facts.sorted { $0 < $1 }.map { $0.text }
    return texts.dropLast().joined(separator: ", ") + ", and " + (texts.last ?? "") + "."
  }

  /// The goal as the sentence that language models are given.
  public var goalSentence: String { Self.sentence(goal.atoms, names: names) }

  /// Returns facts as a sentence, sorted as PDDL writes them.
  private static func sentence(_ atoms: [BlocksAtom], names: BlockNames) -> String {
    let texts = atoms.sorted { $0.object(names) < $1.object(names) }.map { $0.text(names) }
    let start = texts.dropLast().joined(separator: ", ")
    return (start.isEmpty ? "" : start + " and ") + (texts.last ?? "") + "."
  }

  /// Returns every fact that holds in a state.
  static func atoms(of state: State, count: Int) -> [BlocksAtom] {
    var atoms: [BlocksAtom] = [state.isHandEmpty ? .handEmpty : .holding(state.held)]
    for block in 0..<UInt8(count) {
      if state.isClear(block) { atoms.append(.clear(block)) }
      let place = state.place(of: block)
      if place == State.table { atoms.append(.onTable(block)) }
      if place < State.table { atoms.append(.on(block, place)) }
    }
    return atoms
  }
}
