public import Groundwork

/// The declared statistics of every node of a tree: one row a node, one cell a number.
///
/// 8 bytes a cell. A cell that nobody has written is unknown: one bit pattern among the quiet NaNs says
/// so. A computed NaN is stored as another one, so that it is not taken for it.
public struct StatisticTable: ~Copyable {
  /// What is declared.
  public private(set) var layout: StatisticLayout
  /// The numbers in a row; 0 where nothing is declared.
  public private(set) var width: Int
  /// All rows, one behind the other.
  public internal(set) var cells: Column<Double>

  /// The bits of an unknown cell.
  public static var unknownBits: UInt64 { 0x7ff8_0000_7472_6565 }
  /// An unknown cell.
  public static var unknown: Double { Double(bitPattern: unknownBits) }

  /// Whether a cell is unknown.
  @inline(__always)
  public static func isUnknown(_ cell: Double) -> Bool { cell.bitPattern == unknownBits }

  /// Makes a table of `count` unknown rows.
  init(_ layout: StatisticLayout, count: Int) {
    self.layout = layout
    width = layout.width
    cells = Column(capacity: count * layout.width)
    append(count)
  }

  private init(copying other: borrowing StatisticTable) {
    layout = other.layout
    width = other.width
    cells = other.cells.copy()
  }

  borrowing func copy() -> StatisticTable { StatisticTable(copying: self) }

  /// Adds unknown rows.
  @inline(__always)
  mutating func append(_ count: Int) {
    if width > 0 { cells.append(repeating: Self.unknown, count: count * width) }
  }

  mutating func truncate(to count: Int) { cells.truncate(to: count * width) }

  /// A cell of a node; nil where it is not known.
  public subscript(place: Int, node: NodeID) -> Double? {
    @inline(__always) get {
      let cell = cells[node.index * width + place]
      return Self.isUnknown(cell) ? nil : cell
    }
    @inline(__always) set {
      cells[node.index * width + place] =
        newValue.map { $0.isNaN ? .nan : $0 } ?? Self.unknown
    }
  }

  /// The bits of a cell, for what must restore it exactly.
  public subscript(bitsAt place: Int, node: NodeID) -> UInt64 {
    @inline(__always) get { cells[node.index * width + place].bitPattern }
    @inline(__always) set { cells[node.index * width + place] = Double(bitPattern: newValue) }
  }
}
