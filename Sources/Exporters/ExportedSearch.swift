public import Journals
public import SearchTrees

/// What is said of a search whose tree is exported: what its numbers mean, and what it answers.
public struct ExportedSearch: Sendable {
  /// The first line of its journal: problem, rule, and what values are and whose view they are.
  public var header: JournalHeader
  /// The numbers and names of the moment.
  public var summary: SearchSummary
  /// Which moment of which file it is, in a few words.
  ///
  /// Untrusted text.
  public var moment: String

  /// Says it of a search.
  public init(header: JournalHeader, summary: SearchSummary, moment: String) {
    self.header = header
    self.summary = summary
    self.moment = moment
  }

  /// Whether the rules of the problem are known to treetop, so that they can interpret the tree once more.
  var isInterpreted: Bool {
    header.engine == "treetop" && header.problem != nil && header.algorithm != nil
      && header.seed != nil
  }

  /// Whose view values are, in the two words in which files can be read: `root` or `mover`; nil where
  /// nobody said it.
  var view: String? {
    switch header.perspective {
    case "root": "root"
    case "mover", "parent": "mover"
    default: nil
    }
  }

  /// The lowest and the highest value, where both are said.
  var range: ClosedRange<Double>? {
    guard let low = header.low, let high = header.high, low <= high else { return nil }
    return low...high
  }

  /// What stands with the root, so that nobody who reads the file guesses: the program that wrote it, whose view
  /// values are and where they lie, in the words that `--map` takes, and what the number on an edge is called,
  /// where it is no prior.
  ///
  /// What nobody said is not among them.
  var constants: [(name: String, value: String)] {
    var constants = [(name: "exported_by", value: "treetop")]
    if !summary.edge.isPrior { constants.append(("edge_name", summary.edge.name)) }
    if let view { constants.append(("view", view)) }
    if let range {
      let bounds = [range.lowerBound, range.upperBound].map { Escaping.number($0) }
      constants.append(("range", bounds.joined(separator: ":")))
    }
    return constants
  }

  /// Whose view the values are, in words; nil where nobody said it.
  var viewWords: String? {
    switch header.perspective {
    case "root": "one view at every depth"
    case "mover": "of the player who moved to the node"
    case "parent": "of the player to move at the parent"
    case let other?: "view: \(other)"
    case nil: nil
    }
  }
}
