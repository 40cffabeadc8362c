/// A board on which each action belongs to a field: what a search thinks of the actions can be drawn on it.
public struct GameBoard: Hashable, Sendable {
  /// An action and the field that it is about.
  public struct Place: Hashable, Sendable {
    /// The action, as the environment labels it.
    public var label: String
    /// The row of its field, from 0 at the top.
    public var row: Int
    /// The column of its field, from 0 at the left.
    public var column: Int

    /// Makes a place.
    public init(label: String, row: Int, column: Int) {
      self.label = label
      self.row = row
      self.column = column
    }
  }

  /// What stands on each field, row by row from the top.
  public var fields: [[Character]]
  /// The names of the rows, from the top.
  public var rowNames: [String]
  /// The names of the columns, from the left.
  public var columnNames: [String]
  /// Where the legal actions lie.
  public var places: [Place]

  /// Makes a board of rows of the same length.
  public init(
    fields: [[Character]], rowNames: [String], columnNames: [String], places: [Place]
  ) {
    self.fields = fields
    self.rowNames = rowNames
    self.columnNames = columnNames
    self.places = places
  }
}
