/// A fact about blocks, which are given by number.
enum BlocksAtom: Hashable, Sendable {
  /// A block has nothing on top and is not held.
  case clear(UInt8)
  /// The hand holds nothing.
  case handEmpty
  /// The hand holds a block.
  case holding(UInt8)
  /// The first block is directly on top of the second.
  case on(UInt8, UInt8)
  /// A block is on the table.
  case onTable(UInt8)

  /// Returns the fact as PDDL writes it, without parentheses.
  func object(_ names: BlockNames) -> String {
    switch self {
    case .clear(let block): "clear " + names.objects[Int(block)]
    case .handEmpty: "handempty"
    case .holding(let block): "holding " + names.objects[Int(block)]
    case .on(let upper, let lower):
      "on " + names.objects[Int(upper)] + " " + names.objects[Int(lower)]
    case .onTable(let block): "ontable " + names.objects[Int(block)]
    }
  }

  /// Returns the fact in English.
  func text(_ names: BlockNames) -> String {
    let block = { (number: UInt8) in "the " + names.shown[Int(number)] + " block" }
    return switch self {
    case .clear(let number): block(number) + " is clear"
    case .handEmpty: "the hand is empty"
    case .holding(let number): "the hand is holding " + block(number)
    case .on(let upper, let lower): block(upper) + " is on top of " + block(lower)
    case .onTable(let number): block(number) + " is on the table"
    }
  }

  /// Returns whether the fact holds.
  func holds(in state: Blocksworld.State) -> Bool {
    switch self {
    case .clear(let block): state.isClear(block)
    case .handEmpty: state.isHandEmpty
    case .holding(let block): state.held == block
    case .on(let upper, let lower): state.place(of: upper) == lower
    case .onTable(let block): state.place(of: block) == Blocksworld.State.table
    }
  }
}
