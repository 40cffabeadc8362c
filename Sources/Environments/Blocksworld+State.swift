extension Blocksworld {
  /// A position of at most twelve blocks and the steps taken to reach it; sixteen bytes.
  ///
  /// Blocks are numbered in the alphabetical order of their names as a person reads them.
  public struct State: Hashable, Sendable {
    /// Where each block is, four bits a block: the block below it, or one of the marks.
    private(set) var places: UInt64
    /// The blocks with nothing on top that are not held, one bit a block.
    private(set) var clear: UInt16
    /// The block in the hand, or `nobody`.
    private(set) var held: UInt8
    /// How many actions led here.
    public internal(set) var steps: UInt16

    /// The place of a block on the table.
    static let table: UInt8 = 12
    /// The place of a block in the hand.
    static let hand: UInt8 = 13
    /// No block at all.
    static let nobody: UInt8 = 15

    /// Makes a position from the place of every block; at most one is in the hand.
    init(places list: [UInt8]) {
      places = UInt64.max
      clear = UInt16(1) << UInt16(list.count) &- 1
      held = Self.nobody
      steps = 0
      for (block, place) in list.enumerated() {
        setPlace(of: UInt8(block), to: place)
        if place == Self.hand {
          held = UInt8(block)
          clear &= ~(1 << UInt16(block))
        } else if place < Self.table {
          clear &= ~(1 << UInt16(place))
        }
      }
    }

    /// Whether the hand holds nothing.
    @inline(__always)
    var isHandEmpty: Bool { held == Self.nobody }

    /// Returns where a block is.
    @inline(__always)
    func place(of block: UInt8) -> UInt8 {
      UInt8(truncatingIfNeeded: places &>> UInt64(block &* 4)) & 15
    }

    /// Returns whether a block has nothing on top and is not held.
    @inline(__always)
    func isClear(_ block: UInt8) -> Bool { clear &>> UInt16(block) & 1 == 1 }

    /// How many actions the rules allow, whatever the goal and the horizon.
    ///
    /// With an empty hand every clear block can be lifted; a held one goes onto any clear block or
    /// onto the table.
    @inline(__always)
    var moveCount: Int { clear.nonzeroBitCount &+ (isHandEmpty ? 0 : 1) }

    /// Returns the action that lifts `block`, or that lays the held block onto it.
    @inline(__always)
    func move(with block: UInt8) -> Action {
      guard isHandEmpty else { return Action(.stack, held, block) }
      let below = place(of: block)
      return below == Self.table ? Action(.pickUp, block, 0) : Action(.unstack, block, below)
    }

    /// Returns the action at an index: by block number, putting down last.
    @inline(__always)
    func move(at index: Int) -> Action {
      var rest = clear
      for _ in 0..<index { rest &= rest &- 1 }
      if rest == 0 { return Action(.putDown, held, 0) }
      return move(with: UInt8(truncatingIfNeeded: rest.trailingZeroBitCount))
    }

    /// Makes an action that the rules allow.
    @inline(__always)
    mutating func make(_ action: Action) {
      let block: UInt16 = 1 &<< UInt16(action.block)
      let other: UInt16 = 1 &<< UInt16(action.other)
      switch action.kind {
      case .pickUp:
        lift(action.block)
        clear &= ~block
      case .unstack:
        lift(action.block)
        clear = (clear & ~block) | other
      case .putDown:
        setPlace(of: action.block, to: Self.table)
        held = Self.nobody
        clear |= block
      case .stack:
        setPlace(of: action.block, to: action.other)
        held = Self.nobody
        clear = (clear & ~other) | block
      }
      steps &+= 1
    }

    /// Takes a block into the hand.
    @inline(__always)
    private mutating func lift(_ block: UInt8) {
      setPlace(of: block, to: Self.hand)
      held = block
    }

    /// Writes where a block is.
    @inline(__always)
    private mutating func setPlace(of block: UInt8, to place: UInt8) {
      let shift = UInt64(block &* 4)
      places = (places & ~(15 &<< shift)) | (UInt64(place) &<< shift)
    }
  }
}
