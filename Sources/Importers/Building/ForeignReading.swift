import Groundwork

/// What a reader has found in a file: records, how they hang together, and what is known of them.
final class ForeignReading {
  /// How records are put together to trees.
  enum Link {
    /// The table says the parent of each record.
    case parents
    /// By ids: of the parent, of the children, or of both ends of edges.
    case ids
  }

  /// The records of one document of the file: one tree, a forest, or a snapshot.
  struct Group {
    /// Its records.
    var rows: Range<Int>
    /// Its edges.
    var edges: Range<Int> = 0..<0
    /// What stands beside the tree: a question, an answer, constants.
    var facts: JSONValue = .null
  }

  /// One moment of a search whose course the file tells.
  struct Step {
    /// What is known of a record from then on; NaN where it is not.
    struct Numbers {
      var row: Int
      var visits = Double.nan
      /// W or Q, as the mapping says.
      var value = Double.nan
      /// The first of the further numbers.
      var statistic = Double.nan
    }

    /// The record that is added, if it is not there yet.
    var row: Int
    /// What is known of records from then on.
    var numbers: [Numbers] = []
    /// The value that was backed up from the record to the root; nil where none was.
    var value: Double?
  }

  /// The records.
  let table: RecordTable
  /// The records of edges, where they stand apart from the nodes: `source`, `target` and more.
  var edges: RecordTable?
  /// How they hang together.
  var link: Link
  /// The documents.
  var groups: [Group] = []
  /// What the file was recognised as, in a few words.
  var format: String
  /// What is known of the format beyond its keys.
  var preset: FormatPreset?
  /// The order of the records, where it is not that of the file.
  var order: [Int]?
  /// The moments of the search in their order, where the file tells them.
  var steps: [Step] = []
  /// What was left out, and how often.
  var leftOut: [(what: String, count: Int)] = []
  /// What was passed over that is no part of any tree, and how often.
  var passedOver: [(what: String, count: Int)] = []
  /// What else there is to say of it.
  ///
  /// Untrusted text.
  var remarks: [String] = []
  /// What was taken for what beside the fields of nodes.
  var notes: [ImportAssumption] = []
  /// Whose view the values are, where that depends on the file.
  var fixedView: ValueView?
  /// Whether the format leaves open whose view values are, so that somebody must say it.
  var isViewOpen = false
  /// Whether treetop exported it, and it says so.
  var isExport = false
  /// What the number on an edge is called, where the file says that it is no prior.
  var edgeName: String?
  /// Whether the groups are known to be moments of one search.
  var areSnapshots = false
  /// Whether what the keys of records say is all about states, and none of it about the search, beside what the
  /// format says.
  var areKeysOfStates = false
  /// Whether the same id in later records means the same node, seen later.
  var isJournal = false

  init(_ table: RecordTable, link: Link, format: String) {
    self.table = table
    self.link = link
    self.format = format
  }

  /// Counts what was passed over.
  func passOver(_ what: String, _ count: Int = 1) {
    guard count > 0 else { return }
    if let place = passedOver.firstIndex(where: { $0.what == what }) {
      passedOver[place].count += count
    } else {
      passedOver.append((what, count))
    }
  }

  /// Counts what was left out.
  func leaveOut(_ what: String, _ count: Int = 1) {
    guard count > 0 else { return }
    if let place = leftOut.firstIndex(where: { $0.what == what }) {
      leftOut[place].count += count
    } else {
      leftOut.append((what, count))
    }
  }
}
