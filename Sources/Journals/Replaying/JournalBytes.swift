import Groundwork

/// The bytes of a journal: a mapped file, or what has come through a pipe so far.
///
/// One owner, one thread.
public final class JournalBytes {
  private var file: MappedFile?
  private var buffer: Column<UInt8>
  /// What writes the journal into a file; nil once it did, and where it is written from the beginning.
  private var unwritten: (any UnwrittenEvents)?
  /// Why it could not be written.
  private var failure: JournalProblem?
  /// Where among the bytes the events stand whose text was wanted of a journal that is not written.
  private var single: [Int: Range<Int>] = [:]
  /// Up to where pages were given back.
  private var passed = 0

  /// Makes an empty journal that grows by ``append(_:)``.
  public init() {
    buffer = Column()
  }

  /// Makes a journal of a text.
  public convenience init(_ text: String) {
    self.init()
    append(text.utf8.span)
  }

  /// Maps a file.
  ///
  /// - Throws: a problem whose reason says why the file cannot be read.
  public init(mapping path: String) throws(JournalProblem) {
    buffer = Column()
    do {
      file = try MappedFile(path)
    } catch {
      throw JournalProblem(reason: error.reason)
    }
  }

  /// Makes a journal that is not written yet: it has no bytes until ``writeDown()``.
  convenience init(unwritten events: any UnwrittenEvents) {
    self.init()
    unwritten = events
  }

  /// As many events are written one by one before all are.
  private static let mostSingle = 1_000

  /// Returns where the text of an event stands that is written by itself; nil where all must be written.
  ///
  /// Such places are good until ``writeDown()``.
  func place(ofUnwritten event: Int) -> Range<Int>? {
    if let known = single[event] { return known }
    guard single.count < Self.mostSingle, let text = unwritten?.text(of: event) else { return nil }
    let start = buffer.count
    buffer.append(contentsOf: text.span)
    single[event] = start..<buffer.count
    return start..<buffer.count
  }

  /// Writes down what is not written yet, and maps it; where that fails there is nothing, and ``check()`` says
  /// why.
  func writeDown() {
    guard let events = unwritten else { return }
    unwritten = nil
    buffer = Column()
    single = [:]
    do throws(JournalProblem) {
      let path = try events.write()
      do { file = try MappedFile(path) } catch { throw JournalProblem(reason: error.reason) }
    } catch {
      failure = error
    }
  }

  /// How many bytes there are.
  public var count: Int {
    switch file {
    case .some(let file): file.count
    case nil: unwritten == nil ? buffer.count : 0
    }
  }

  /// Which file is mapped; nil where none is, or where the system does not say.
  var identity: FileIdentity? {
    switch file {
    case .some(let file): FileIdentity(descriptor: file.descriptor)
    case nil: nil
    }
  }

  /// How many of them are held here, and not in a file.
  var ownedBytes: Int { buffer.count }

  /// Adds what has come through a pipe.
  ///
  /// - Precondition: the journal is not a mapped file.
  public func append(_ bytes: Span<UInt8>) {
    precondition(file == nil && unwritten == nil, "a file grows by itself")
    buffer.append(contentsOf: bytes)
  }

  /// Finds out whether a mapped file still holds what was read of it.
  ///
  /// - Throws: a problem where the file became shorter or was written anew: what is read from then on
  ///   may be zeros, or something else. ``remains()`` is what is left. So too where what the events are made of
  ///   is no longer what it was, and they are not written yet.
  public func check() throws(JournalProblem) {
    if let failure { throw failure }
    try unwritten?.check()
    do {
      try file?.check()
    } catch {
      throw JournalProblem(reason: error.reason)
    }
  }

  /// Whether ``check()`` fails.
  var isLost: Bool {
    do {
      try check()
      return false
    } catch {
      return true
    }
  }

  /// Whether bytes of a mapped file are known to be gone; costs nothing.
  var isDamaged: Bool {
    switch file {
    case .some(let file): file.isDamaged
    case nil: false
    }
  }

  /// Returns what a mapped file holds now, in memory of its own that nobody else can change.
  func remains() -> JournalBytes {
    let rest = JournalBytes()
    switch file {
    case .some(let file): file.readAnew { rest.append($0) }
    case nil: break
    }
    return rest
  }

  /// As many bytes are read before the pages of a mapped file are given back.
  private static let portion = 16 << 20

  /// Says that reading has come to a byte: the system may take back the pages of a mapped file before it, which
  /// are read again where they are wanted.
  func pass(_ offset: Int) {
    // Who stands further ahead was another reader, or this one before it began anew.
    passed = min(passed, offset)
    guard offset - passed > Self.portion else { return }
    switch file {
    case .some(let file): file.release(passed..<offset)
    case nil: break
    }
    passed = offset
  }

  /// Looks whether a mapped file has grown, and maps what is new.
  ///
  /// - Throws: a problem as ``check()`` does.
  public func refresh() throws(JournalProblem) {
    do {
      try file?.refresh()
    } catch {
      throw JournalProblem(reason: error.reason)
    }
  }

  /// Returns where the line that begins at `start` ends, the place of its newline; nil if there is
  /// none yet.
  public func endOfLine(from start: Int) -> Int? { endOfLine(in: start..<count) }

  /// Returns the place of the first newline among some of the bytes; nil if there is none.
  ///
  /// - Precondition: the range lies within the journal.
  func endOfLine(in range: Range<Int>) -> Int? {
    withBytes(range) { rest in ByteScanner.newline(in: rest) }.map { range.lowerBound + $0 }
  }

  /// Calls `body` with some of the bytes.
  ///
  /// - Precondition: the range lies within the journal.
  public func withBytes<Result, Failure: Error>(
    _ range: Range<Int>, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    switch file {
    case .some(let file): try file.withSpan(range, body)
    case nil: try buffer.withSpan(range, body)
    }
  }
}
