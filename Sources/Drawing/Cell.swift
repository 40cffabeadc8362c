/// One character position of a canvas.
///
/// Two words, compared as such: every cell of the screen is compared for each picture.
public struct Cell: Hashable, Sendable {
  /// The character, and the first combining mark above it.
  private var characters: UInt64
  /// The second combining mark, the number of columns, the role and the emphasis, from the lowest bit on.
  private var look: UInt64

  private static let widthShift: UInt64 = 32
  private static let roleShift: UInt64 = 40
  private static let emphasisShift: UInt64 = 48

  /// Makes a cell.
  public init(
    base: Unicode.Scalar, mark: UInt32 = 0, secondMark: UInt32 = 0, width: UInt8 = 1,
    style: Style = .plain
  ) {
    characters = UInt64(base.value) | UInt64(mark) << 32
    look =
      UInt64(secondMark) | UInt64(width) << Self.widthShift
      | UInt64(style.role.rawValue) << Self.roleShift
      | UInt64(style.emphasis.rawValue) << Self.emphasisShift
  }

  /// The character.
  public var base: Unicode.Scalar {
    Unicode.Scalar(UInt32(truncatingIfNeeded: characters)) ?? " "
  }
  /// A combining mark over the character, 0 where there is none.
  public var mark: UInt32 { UInt32(truncatingIfNeeded: characters >> 32) }
  /// A second combining mark, 0 where there is none.
  public var secondMark: UInt32 { UInt32(truncatingIfNeeded: look) }
  /// The number of columns: 1, 2, or 0 for the right half of a wide character.
  public var width: UInt8 { UInt8(truncatingIfNeeded: look >> Self.widthShift) }
  /// The look.
  public var style: Style {
    get {
      Style(
        Role(rawValue: UInt8(truncatingIfNeeded: look >> Self.roleShift)) ?? .plain,
        Emphasis(rawValue: UInt8(truncatingIfNeeded: look >> Self.emphasisShift)))
    }
    set {
      self = Cell(
        base: base, mark: mark, secondMark: secondMark, width: width, style: newValue)
    }
  }

  /// An empty position.
  public static let blank = Cell(base: " ")

  /// Returns an empty position in `style`.
  public static func blank(_ style: Style) -> Cell { Cell(base: " ", style: style) }

  /// Returns the right half of a wide character in `style`.
  static func continuation(_ style: Style) -> Cell { Cell(base: " ", width: 0, style: style) }
}
