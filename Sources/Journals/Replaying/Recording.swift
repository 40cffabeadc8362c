import Groundwork
public import SearchTrees

/// A journal that is open: its events as they are read, and the tree after any of them.
///
/// Every line is an event, numbered from 1. The tree is that of the branch on which the shown event
/// lies: every event of the branch up to it, and of each ancestor those before the branch began. One
/// owner, one thread.
public final class Recording {
  package let bytes: JournalBytes
  /// Whether the events come from a program, whose lines may be log text as well.
  let isLive: Bool
  /// What the first event says; nil before it has come.
  public internal(set) var header: JournalHeader?
  var reader = JournalReader()
  var layout = StatisticsLayout.usual
  var index = EventIndex()
  var fold = TreeFold(root: 0, unknown: StatisticsLayout.usual.unknown)
  var line = JournalLine()
  /// A second event, for looking back while the first one is in use, and which one it is.
  var other = JournalLine()
  var otherEvent = 0
  var branches = [RecordedBranch(number: 0, name: "main")]
  var branchPlaces = [0: 0]
  /// The branch that is shown, and for each branch the last event of it that the shown tree holds.
  var shown = 0
  var limits = [Int.max]
  /// The backups of all branches.
  var backups = Column<TreeFold.Iteration>(capacity: 64)
  /// Where among the backups another branch goes on, and which.
  var runs: [(first: Int, branch: Int)] = []
  /// The number of the last iteration of the branch that is shown.
  var iterationCount = 0
  var kindsSeen: Set<JournalLine.Kind> = []
  /// What can be pointed at: marks of the journal, then those of the person.
  public internal(set) var marks: [Mark] = []
  /// The lines that could not be used: the first hundred.
  public internal(set) var problems: [JournalProblem] = []
  /// How many lines could not be used.
  public internal(set) var problemCount = 0
  /// Whether the file holds more than what is shown: a line was refused, or states and scores could not
  /// be worked out.
  ///
  /// A last line that is not finished is none yet.
  public internal(set) var leavesOut = false
  /// What recorded decisions say against themselves, and up to which event they were looked at.
  var decisionChecks = DecisionChecks()
  var decisionsChecked = 0
  /// What the numbers of the tree say against themselves, and the event at which they were looked at.
  var treeFindings: [TreeFinding] = []
  var treeChecked = 0
  /// Whether faults are looked for while events are applied, and what was found so far.
  var isExamined = false
  /// What the first event declares of its numbers.
  public internal(set) var declarations = SearchDeclarations()
  var examination: Examination?
  var scan: (scan: TreeScan, event: Int, generation: Int)?
  /// How many numbers were NaN or infinite, and the first line that holds one.
  var unknownNumbers = (count: 0, line: 0)
  /// The first `keyframe`, an event that the format has no more.
  var firstKeyframe = 0
  /// Which line of the log says so, counted from 1, by the kind of remark.
  var remarkLines: [Int: Int] = [:]
  /// The newest families that are too wide to be read again for every row, by the event that added them.
  var wideFamilies: [(event: Int, family: WideFamily)] = []
  /// How many children are missing, as `expand` events that were looked at say it.
  var unexpandedSaid: [Int: Int?] = [:]
  /// The newest log lines.
  var log: [LogLine] = []
  var logCount = 0
  /// What a `stop` said last, on the branch it is about, and the event.
  var lastStop: (event: Int, branch: Int, value: JSONValue)?
  /// The `stop` events that tell what models did, or of alarms, and the last one that was read again.
  var accounts: [Int] = []
  var knownAccount: (event: Int, value: JSONValue)?
  /// The events that are an `answer`.
  var answers: [Int] = []
  /// What one of them says of how it was chosen, so that it is read once.
  var knownAnswerRule: (event: Int, words: String?)?
  var replies: [JSONValue] = []
  /// The events that are a `call`, and a `text`, and where each text stands as far as that was looked for.
  var callEvents: [Int] = []
  var textEvents: [Int] = []
  var callAccounts = CallAccounts()
  var textsByID: [String: Int] = [:]
  var textsLookedAt = 0
  /// The rules of the search, where treetop knows its problem.
  public var interpreter: (any TreeInterpreter)? {
    didSet { prepareTree() }
  }
  /// Returns the rules of a search that the first event describes, before its tree grows.
  public var makeInterpreter: (JournalHeader) -> (any TreeInterpreter)? = { _ in nil }
  /// The different actions and states of all nodes that were made so far, and the number of the root's state.
  var actionTable = TextTable()
  var stateTable = TextTable()
  var rootTextNumber: UInt32?
  /// Where the rationales of events stand, in the order of the events.
  var rationales = Column<PlacedText>()
  /// The one that was looked for last.
  var rationaleRead = 0
  /// Whether the journal says anything of states, as far as it was looked at for that.
  var hasTexts = false
  var expansionsLookedAt = 0
  /// The names of the terms of scores, as the first decision has them.
  var termNames: [String] = []
  /// Whether the tree shows every event as it is read.
  public var isAtEnd = true
  /// Looks at the tree just after an iteration that was shown as it was read, and says whether what comes
  /// next is to be read without being shown.
  var holds: (() -> Bool)?
  /// Whether the bytes are no longer those that the tree was made of, and an event could not be read
  /// again: the tree is left between two moments.
  private(set) var isBroken = false
  /// The clock by which reading and going to an event are broken off.
  var time: any TimeSource = SystemTime()
  /// Whether the tree keeps what its nodes were worth earlier.
  var keepsHistories = false {
    didSet { fold.histories = keepsHistories ? ValueHistories() : nil }
  }
  /// Chooses the answer where no rules of the search are known; nil for what the file says.
  public var answerReader: (any AnswerReader)? { didSet { prepareTree() } }
  /// Whether the rule that the file names for its answer counts.
  public var heedsAnswerRule = true
  /// The id after all that were given to nodes.
  var nextID: UInt64 = 1
  /// The first event of a simulation whose backup has not come, and the id after those given before it.
  var unfinished: (event: Int, nextID: UInt64)?
  /// How far a newline was looked for.
  private var searched = 0
  /// The state of taking in events that stand in no file.
  var replay = UnwrittenReplay()

  /// Opens a journal of which nothing is read yet.
  public init(_ bytes: JournalBytes, isLive: Bool = false) {
    self.bytes = bytes
    self.isLive = isLive
    reader.statisticCount = layout.names.count
  }

  /// Finds out whether the file still holds what was read of it.
  ///
  /// - Throws: a problem where it does not, as `JournalBytes.check()` does: whatever is shown then may be
  ///   wrong, and ``restarted()`` is what is left.
  public func check() throws(JournalProblem) { try bytes.check() }

  /// Returns a recording of what the file holds now, of which nothing is read yet; it is in memory, and
  /// nothing that happens to the file concerns it any more.
  func restarted() -> Recording {
    let rest = Recording(bytes.remains(), isLive: isLive)
    rest.makeInterpreter = makeInterpreter
    rest.time = time
    rest.heedsAnswerRule = heedsAnswerRule
    rest.fold = TreeFold(
      root: 0, unknown: StatisticsLayout.usual.unknown, generation: fold.tree.generation + 1)
    rest.keepsHistories = keepsHistories
    rest.answerReader = answerReader
    return rest
  }

  /// The events that were read, lines that are none included.
  public var eventCount: Int { index.count }
  /// The event that is shown, with all before it.
  public var position: Int { fold.position }
  /// The part of the bytes that is read, in 0...1.
  public var loaded: Double {
    replay.hasMore ? 0 : bytes.count == 0 ? 1 : Double(index.end) / Double(bytes.count)
  }
  /// The bytes behind the last newline: an event that is still being written, or was never finished.
  public var tornBytes: Int { bytes.count - index.end }

  /// The bytes that the events and the tree take; a file that is looked at where it lies takes none.
  var memory: Int {
    bytes.ownedBytes + fold.memory + index.memory + actionTable.memory + stateTable.memory
      + rationales.count * MemoryLayout<PlacedText>.stride
      + backups.count * MemoryLayout<TreeFold.Iteration>.stride
  }

  // MARK: - Reading

  /// Reads lines until a time of the monotonic clock, or until there are none; returns whether there
  /// are more.
  public func read(until deadline: Double) -> Bool {
    if replay.hasMore { replayUnwritten() }
    var checked = index.end
    while let end = nextEnd() {
      readLine(index.end..<end)
      if index.end - checked > 1 << 15 {
        checked = index.end
        bytes.pass(checked)
        if time.now > deadline { return true }
      }
    }
    return false
  }

  /// Whether there is a whole line that was not read.
  var hasUnread: Bool {
    replay.hasMore || max(index.end, searched) < bytes.count && nextEnd() != nil
  }

  private func nextEnd() -> Int? {
    let start = max(index.end, searched)
    guard start < bytes.count else { return nil }
    guard let end = bytes.endOfLine(from: start) else {
      searched = bytes.count
      return nil
    }
    return end
  }

  private func readLine(_ range: Range<Int>) {
    index.append(from: range.lowerBound, next: range.upperBound + 1)
    let event = index.count
    do throws(JournalProblem) {
      try bytes.withBytes(range) { (span) throws(JournalProblem) in
        try reader.read(span, at: range.lowerBound, into: &line)
      }
      try include(event)
    } catch {
      refuse(event, error)
    }
    follow(event)
  }

  /// Takes in the newest event, the one in `line`.
  @inline(__always)
  func include(_ event: Int) throws(JournalProblem) {
    if line.kind == .search { try begin(event) }
    if event == 1, header == nil { reportMissingHeader() }
    if line.kind == .branch { try begin(branch: value(of: event), event) }
    guard let place = branchPlaces[line.branch] else {
      throw JournalProblem(reason: "no branch \(line.branch) has begun")
    }
    index.describe(line.kind, branch: place)
    if line.unknownNumbers > 0 {
      if unknownNumbers.count == 0 { unknownNumbers.line = event }
      unknownNumbers.count += line.unknownNumbers
    }
    try note(event, place)
  }

  /// Shows the tree after the newest event, where it shows every event as it is read.
  @inline(__always)
  func follow(_ event: Int) {
    guard isAtEnd, fold.position == event - 1 else { return }
    apply(event)
    if let holds, completesIteration(event), holds() { isAtEnd = false }
  }

  /// Takes an event out that cannot be used, and says why.
  func refuse(_ event: Int, _ problem: JournalProblem) {
    index.breakEvent(event)
    forgetBackups()
    // Zeros in place of an event are no mistake of the writer.
    if bytes.isDamaged { return }
    if isLive, !looksLikeEvent(event) {
      return add(LogLine(.output, text(place(of: event), limit: 2000)))
    }
    leavesOut = true
    if replay.isUnderWay { return replay.refused.append((event, problem)) }
    var problem = problem
    problem.line = event
    report(problem)
  }

  func report(_ problem: JournalProblem) {
    problemCount += 1
    if problems.count < 100 {
      // What only the tree can tell is found when it gets there.
      let place = problems.lastIndex { $0.line <= problem.line }.map { $0 + 1 } ?? 0
      problems.insert(problem, at: place)
    }
    if isLive { add(LogLine(.treetop, "line " + problem.words)) }
  }

  private func looksLikeEvent(_ event: Int) -> Bool {
    bytes.withBytes(place(of: event)) { span in
      for place in 0..<min(span.count, 64) where span[place] != 0x20 && span[place] != 0x09 {
        return span[place] == UInt8(ascii: "{")
      }
      return false
    }
  }

  func add(_ line: LogLine) {
    log.append(line)
    logCount += 1
    if log.count > 2000 { log.removeFirst(1000) }
  }

  private func begin(_ event: Int) throws(JournalProblem) {
    guard header == nil else {
      throw JournalProblem(reason: "a second search; a journal holds one")
    }
    let header = try JournalHeader(value(of: event))
    self.header = header
    if !header.statistics.isEmpty {
      layout = StatisticsLayout(header.statistics, columns: header.columns)
    }
    reader.statisticCount = layout.names.count
    nextID = header.rootID &+ 1
    termNames = header.termNames
    declarations = declarations(of: header)
    decisionChecks.hasFirstPlay = declarations.hasFirstPlay
    decisionChecks.mayHaveLogarithm = declarations.rule?.form != .prior
    if isExamined { examination = Examination(declarations) }
    hasTexts = header.rootText != nil
    if let text = header.rootText {
      rootTextNumber = stateTable.number(of: JournalText.escaped(text).span)
    }
    otherEvent = 0
    beginTree()
    interpreter = makeInterpreter(header)
  }

  /// Begins the tree anew, before the first event.
  func beginTree() {
    fold = TreeFold(
      root: header?.rootID ?? 0, unknown: layout.unknown, statistics: layout.kept,
      generation: fold.tree.generation + 1)
    fold.edge = header?.edge ?? .prior
    fold.range = range.map { Float($0.lowerBound)...Float($0.upperBound) }
    if keepsHistories { fold.histories = ValueHistories() }
  }

  private func reportMissingHeader() {
    report(
      JournalProblem(
        line: 1,
        reason: "the first event is not a \"search\"; the columns of stats are taken to be visits "
          + "and mean"))
  }

  /// Parses an event again that was read before; false where it is no longer there.
  @discardableResult
  func load(_ event: Int, into line: inout JournalLine) -> Bool {
    let range = place(of: event)
    do throws(JournalProblem) {
      try bytes.withBytes(range) { (span) throws(JournalProblem) in
        try reader.read(span, at: range.lowerBound, into: &line)
      }
    } catch {
      // It was read once: only a file that changed under our feet gets here.
      line.clear()
    }
    if let kind = index.kind(of: event), line.kind != kind, bytes.isLost { isBroken = true }
    return !isBroken
  }
}
