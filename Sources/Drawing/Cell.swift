/// One character position of a canvas.
public struct Cell: Hashable, Sendable {
  /// The character.
  public var base: Unicode.Scalar
  /// A combining mark over the character, 0 where there is none.
  public var mark: UInt32
  /// A second combining mark, 0 where there is none.
  public var secondMark: UInt32
  /// The number of columns: 1, 2, or 0 for the right half of a wide character.
  public var width: UInt8
  /// The look.
  public var style: Style

  /// Makes a cell.
  public init(
    base: Unicode.Scalar, mark: UInt32 = 0, secondMark: UInt32 = 0, width: UInt8 = 1,
    style: Style = .plain
  ) {
    self.base = base
    self.mark = mark
    self.secondMark = secondMark
    self.width = width
    self.style = style
  }

  /// Whether two positions look the same.
  ///
  /// Written out: every cell of the screen is compared for each picture, and the comparison that the
  /// compiler derives stays a call.
  public static func == (one: Cell, other: Cell) -> Bool {
    one.base.value == other.base.value && one.mark == other.mark
      && one.secondMark == other.secondMark && one.width == other.width
      && one.style.role.rawValue == other.style.role.rawValue
      && one.style.emphasis.rawValue == other.style.emphasis.rawValue
  }

  /// An empty position.
  public static let blank = Cell(base: " ")

  /// Returns an empty position in `style`.
  public static func blank(_ style: Style) -> Cell { Cell(base: " ", style: style) }

  /// Returns the right half of a wide character in `style`.
  static func continuation(_ style: Style) -> Cell { Cell(base: " ", width: 0, style: style) }
}
