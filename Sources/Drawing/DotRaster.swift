/// A grid of dots finer than cells, in which lines are drawn: the pure half of a plot.
///
/// Several series share it. Where two meet in a cell the dots of both stay, and the cell belongs to the
/// one that was drawn later.
public struct DotRaster: Hashable, Sendable {
  /// What dots are made of.
  public enum Signs: Hashable, Sendable {
    /// Braille: two dots across and four down in a cell.
    case braille
    /// Quadrants of block elements: two across and two down.
    case blocks
    /// Letters: each cell is one dot and shows whose it is.
    case letters
  }

  /// How a series is drawn, so that it is told apart without colour.
  public enum Stroke: Int, Hashable, Sendable, CaseIterable {
    /// Unbroken.
    case line
    /// Strokes with gaps.
    case dashes
    /// Single dots.
    case dots
    /// Single dots, far apart.
    case points

    /// What it is called in a legend.
    public var name: String {
      switch self {
      case .line: "line"
      case .dashes: "dashes"
      case .dots: "dots"
      case .points: "points"
      }
    }

    /// Whether something is drawn in a column of dots.
    func covers(_ column: Int) -> Bool {
      switch self {
      case .line: true
      case .dashes: column % 8 < 5
      case .dots: column % 4 == 0
      case .points: column % 8 == 0
      }
    }
  }

  /// A cell with dots in it.
  public struct Mark: Hashable, Sendable {
    /// The sign; nil where the cell shows the letter of its series.
    public var sign: Unicode.Scalar?
    /// The series that was drawn last.
    public var series: Int
  }

  /// What dots are made of.
  public let signs: Signs
  /// The cells of a row.
  public let columns: Int
  /// The rows of cells.
  public let rows: Int
  private var masks: [UInt8]
  private var owners: [Int]

  /// Makes a grid without dots; sizes below 0 count as 0.
  public init(columns: Int, rows: Int, signs: Signs) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    self.signs = signs
    masks = [UInt8](repeating: 0, count: self.columns * self.rows)
    owners = [Int](repeating: 0, count: self.columns * self.rows)
  }

  /// The dots across a cell.
  private var across: Int { signs == .letters ? 1 : 2 }
  /// The dots down a cell.
  private var down: Int {
    switch signs {
    case .braille: 4
    case .blocks: 2
    case .letters: 1
    }
  }

  /// The dots of a row.
  public var width: Int { columns * across }
  /// The rows of dots.
  public var height: Int { rows * down }

  /// Draws one dot; one outside of the grid is not drawn.
  public mutating func set(x: Int, y: Int, series: Int) {
    guard (0..<width).contains(x), (0..<height).contains(y) else { return }
    let cell = y / down * columns + x / across
    masks[cell] |= bit(x % across, y % down)
    owners[cell] = series
  }

  /// Draws a line through heights, one for each column of dots from the left, in shares of the height
  /// from 0 at the bottom to 1 at the top; nil leaves a gap.
  public mutating func draw(_ heights: [Double?], stroke: Stroke, series: Int) {
    let places = heights.map { share -> Int? in
      guard let share, share.isFinite else { return nil }
      return height - 1 - Int((min(max(share, 0), 1) * Double(max(0, height - 1))).rounded())
    }
    let isJoined = signs != .letters && (stroke == .line || stroke == .dashes)
    for (x, place) in places.enumerated() {
      guard let y = place, signs == .letters || stroke.covers(x) else { continue }
      set(x: x, y: y, series: series)
      guard isJoined, x > 0, let before = places[x - 1], before != y else { continue }
      // What lies between two columns is drawn half in the one and half in the other.
      let middle = (before + y) / 2
      for between in min(y, middle)...max(y, middle) { set(x: x, y: between, series: series) }
      for between in min(before, middle)...max(before, middle)
      where signs == .braille || between != middle {
        set(x: x - 1, y: between, series: series)
      }
    }
  }

  /// Returns what is in a cell; nil where nothing is.
  public func mark(column: Int, row: Int) -> Mark? {
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return nil }
    let cell = row * columns + column
    guard masks[cell] != 0 else { return nil }
    return Mark(sign: sign(masks[cell]), series: owners[cell])
  }

  private func bit(_ x: Int, _ y: Int) -> UInt8 {
    switch signs {
    case .braille: [[1, 2, 4, 64], [8, 16, 32, 128]][x][y]
    case .blocks: 1 << UInt8(2 * y + x)
    case .letters: 1
    }
  }

  /// The sixteen sums of quadrants: upper left 1, upper right 2, lower left 4, lower right 8.
  private static let quadrants = Array(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█".unicodeScalars)

  private func sign(_ mask: UInt8) -> Unicode.Scalar? {
    switch signs {
    case .braille: Unicode.Scalar(0x2800 + UInt32(mask))
    case .blocks: Self.quadrants[Int(mask & 15)]
    case .letters: nil
    }
  }
}
