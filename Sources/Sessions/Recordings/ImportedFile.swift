import Groundwork
public import Importers
public import Journals

/// A file of another program, read as a tree and kept as a journal without a name.
public struct ImportedFile: Sendable {
  /// What was read.
  public struct Account: Sendable {
    /// What the file was recognised as.
    ///
    /// Untrusted text, as all texts here.
    public var format: String
    /// What the values were taken for, in one line.
    public var words: String
    /// What was left out of the tree, one entry for each kind; empty where nothing was.
    public var leftOut: [String]
    /// What was passed over that is no part of the tree: other trees, lines of a log.
    public var passedOver: [String]
    /// How many further trees the file holds.
    public var otherTrees: Int
    /// What else there is to say of the file.
    public var remarks: [String]
    /// What the file leaves open: both readings, and what to say.
    public var undecided: String?
    /// All trees of the file.
    public var trees: [Importer.Entry]
    /// Which of them is shown, from 0.
    public var chosen: Int
    /// Where the files are read.
    public var paths: [String] = []
    /// What the person calls them.
    public var names: [String] = []
    /// How they were read.
    public var options = Importer.Options()

    /// What there is to say beside the assumptions, a sentence each.
    public var sentences: [String] {
      var sentences = remarks
      if otherTrees > 0 {
        sentences.append(
          "tree \(chosen + 1) of \(NumberText.grouped(otherTrees + 1)) is shown; --tree N shows another one"
        )
      }
      return sentences + leftOut.map { "left out: " + $0 } + passedOver.map { "passed over: " + $0 }
    }
  }

  /// Why a file cannot be read.
  public enum Failure: Error {
    /// It cannot be opened.
    case unreadable(path: String, reason: String)
    /// It holds nothing that is known, or is broken.
    case unusable(ImportError)
    /// The journal cannot be kept.
    case unkept(reason: String)

    /// What is wrong, in one line.
    ///
    /// Untrusted text.
    public var reason: String {
      switch self {
      case .unreadable(_, let reason), .unkept(let reason): reason
      case .unusable(let error): error.words
      }
    }
  }

  /// Reads files as one tree, or as the moments of one search, and hands over the events.
  ///
  /// O(bytes).
  public static func read(
    _ paths: [String], names: [String], _ options: Importer.Options
  ) throws(Failure) -> Importer {
    var options = options
    if paths.count > 1, options.asSnapshots == nil { options.asSnapshots = true }
    let source = try source(paths, options.encoding)
    let importer: Importer
    do throws(ImportError) {
      importer = try Importer(source, names: names, options)
    } catch {
      throw .unusable(error)
    }
    try check(importer, paths)
    return importer
  }

  /// Maps a file, or copies several one behind the other.
  private static func source(
    _ paths: [String], _ encoding: SourceText.Encoding
  ) throws(Failure) -> SourceText {
    var parts: [SourceText] = []
    for path in paths {
      do throws(MappedFile.Failure) {
        parts.append(try SourceText(mapping: path, encoding: encoding))
      } catch {
        throw .unreadable(path: path, reason: error.reason)
      }
    }
    return parts.count == 1 ? parts[0] : SourceText(joining: parts)
  }

  /// Makes sure that what was read is what the file holds.
  static func check(_ importer: Importer, _ paths: [String]) throws(Failure) {
    do throws(MappedFile.Failure) {
      try importer.check()
    } catch {
      throw .unreadable(path: paths.first ?? "", reason: error.reason)
    }
  }

  /// What an importer says of its files.
  public static func account(of importer: Importer) -> Account {
    Account(
      format: importer.format, words: importer.words,
      leftOut: importer.leftOut.map { "\($0.what): \(NumberText.grouped($0.count))" },
      passedOver: importer.passedOver.map { "\($0.what): \(NumberText.grouped($0.count))" },
      otherTrees: importer.otherTrees,
      remarks: importer.remarks, undecided: importer.undecided, trees: importer.trees,
      chosen: importer.chosen)
  }
}

extension RecordedFile {
  /// Reads files of another program and makes a recording of them that can be opened.
  public init(
    importing paths: [String], names: [String], _ options: Importer.Options
  ) throws(ImportedFile.Failure) {
    try self.init(
      try ImportedFile.read(paths, names: names, options), paths: paths, names: names, options)
  }

  /// Makes a recording of the tree that an importer reads.
  ///
  /// - Parameter isKept: whether its journal is written into a file at once, to be read there again and again;
  ///   else only where somebody wants its text.
  init(
    _ importer: Importer, paths: [String], names: [String], _ options: Importer.Options,
    isKept: Bool = true
  ) throws(ImportedFile.Failure) {
    let name = names.joined(separator: " ")
    if isKept {
      let path = try ImportedEvents.keep(importer.journal)
      try ImportedFile.check(importer, paths)
      do throws(Failure) {
        try self.init(path, name: name)
      } catch {
        throw .unkept(reason: "the journal that was made of it cannot be read")
      }
    } else {
      let events = ImportedEvents(importer.journal)
      do throws(JournalProblem) {
        try self.init(unwritten: events, path: paths.first ?? "", name: name)
      } catch {
        throw .unkept(reason: error.reason)
      }
    }
    account = ImportedFile.account(of: importer)
    account?.paths = paths
    account?.names = names
    account?.options = options
  }

  /// Returns the same file of another program, read with fields that are taken for something else.
  public func mapped(_ fields: String) throws(ImportedFile.Failure) -> RecordedFile {
    guard let account else { return self }
    var options = account.options
    do throws(ImportError) {
      try options.addMapping(fields, saved: SavedMapping.text)
    } catch {
      throw .unusable(error)
    }
    return try RecordedFile(importing: account.paths, names: account.names, options)
  }
}

extension FileKind {
  /// Whether a tree can be read out of a file of this kind.
  public var mayHoldTree: Bool {
    switch self {
    case .empty, .compressed, .archive, .pickle, .planning, .explicitTree: false
    case .binary(let name): name.contains("UTF-16")
    case .markup, .document, .brokenDocument, .lines, .foreignEvents, .pythonText, .text: true
    }
  }
}
