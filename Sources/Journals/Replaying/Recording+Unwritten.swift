public import Groundwork

/// The state of taking in events that stand in no file.
struct UnwrittenReplay: ~Copyable {
  /// Where they come from; nil once they are taken in.
  var events: (any UnwrittenEvents)?
  /// Whether they are being taken in.
  var isUnderWay = false
  /// What the texts of the newest event are ranges of.
  var texts = Column<UInt8>()
  /// The newest event that came as its text.
  var value: (event: Int, value: JSONValue)?
  /// The events that could not be used.
  var refused: [(event: Int, problem: JournalProblem)] = []

  /// Whether there are events that are not taken in so far.
  var hasMore: Bool { events != nil }
}

/// Events that are taken in as they are, and written down only where their text is wanted.
extension Recording {
  /// Opens events that stand in no file, of which none is taken in yet.
  public convenience init(unwritten events: any UnwrittenEvents) {
    self.init(JournalBytes(unwritten: events))
    replay.events = events
  }

  /// Takes the next event: its texts are ranges of `texts`, with escapes and without quotes.
  ///
  /// Its rows have as many numbers as the header names statistics. Both come back with storage that can be
  /// used again, whatever is in it. O(n) in the event.
  public func take(_ next: inout JournalLine, texts: inout Column<UInt8>) {
    swap(&line, &next)
    swap(&replay.texts, &texts)
    index.appendUnwritten()
    let event = index.count
    do throws(JournalProblem) {
      guard line.statNumbers.count == line.statIDs.count * layout.names.count else {
        throw JournalProblem(reason: "rows of another length than the header says")
      }
      let longest =
        line.kind.hasRows ? JournalReader.longestRowsLine : JournalReader.longestLine
      guard replay.texts.count <= longest else {
        throw JournalProblem(reason: "an event of more than \(longest) bytes")
      }
      try include(event)
    } catch {
      refuse(event, error)
    }
    follow(event)
  }

  /// Takes the next event as the text that it is written as; for rare ones.
  ///
  /// O(n) in the bytes.
  public func take(text: Span<UInt8>) {
    index.appendUnwritten()
    let event = index.count
    do throws(JournalProblem) {
      try reader.read(text, at: 0, into: &line)
      replay.value = (event, try JournalReader.value(of: text))
      try include(event)
    } catch {
      refuse(event, error)
    }
    follow(event)
  }

  /// Takes in the events that stand in no file.
  func replayUnwritten() {
    guard let events = replay.events else { return }
    replay.events = nil
    replay.isUnderWay = true
    events.replay(into: self)
    let refused = replay.refused
    replay = UnwrittenReplay()
    for (event, problem) in refused { report(problem, ofUnwritten: event) }
  }

  /// Says what is wrong with an event in the words of who reads its text, which has places in it.
  private func report(_ problem: JournalProblem, ofUnwritten event: Int) {
    var problem = problem
    let range = place(of: event)
    do throws(JournalProblem) {
      try bytes.withBytes(range) { (span) throws(JournalProblem) in
        try reader.read(span, at: range.lowerBound, into: &line)
      }
    } catch {
      problem = error
    }
    problem.line = event
    report(problem)
  }

  /// Returns where the text of an event stands, which is written now if it stands in no file; the place is good until
  /// ``writeDown()``.
  func place(of event: Int) -> Range<Int> {
    if !index.isWritten, let place = bytes.place(ofUnwritten: event) { return place }
    writeDown()
    return index.bytes(of: event)
  }

  /// Writes down the events that stand in no file.
  ///
  /// O(1) where it is written; else O(bytes). Where it cannot be written there are no texts, and ``check()``
  /// says why.
  func writeDown() {
    guard !index.isWritten else { return }
    bytes.writeDown()
    var start = index.end
    while !index.isWritten {
      let end = bytes.endOfLine(from: start)
      index.write(from: start, next: end.map { $0 + 1 } ?? start)
      start = index.end
    }
    for place in 0..<rationales.count {
      let event = Int(rationales[place].event)
      load(event, into: &other)
      rationales[place] = PlacedText(event: event, range: other.rationale)
    }
    otherEvent = 0
    wideFamilies = []
  }

  /// Calls `body` with the bytes that the texts of the event in `line` are ranges of, and where they begin.
  func withTexts(of event: Int, _ body: (Span<UInt8>, _ start: Int) -> Void) {
    if replay.isUnderWay {
      return replay.texts.withSpan(0..<replay.texts.count) { body($0, 0) }
    }
    let range = place(of: event)
    bytes.withBytes(range) { body($0, range.lowerBound) }
  }
}
