import SearchTrees

/// Which columns the tree shows, in what order and how wide, as a person chose them.
///
/// A value that stays the same from search to search, and can be kept where settings are kept.
public struct ColumnSettings: Hashable, Sendable {
  /// A column by a name that means the same in every search.
  public enum Name: Hashable, Sendable {
    /// A column that every tree can have.
    case standard(Standard)
    /// A term of the selection score.
    ///
    /// Untrusted text.
    case term(String)
    /// A number of the declared statistics.
    ///
    /// Untrusted text.
    case statistic(String)
    /// What an expression comes to.
    ///
    /// Untrusted text.
    case expression(String)

    /// The expression that is the column.
    public var expression: String? {
      if case .expression(let text) = self { text } else { nil }
    }
  }

  /// Columns that every tree can have.
  public enum Standard: String, Hashable, Sendable, CaseIterable {
    case identity
    case visits
    /// The share as a bar.
    case bar
    case share
    case value
    /// The number on the edge: a prior, or an estimated reward.
    case edge
    case probability
    case score
    /// How far Q has moved since half of the visits.
    case drift
    case history
  }

  /// A column that is shown.
  public struct Choice: Hashable, Sendable {
    /// Which one.
    public var name: Name
    /// The cells that it has beside its own width.
    public var extraWidth = 0
    /// Whether signs beside its numbers say how large they are among those on the screen.
    public var isShaded = false

    /// Chooses a column.
    public init(_ name: Name) { self.name = name }
  }

  /// The columns by preset, from the left; those of a preset that is not there are its own.
  public var choices: [String: [Choice]] = [:]

  /// Chooses nothing.
  public init() {}
}

extension ExplorerState {
  /// Under which name the columns of this search are chosen: the preset, or the rule where there is none.
  var columnKey: String {
    let summary = slice.summary
    return summary.preset.isEmpty ? summary.rule : summary.preset
  }

  /// The columns that a person chose for this search; nil where nobody did.
  var chosenColumns: [ColumnSettings.Choice]? { columns.choices[columnKey] }
}
