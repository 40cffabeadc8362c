/// Where in a recording the explorer is, and what the recording holds.
public struct Timeline: Hashable, Sendable {
  /// Where the events come from.
  public enum Origin: Hashable, Sendable {
    /// A file that is complete.
    case file
    /// A file or pipe that is being written.
    case followed
    /// A program that was started from here.
    case program
  }

  /// The file's name or the program's command.
  ///
  /// Untrusted text.
  public var name = ""
  /// Where the events come from.
  public var origin = Origin.file
  /// The event that is shown, the newest one included; the line of the journal, from 1.
  public var event = 0
  /// The event that it is on its way to, which may take a while in a large file; nil once it is there.
  public var target: Int?
  /// The events that there are so far.
  public var eventCount = 0
  /// The iterations that there are so far, on the branch that is shown.
  public var iterationCount = 0
  /// The part of a file that is read, in 0...1; nil once all of it is.
  public var loaded: Double?
  /// Whether it is only the beginning of a file that is being read elsewhere.
  public var isBeginning = false
  /// Whether new events are shown as they come.
  public var isAtEnd = true
  /// How the source came to its end; nil while more may come.
  ///
  /// Untrusted text.
  public var ending: String?
  /// What the file does not hold, such as single iterations, in a few words each.
  public var lacks: [String] = []
  /// How many lines could not be read.
  public var problemCount = 0
  /// The first of those lines: line, column and reason.
  ///
  /// Untrusted text.
  public var problems: [String] = []

  /// Makes the timeline of a recording of which nothing is read yet.
  public init() {}
}

/// A moment that somebody named.
public struct Mark: Hashable, Sendable {
  /// The event, as a line of the journal; in a search that is not recorded, 0.
  public var event: Int
  /// The simulations completed then.
  public var iteration: Int
  /// The branch.
  public var branch: Int
  /// The node that it is about.
  public var node: NodeID
  /// The name.
  ///
  /// Untrusted text.
  public var name: String
  /// What there is to see.
  ///
  /// Untrusted text.
  public var note: String

  /// Makes a mark.
  public init(
    event: Int, iteration: Int, branch: Int, node: NodeID, name: String, note: String = ""
  ) {
    self.event = event
    self.iteration = iteration
    self.branch = branch
    self.node = node
    self.name = name
    self.note = note
  }
}

/// One line of the log.
public struct LogLine: Hashable, Sendable {
  /// Who wrote it.
  public enum Source: Hashable, Sendable {
    /// A `log` event.
    case event
    /// A line that is no event, on the program's standard output.
    case output
    /// The program's standard error.
    case error
    /// treetop itself, of lines that it could not read and of how the program ended.
    case treetop
  }

  /// Who wrote it.
  public var source: Source
  /// The text.
  ///
  /// Untrusted text.
  public var text: String

  /// Makes a line.
  public init(_ source: Source, _ text: String) {
    self.source = source
    self.text = text
  }
}

/// The event of a recording that last changed a node.
public struct ChangeOrigin: Hashable, Sendable {
  /// The line of the journal, from 1.
  public var event: Int
  /// The iteration that it belongs to, if it belongs to one.
  public var iteration: Int?
  /// What happened, such as "backup" or "edit by user".
  ///
  /// Untrusted text.
  public var words: String

  /// Makes an origin.
  public init(event: Int, iteration: Int?, words: String) {
    self.event = event
    self.iteration = iteration
    self.words = words
  }
}
