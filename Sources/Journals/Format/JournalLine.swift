public import Groundwork

/// Where a text stands in the bytes of a journal: between its quotes, escapes and all.
public struct TextRange: Hashable, Sendable, BitwiseCopyable {
  /// The first byte, counted from the start of the journal.
  public var offset: Int
  /// The number of bytes.
  public var length: Int

  /// Makes a range.
  @inline(__always)
  public init(offset: Int, length: Int) {
    self.offset = offset
    self.length = length
  }

  /// No text at all.
  public static var none: TextRange { TextRange(offset: -1, length: 0) }
}

/// A child that an `expand` event adds.
public struct JournalChild: Sendable, BitwiseCopyable {
  /// The id in the journal.
  public var id: UInt64
  /// Where the text of the action stands in the line; none where there is none.
  public var action = TextRange.none
  /// The prior; NaN where there is none, or one that is no finite number.
  public var prior = Float.nan
  /// Whether the episode ends there.
  public var isTerminal = false
  /// What kind of node it is.
  public var kind = TextRange.none
  /// Its state.
  public var text = TextRange.none
  /// Where its object begins in the journal.
  public var start = 0

  /// Makes a child without prior.
  @inline(__always)
  public init(id: UInt64) { self.id = id }
}

/// One event of a journal, parsed: numbers in buffers that the next event uses again, texts as
/// places in the file.
///
/// What the fold of a journal needs of every event stands here. What only a look at one event needs
/// (candidates of a `select`, parts of an `evaluate`, everything of the rare events) is read from the
/// line as a ``JSONValue`` when it is asked for.
public struct JournalLine: ~Copyable {
  /// The types of event.
  public enum Kind: UInt8, Sendable, CaseIterable {
    case search, select, expand, evaluate, backup, stats, edit, reroot, branch, mark, log, stop,
      answer, keyframe, reply, endpoint, call, text
    /// A type that this version does not know; `keyframe` is one that nobody agreed on, which is said.
    case unknown
  }

  /// The type of the event.
  public var kind = Kind.unknown
  /// The branch; 0 is the main line.
  public var branch = 0
  /// The `node`; nil where the event names none.
  public var node: UInt64?
  /// The `chosen` child of a `select`; nil where the walk stopped.
  public var chosen: UInt64?
  /// The `iteration`; nil where the event names none.
  public var iteration: Int?
  /// The `value`, where it is one number; nil where there is none, or a vector.
  public var value: Double?
  /// The `rationale` of an `evaluate`; none where there is none, or one that is no text.
  public var rationale = TextRange.none
  /// Whether an `evaluate` says that the episode ends at the node.
  public var isTerminal = false
  /// How many more children an `expand` says there are; nil where it does not say.
  public var unexpanded: Int?
  /// The children of an `expand`.
  public var children = Column<JournalChild>(capacity: 64)
  /// The `codes` of an `expand`: for each child the number of its action, or nothing at all.
  public var codes = Column<UInt32>(capacity: 64)
  /// The `path` of a `backup`.
  public var path = Column<UInt64>(capacity: 64)
  /// The ids of the rows of `stats`.
  public var statIDs = Column<UInt64>(capacity: 1024)
  /// The numbers of the rows of `stats` without the ids, row after row, as many to each as the header
  /// names statistics; NaN where one is `null` or no finite number.
  public var statNumbers = Column<Double>(capacity: 1024)

  /// How many numbers of the line are NaN or infinite, which JSON does not know: they are read as not
  /// known.
  public var unknownNumbers = 0

  /// Makes an empty event.
  public init() {}

  /// Forgets everything but the storage.
  @inline(__always)
  public mutating func clear() {
    kind = .unknown
    branch = 0
    node = nil
    chosen = nil
    iteration = nil
    value = nil
    rationale = .none
    isTerminal = false
    unexpanded = nil
    unknownNumbers = 0
    children.truncate(to: 0)
    codes.truncate(to: 0)
    path.truncate(to: 0)
    statIDs.truncate(to: 0)
    statNumbers.truncate(to: 0)
  }
}
