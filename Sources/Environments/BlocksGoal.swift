/// A conjunction of facts, kept as masks so that a state is tested in a few instructions.
struct BlocksGoal: Hashable, Sendable {
  /// The facts in the order they were given.
  let atoms: [BlocksAtom]
  /// The fields of a state's places that matter.
  private let placeMask: UInt64
  /// What those fields must be.
  private let placeValue: UInt64
  /// The blocks that must be clear.
  private let clear: UInt16
  /// Whether the hand must be empty.
  private let needsEmptyHand: Bool

  /// Makes a goal of facts that do not contradict each other.
  init(_ atoms: [BlocksAtom]) {
    var mask: UInt64 = 0
    var value: UInt64 = 0
    var clear: UInt16 = 0
    func require(_ block: UInt8, at place: UInt8) {
      mask |= 15 << UInt64(block * 4)
      value |= UInt64(place) << UInt64(block * 4)
    }
    for atom in Set(atoms) {
      switch atom {
      case .clear(let block): clear |= 1 << UInt16(block)
      case .handEmpty: break
      case .holding(let block): require(block, at: Blocksworld.State.hand)
      case .on(let upper, let lower): require(upper, at: lower)
      case .onTable(let block): require(block, at: Blocksworld.State.table)
      }
    }
    self.atoms = atoms
    self.clear = clear
    placeMask = mask
    placeValue = value
    needsEmptyHand = atoms.contains(.handEmpty)
  }

  /// Returns whether every fact holds.
  @inline(__always)
  func isMet(in state: Blocksworld.State) -> Bool {
    state.places & placeMask == placeValue && state.clear & clear == clear
      && (!needsEmptyHand || state.isHandEmpty)
  }
}
