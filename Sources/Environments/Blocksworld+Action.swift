import TreeSearch

extension Blocksworld {
  /// One of the four STRIPS operators applied to blocks.
  ///
  /// Fikes and Nilsson, *STRIPS: a new approach to the application of theorem proving to problem
  /// solving* (1971), in the four-operator form of the `blocksworld-4ops` domain.
  struct Action: Hashable, Sendable {
    /// The four operators.
    enum Kind: UInt8 {
      /// Takes a clear block from the table.
      case pickUp
      /// Lays the held block on the table.
      case putDown
      /// Lays the held block on a clear one.
      case stack
      /// Takes a clear block from another.
      case unstack
    }

    /// The operator.
    var kind: Kind
    /// The block that moves.
    var block: UInt8
    /// The block it comes from or goes to; 0 where the table takes that part.
    var other: UInt8

    /// Makes an action.
    @inline(__always)
    init(_ kind: Kind, _ block: UInt8, _ other: UInt8) {
      self.kind = kind
      self.block = block
      self.other = other
    }

    /// Reads the action that a code stands for.
    @inline(__always)
    init(code: ActionCode) {
      kind =
        switch code &>> 8 {
        case 0: .pickUp
        case 1: .putDown
        case 2: .stack
        default: .unstack
        }
      block = UInt8(truncatingIfNeeded: code &>> 4) & 15
      other = UInt8(truncatingIfNeeded: code) & 15
    }

    /// The action as a number below 1,024.
    @inline(__always)
    var code: ActionCode {
      ActionCode(kind.rawValue) &<< 8 | ActionCode(block) &<< 4 | ActionCode(other)
    }

    /// Returns why the rules forbid the action in `state`, if they do.
    func illegalReason(in state: State, names: BlockNames) -> String? {
      let block = "the " + names.shown[Int(block)] + " block"
      let other = "the " + names.shown[Int(self.other)] + " block"
      switch kind {
      case .pickUp, .unstack:
        if !state.isHandEmpty { return "the hand is not empty" }
        let place = state.place(of: self.block)
        if kind == .pickUp, place != State.table { return block + " is not on the table" }
        if kind == .unstack, place != self.other { return block + " is not on top of " + other }
        return state.isClear(self.block) ? nil : block + " is not clear"
      case .putDown, .stack:
        if state.held != self.block { return "the hand is not holding " + block }
        if kind == .stack, self.block == self.other { return block + " cannot go on itself" }
        return kind == .putDown || state.isClear(self.other) ? nil : other + " is not clear"
      }
    }
  }
}
