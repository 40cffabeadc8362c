/// A number of columns and rows.
public struct Size: Hashable, Sendable {
  /// The number of columns.
  public var width: Int
  /// The number of rows.
  public var height: Int

  /// Makes a size.
  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// The largest canvas that is ever made; a terminal that claims more is drawn in part.
  ///
  /// A pty can claim 65,535 columns and rows, which would be 64 GB of cells.
  public static let largest = Size(width: 1_000, height: 500)

  /// Returns this size cut to `0 ... largest` in both directions.
  public var clamped: Size {
    Size(
      width: min(max(width, 0), Size.largest.width),
      height: min(max(height, 0), Size.largest.height))
  }
}

/// A place on the screen, counted from 0 at the top left.
public struct Point: Hashable, Sendable {
  /// The row, from the top.
  public var row: Int
  /// The column, from the left.
  public var column: Int

  /// Makes a point.
  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

/// A part of a row that can be clicked, and what the click means.
public struct HitRegion: Hashable, Sendable {
  /// The row of the region.
  public var row: Int
  /// The columns of the region.
  public var columns: Range<Int>
  /// What a click means, in the words of the code that drew the region.
  public var action: String
  /// Which of several things the action applies to: a row of a list, a node, a column.
  public var argument: Int

  /// Makes a region.
  public init(row: Int, columns: Range<Int>, action: String, argument: Int = 0) {
    self.row = row
    self.columns = columns
    self.action = action
    self.argument = argument
  }

  /// Returns whether `point` lies in the region.
  public func contains(_ point: Point) -> Bool {
    point.row == row && columns.contains(point.column)
  }
}
