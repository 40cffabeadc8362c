import Groundwork
import SearchTrees

extension TreeFold {
  /// Applies the next event.
  ///
  /// - Throws: a problem without line number, if the event says something impossible; it is skipped
  ///   then.
  mutating func apply(
    _ line: borrowing JournalLine, _ layout: StatisticsLayout
  ) throws(JournalProblem) {
    let event = UInt32(position + 1)
    skip()
    switch line.kind {
    case .expand: try expand(line, event)
    case .stats:
      try check(line, layout)
      applyStatistics(line, layout, event)
    case .backup: try backUp(line, layout, event)
    case .evaluate: try evaluate(line, event)
    case .select:
      let node = try known(line.node)
      if decisionAt.count == 0 { decisionAt.append(repeating: 0, count: tree.count) }
      former.append(decisionAt[node.index])
      decisionAt[node.index] = event
    case .reroot: roots.append((position, try known(line.node)))
    default: break
    }
  }

  private func known(_ id: UInt64?) throws(JournalProblem) -> NodeID {
    guard let id, let node = names.node(id) else { throw Self.unknown(id) }
    return node
  }

  private static func unknown(_ id: UInt64?) -> JournalProblem {
    JournalProblem(reason: "no node \(id.map { String($0) } ?? "is named")")
  }

  // MARK: - Growing

  private mutating func expand(
    _ line: borrowing JournalLine, _ event: UInt32
  ) throws(JournalProblem) {
    let parent = try known(line.node)
    let number = line.children.count
    let before = tree.count
    let siblings = tree.childCount(of: parent)
    guard siblings + number <= Self.mostChildren else {
      throw JournalProblem(
        reason: "\(siblings + number) children of node \(line.node ?? 0): at most "
          + "\(Self.mostChildren) fit")
    }
    guard before + number < Int(UInt32.max) else {
      throw JournalProblem(reason: "no more than \(UInt32.max) nodes fit")
    }
    var hasPriors = false
    for index in 0..<number {
      let child = line.children[index]
      guard names.add(child.id) else {
        names.truncate(to: before)
        throw JournalProblem(
          reason: child.id == line.node
            ? "node \(child.id) cannot be its own child"
            : "node \(child.id) is there already; an id is used once")
      }
      if child.prior.isNaN { continue }
      hasPriors = true
      guard Double(child.prior) >= edge.least ?? -.infinity, child.prior.isFinite else {
        names.truncate(to: before)
        throw JournalProblem(
          reason: "prior \(child.prior) of node \(child.id): a number of at least 0 is accepted")
      }
    }
    if hasPriors { keepPriors() }
    if let unexpanded = line.unexpanded, unexpanded > 0 { saysUnexpanded = true }
    if line.unexpanded == 0 || (line.unexpanded == nil && line.codes.count > 0) {
      // What was said before counts again once this is taken back.
      if tree.nodes[parent.index].flags.contains(.complete) { keep(parent, position) }
      tree.nodes[parent.index].flags.insert(.complete)
    }
    guard number > 0 else {
      if let unexpanded = line.unexpanded {
        promises[parent, default: []].append(Promise(event: Int(event), unexpanded: unexpanded))
      }
      return
    }
    _ = tree.appendChildren(of: parent, count: number)
    let depth = depths[parent.index] + 1
    if depth > records[records.count - 1].depth {
      records.append(Record(node: UInt32(before), depth: depth))
    }
    births.append(repeating: event, count: number)
    depths.append(repeating: depth, count: number)
    if kinds.count > 0 { kinds.append(repeating: 0, count: number) }
    statisticsAt.append(repeating: 0, count: number)
    if verdictAt.count > 0 { verdictAt.append(repeating: 0, count: number) }
    if decisionAt.count > 0 { decisionAt.append(repeating: 0, count: number) }
    assert(isEven, "a new node has its place everywhere")
    let hasCodes = line.codes.count == number
    let keepsPriors = tree.hasPriors
    for index in 0..<number {
      let child = line.children[index]
      if keepsPriors {
        tree.priors[before + index] = child.prior.isNaN ? SearchTree.unknownPrior : child.prior
      }
      var flags = unknown
      if child.isTerminal { flags.insert(.terminal) }
      if !flags.isEmpty { tree.nodes[before + index].flags = flags }
      if hasCodes { tree.nodes[before + index].action = line.codes[index] }
    }
  }

  /// As many children a node can have: more than any vocabulary has words.
  static let mostChildren = 1_000_000

  /// Says what kind of node one of the newest ones is.
  mutating func setKind(_ name: String, of node: NodeID) {
    if kinds.count == 0 {
      kinds.append(repeating: 0, count: tree.count)
      kindsSince = position
    }
    let place = kindNames.firstIndex(of: name) ?? kindNames.count
    // Beyond the first ones no more names are kept: nothing that is a kind has hundreds.
    guard place < Int(UInt8.max) else { return }
    if place == kindNames.count { kindNames.append(name) }
    kinds[node.index] = UInt8(place + 1)
  }

  // MARK: - Evaluating

  private mutating func evaluate(
    _ line: borrowing JournalLine, _ event: UInt32
  ) throws(JournalProblem) {
    let node = try known(line.node)
    if verdictAt.count == 0 { verdictAt.append(repeating: 0, count: tree.count) }
    former.append(verdictAt[node.index])
    verdictAt[node.index] = event
    if line.isTerminal, !tree.nodes[node.index].flags.contains(.terminal) {
      keep(node, Int(event))
      tree.nodes[node.index].flags.insert(.terminal)
      noteEnd(node)
    }
  }

  /// Puts a node among the visited ends, if it is one and they are noted.
  mutating func noteEnd(_ node: NodeID) {
    if tree.notesEnds, tree.isVisitedEnd(node) { tree.noteLateEnd(node) }
  }

  // MARK: - Statistics

  private mutating func backUp(
    _ line: borrowing JournalLine, _ layout: StatisticsLayout, _ event: UInt32
  ) throws(JournalProblem) {
    for index in 0..<line.path.count where names.node(line.path[index]) == nil {
      throw Self.unknown(line.path[index])
    }
    try check(line, layout)
    let number = line.iteration ?? iterationNumber + 1
    guard (0...Int(UInt32.max)).contains(number) else {
      throw JournalProblem(reason: "iteration \(number): 0 to \(UInt32.max) are accepted")
    }
    applyStatistics(line, layout, event)
    let deepest = max(iterations.count == 0 ? 0 : self.deepest, max(0, line.path.count - 1))
    assert(
      iterations.count == 0 || iterations[iterations.count - 1].event < event,
      "iterations are applied in the order of their events")
    iterations.append(
      Iteration(event: event, number: UInt32(number), deepest: UInt32(deepest)))
    histories?.record(tree, at: number, range: range)
  }

  private func check(
    _ line: borrowing JournalLine, _ layout: StatisticsLayout
  ) throws(JournalProblem) {
    let width = layout.names.count
    for row in 0..<line.statIDs.count {
      guard names.node(line.statIDs[row]) != nil else { throw Self.unknown(line.statIDs[row]) }
      if let column = layout.visits,
        let fault = layout.fault(visits: line.statNumbers[row * width + column])
      {
        throw JournalProblem(reason: "node \(line.statIDs[row]): \(fault)")
      }
      guard Statistics(line, row: row, layout).sum.isFinite else {
        throw JournalProblem(reason: "node \(line.statIDs[row]): its sum is beyond all numbers")
      }
    }
  }

  private mutating func applyStatistics(
    _ line: borrowing JournalLine, _ layout: StatisticsLayout, _ event: UInt32
  ) {
    for row in 0..<line.statIDs.count {
      guard let node = names.node(line.statIDs[row]) else { continue }
      former.append(statisticsAt[node.index])
      statisticsAt[node.index] = event
      let isNewEnd =
        tree.notesEnds && tree.nodes[node.index].visits == 0
        && tree.nodes[node.index].flags.contains(.terminal)
      set(Statistics(line, row: row, layout), of: node)
      if layout.kept.width > 0 { setKept(line, row: row, layout, of: node) }
      if isNewEnd { noteEnd(node) }
    }
  }

  /// Sets the declared statistics of a node to those of a row.
  @inline(never)
  mutating func setKept(
    _ line: borrowing JournalLine, row: Int, _ layout: StatisticsLayout, of node: NodeID
  ) {
    let start = row * layout.names.count + layout.firstKept
    for place in 0..<layout.kept.width {
      let number = line.statNumbers[start + place]
      tree.statistics[place, node] = number.isNaN ? nil : number
    }
  }

  @inline(__always)
  mutating func set(_ statistics: Statistics, of node: NodeID) {
    tree.nodes[node.index].visits = statistics.visits
    tree.nodes[node.index].valueSum = statistics.sum
    let flags = tree.nodes[node.index].flags
    tree.nodes[node.index].flags = flags.subtracting(.unknown).union(statistics.unknown)
    if statistics.isFractional || tree.fractionalVisits.count > 0 {
      setFractional(statistics, of: node)
    }
  }

  @inline(never)
  private mutating func setFractional(_ statistics: Statistics, of node: NodeID) {
    if tree.fractionalVisits.count == 0 { fractionsSince = position }
    tree.setFractionalVisits(statistics.weight, of: node)
  }

  // MARK: - Edits

  /// Keeps priors from this event on; of the nodes that are there nobody said any.
  mutating func keepPriors() {
    guard !tree.hasPriors else { return }
    tree.keepPriors(areUnknown: true)
    priorsSince = position
  }

  /// Sets an exact value.
  mutating func setExactValue(_ value: Float, of node: NodeID) {
    if tree.exactValues.count == 0 { exactSince = position }
    tree.setExactValue(value, of: node)
  }

  /// Keeps what an edit is about to change.
  mutating func keep(_ node: NodeID, _ event: Int) {
    formers.append(
      Former(
        event: event, node: node, flags: tree.nodes[node.index].flags,
        exact: tree.exactValues.count > 0 ? tree.exactValues[node.index] : 0,
        prior: tree.hasPriors ? tree.priors[node.index] : 0))
  }
}

/// The numbers of one node.
struct Statistics {
  /// The visits with their fraction; 0 where they are not known.
  var weight: Double
  /// The visits, rounded.
  var visits: UInt32
  /// The sum of values, or their mean where the visits are not known.
  var sum: Double
  /// What of it is not known.
  var unknown: NodeFlags

  /// Whether the visits are no whole number.
  @inline(__always)
  var isFractional: Bool { weight != Double(visits) }

  /// The mean; nil without visits, and where it is not known.
  var mean: Double? {
    if unknown.contains(.unknownValue) { return nil }
    if unknown.contains(.unknownVisits) { return sum }
    return weight == 0 ? nil : sum / weight
  }

  /// What was added to the sum since; NaN where that is not known.
  func added(since before: Statistics) -> Double {
    unknown.isEmpty && before.unknown.isEmpty ? sum - before.sum : .nan
  }

  /// The numbers of a node that no row named.
  static func none(_ layout: StatisticsLayout) -> Statistics {
    Statistics(weight: 0, visits: 0, sum: 0, unknown: layout.unknown)
  }

  private init(weight: Double, visits: UInt32, sum: Double, unknown: NodeFlags) {
    self.weight = weight
    self.visits = visits
    self.sum = sum
    self.unknown = unknown
  }

  /// Takes a row of an event, which was checked.
  @inline(__always)
  init(_ line: borrowing JournalLine, row: Int, _ layout: StatisticsLayout) {
    let start = row * layout.names.count
    let count = layout.visits.map { line.statNumbers[start + $0] } ?? .nan
    let sum = layout.sum.map { line.statNumbers[start + $0] } ?? .nan
    let mean = layout.mean.map { line.statNumbers[start + $0] } ?? .nan
    guard count.isNaN || (sum.isNaN && mean.isNaN) else {
      self.init(
        weight: count, visits: UInt32(count.rounded()), sum: sum.isNaN ? mean * count : sum,
        unknown: [])
      return
    }
    self.init(incomplete: count, mean)
  }

  /// Takes a row of which only the visits are known, or only the mean, or neither.
  @inline(never)
  private init(incomplete count: Double, _ mean: Double) {
    weight = count.isNaN ? 0 : count
    visits = UInt32(weight.rounded())
    sum = count.isNaN && !mean.isNaN ? mean : 0
    unknown = []
    if count.isNaN { unknown.insert(.unknownVisits) }
    // Nothing adds up to nothing, whatever mean a program writes for it.
    if mean.isNaN || !count.isNaN, count != 0 { unknown.insert(.unknownValue) }
  }
}
