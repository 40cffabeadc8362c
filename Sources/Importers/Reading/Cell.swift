/// One value of a record, in eight bytes: a number, or where in the text the value stands.
///
/// Numbers are themselves; what is none stands among the quiet NaNs, with a tag in its highest 16 bits.
struct Cell: Hashable {
  /// The bits.
  var bits: UInt64

  private static let payload: UInt64 = 0xffff_ffff_ffff
  private enum Tag: UInt64 {
    case range = 0xfff9
    case stored = 0xfffa
    case json = 0xfffb
    case bool = 0xfffd
    case null = 0xfffe
    case missing = 0xffff
  }

  /// What a cell holds.
  enum Content {
    /// Nothing: the record does not have the key.
    case missing
    /// What says that there is nothing.
    case null
    /// A number that is not NaN.
    case number(Double)
    /// A truth value.
    case bool(Bool)
    /// A text that stands in the file as it is, by its bytes.
    case range(Range<Int>)
    /// A text that was put together, by its number in the table.
    case stored(Int)
    /// A string, list or object of JSON, by its first byte.
    case json(Int)
  }

  /// Makes a cell of its bits.
  @inline(__always)
  init(bits: UInt64) { self.bits = bits }

  private init(_ tag: Tag, _ payload: Int) {
    bits = tag.rawValue << 48 | UInt64(payload) & Self.payload
  }

  /// The longest text that is kept by its bytes.
  static let longestRange = 1 << 14 - 1

  static var missing: Cell { Cell(.missing, 0) }
  static var null: Cell { Cell(.null, 0) }
  static func bool(_ value: Bool) -> Cell { Cell(.bool, value ? 1 : 0) }
  static func stored(_ number: Int) -> Cell { Cell(.stored, number) }
  static func json(_ offset: Int) -> Cell { Cell(.json, offset) }

  /// A number; one that is none is null.
  static func number(_ value: Double) -> Cell {
    var cell = Cell.null
    if !value.isNaN { cell.bits = value.bitPattern }
    return cell
  }

  /// A text by its bytes, of which there are at most ``longestRange``, in the first 16 GB.
  static func range(_ range: Range<Int>) -> Cell {
    Cell(.range, range.lowerBound << 14 | min(range.count, longestRange))
  }

  /// What it holds.
  var content: Content {
    guard bits >> 48 >= Tag.range.rawValue, let tag = Tag(rawValue: bits >> 48) else {
      return .number(Double(bitPattern: bits))
    }
    let payload = Int(bits & Self.payload)
    switch tag {
    case .missing: return .missing
    case .null: return .null
    case .bool: return .bool(payload == 1)
    case .json: return .json(payload)
    case .stored: return .stored(payload)
    case .range: return .range(payload >> 14..<payload >> 14 + payload & Self.longestRange)
    }
  }

  /// Where in the file its text, list or object stands; nil for any other.
  @inline(__always)
  var offset: Int? {
    let payload = Int(bits & Self.payload)
    switch bits >> 48 {
    case Tag.json.rawValue: return payload
    case Tag.range.rawValue: return payload >> 14
    default: return nil
    }
  }

  /// Whether it says nothing.
  @inline(__always)
  var isEmpty: Bool { bits >> 48 >= Tag.null.rawValue }

  /// Whether it is a number.
  @inline(__always)
  var isNumber: Bool { bits >> 48 < Tag.range.rawValue }
}
