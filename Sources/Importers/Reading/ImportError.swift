/// Why a file cannot be read as a tree, and where.
public struct ImportError: Error, Hashable, Sendable {
  /// What kind of failure it is.
  public enum Kind: Hashable, Sendable {
    /// Nothing could be read.
    case unreadable
    /// It is nothing that is known.
    case unrecognized
    /// The mapping, or another argument, makes no sense.
    case usage
    /// The file leaves open what its values are; the reason names what to say.
    case undecided
  }

  /// What kind of failure it is.
  public var kind: Kind
  /// The line, from 1; nil where no place is to blame.
  public var line: Int?
  /// The column in the line, from 1, in Unicode scalars.
  public var column: Int?
  /// What is wrong and what is accepted, in one line.
  ///
  /// Untrusted text: it may quote the file.
  public var reason: String

  /// Makes an error.
  public init(_ kind: Kind, line: Int? = nil, column: Int? = nil, _ reason: String) {
    self.kind = kind
    self.line = line
    self.column = column
    self.reason = reason
  }

  /// The place and the reason.
  public var words: String {
    guard let line, let column else { return reason }
    return "\(line):\(column): \(reason)"
  }
}

/// Where a reader came to something that it cannot read.
struct ReadingFault: Error {
  /// The distance from the start of the text, in bytes.
  var offset: Int
  /// What was expected.
  var reason: String

  /// Puts the fault on its line.
  ///
  /// - Complexity: O(offset).
  func error(in source: SourceText) -> ImportError {
    let place = source.place(of: offset)
    return ImportError(.unreadable, line: place.line, column: place.column, reason)
  }
}
