import Groundwork

extension ByteScanner {
  /// Reads a line as an event.
  ///
  /// What a key means depends on the type, which usually comes first. Where it does not, or comes
  /// twice, the line is passed once to find the type and once more to read it.
  mutating func readLine(
    at offset: Int, statisticCount: Int, into line: inout JournalLine
  ) throws(JournalFault) {
    passByteOrderMark()
    let start = position
    let kind = try readEvent(
      assuming: nil, at: offset, statisticCount: statisticCount, into: &line)
    guard let kind else { throw JournalFault(.type, at: start) }
    if kind != line.kind {
      position = start
      unknownNumbers = 0
      line.clear()
      _ = try readEvent(assuming: kind, at: offset, statisticCount: statisticCount, into: &line)
    }
    line.unknownNumbers = unknownNumbers
  }

  /// Reads a line as an event of the type that is assumed, or else that its first key names; returns
  /// the type that its last such key names.
  private mutating func readEvent(
    assuming kind: JournalLine.Kind?, at offset: Int, statisticCount: Int,
    into line: inout JournalLine
  ) throws(JournalFault) -> JournalLine.Kind? {
    line.kind = kind ?? .unknown
    var keys = line.kind.keys
    var found: JournalLine.Kind?
    var seen = JournalKeys()
    var isFirst = kind == nil
    var more = try beginObject(or: .event)
    while more {
      let key = JournalKey(try readName())
      try passColon()
      if key == .type {
        found = try readKind()
        if isFirst {
          line.kind = found ?? .unknown
          keys = line.kind.keys
        }
      } else if keys.contains(key) {
        if try passNull() {
          line.forget(key)
          seen.remove(key)
        } else {
          try readField(key, at: offset, statisticCount: statisticCount, into: &line)
          seen.insert(key)
        }
      } else {
        try skipValue()
      }
      isFirst = false
      more = try continuesObject()
    }
    try expectEnd()
    if found == line.kind { try check(line, has: seen) }
    return found
  }

  private mutating func readKind() throws(JournalFault) -> JournalLine.Kind {
    guard next() == UInt8(ascii: "\"") else { throw fault(.typeText) }
    return JournalLine.Kind(try readName())
  }

  /// Makes sure that nothing is missing.
  @inline(__always)
  private func check(_ line: borrowing JournalLine, has seen: JournalKeys) throws(JournalFault) {
    if !line.kind.requiredKeys.isSubset(of: seen) {
      throw JournalFault(line.kind.complaint(without: seen), at: 0)
    }
    if line.codes.count != 0, line.codes.count != line.children.count {
      throw JournalFault(.codeCount, at: 0)
    }
  }

  /// Reads the value of a key, which is not `null`.
  @inline(__always)
  private mutating func readField(
    _ key: JournalKey, at offset: Int, statisticCount: Int, into line: inout JournalLine
  ) throws(JournalFault) {
    switch key {
    case .node: line.node = try readWhole(or: .id)
    case .children: try readChildren(at: offset, into: &line.children)
    case .stats: try readStats(statisticCount: statisticCount, into: &line)
    case .path: try readPath(into: &line.path)
    case .value: line.value = try readValueOfNode()
    case .chosen: line.chosen = try readWhole(or: .id)
    case .iteration: line.iteration = try readCount()
    case .branch: line.branch = try readCount()
    case .unexpanded: line.unexpanded = try readCount()
    case .terminal: line.isTerminal = try readTruth()
    case .codes: try readCodes(into: &line.codes)
    case .candidates: try checkCandidates()
    case .rationale: line.rationale = try readText(at: offset)
    default: try skipValue()
    }
  }

  @inline(__always)
  private mutating func readCount() throws(JournalFault) -> Int {
    Int(truncatingIfNeeded: try readWhole(upTo: UInt64(Int.max), or: .wholeNumber))
  }

  @inline(__always)
  private mutating func readTruth() throws(JournalFault) -> Bool {
    switch next() {
    case UInt8(ascii: "t"):
      try passWord("true")
      return true
    case UInt8(ascii: "f"):
      try passWord("false")
      return false
    default: throw fault(.truth)
    }
  }

  /// Reads a number that may be missing: NaN where it is `null` or not finite.
  @inline(__always)
  private mutating func readCell(
    or expectation: JournalFault.Expectation
  ) throws(JournalFault) -> Double {
    if next() == UInt8(ascii: "n") {
      try passWord("null")
      return .nan
    }
    return try readNumberOrUnknown(or: expectation)
  }

  /// Reads a value; nil where it is a list, or not known.
  @inline(__always)
  private mutating func readValueOfNode() throws(JournalFault) -> Double? {
    if next() != UInt8(ascii: "[") {
      let value = try readNumberOrUnknown(or: .valueOfNode)
      return value.isNaN ? nil : value
    }
    var more = try beginArray(or: .valueOfNode)
    while more {
      _ = try readCell(or: .number)
      more = try continuesArray()
    }
    return nil
  }

  /// Makes sure that the nodes of a decision's candidates have ids; the rest is read when somebody looks.
  private mutating func checkCandidates() throws(JournalFault) {
    var more = try beginArray(or: .candidates)
    while more {
      var moreKeys = try beginObject(or: .candidate)
      while moreKeys {
        let key = JournalKey(try readName())
        try passColon()
        if key == .node {
          _ = try readWhole(or: .id)
        } else {
          try skipValue()
        }
        moreKeys = try continuesObject()
      }
      more = try continuesArray()
    }
  }

  private mutating func readPath(into path: inout Column<UInt64>) throws(JournalFault) {
    path.truncate(to: 0)
    let start = position
    var more = try beginArray(or: .path)
    guard more else { throw JournalFault(.pathNotEmpty, at: start) }
    while more {
      path.append(try readWhole(or: .id))
      more = try continuesArray()
    }
  }

  private mutating func readCodes(into codes: inout Column<UInt32>) throws(JournalFault) {
    codes.truncate(to: 0)
    var more = try beginArray(or: .codes)
    while more {
      codes.append(
        UInt32(truncatingIfNeeded: try readWhole(upTo: UInt64(UInt32.max), or: .code)))
      more = try continuesArray()
    }
  }

  private mutating func readStats(
    statisticCount: Int, into line: inout JournalLine
  ) throws(JournalFault) {
    line.statIDs.truncate(to: 0)
    line.statNumbers.truncate(to: 0)
    var moreRows = try beginArray(or: .stats)
    while moreRows {
      _ = next()
      let start = position
      var more = try beginArray(or: .statRow)
      guard more else { throw JournalFault(.statRowLength, at: start) }
      line.statIDs.append(try readWhole(or: .id))
      more = try continuesArray()
      var numbers = 0
      while more {
        line.statNumbers.append(try readCell(or: .number))
        numbers += 1
        more = try continuesArray()
      }
      guard numbers == statisticCount else { throw JournalFault(.statRowLength, at: start) }
      moreRows = try continuesArray()
    }
  }

  private mutating func readChildren(
    at offset: Int, into children: inout Column<JournalChild>
  ) throws(JournalFault) {
    children.truncate(to: 0)
    var more = try beginArray(or: .children)
    while more {
      children.append(try readChild(at: offset))
      more = try continuesArray()
    }
  }

  @inline(__always)
  private mutating func readChild(at offset: Int) throws(JournalFault) -> JournalChild {
    var child = JournalChild(id: 0)
    var hasID = false
    _ = next()
    let start = position
    child.start = offset + start
    var more = try beginObject(or: .child)
    while more {
      let key = JournalKey(try readName())
      try passColon()
      switch key {
      case .id:
        child.id = try readWhole(or: .id)
        hasID = true
      case .action: child.action = try readAction(at: offset)
      case .prior: child.prior = try readPrior()
      case .terminal: child.isTerminal = try passNull() ? false : readTruth()
      case .kind: child.kind = try readAction(at: offset)
      case .text: child.text = try readText(at: offset)
      default: try skipValue()
      }
      more = try continuesObject()
    }
    guard hasID else { throw JournalFault(.childID, at: start) }
    return child
  }

  /// Reads an action: a text without its quotes, or whatever else it is as it is written.
  @inline(__always)
  private mutating func readAction(at offset: Int) throws(JournalFault) -> TextRange {
    if next() == UInt8(ascii: "\"") {
      let text = try passText()
      return TextRange(offset: offset + text.start, length: text.length)
    }
    if try passNull() { return .none }
    let start = position
    try skipValue()
    return TextRange(offset: offset + start, length: position - start)
  }

  /// Reads a text without its quotes; none where it is something else.
  @inline(__always)
  private mutating func readText(at offset: Int) throws(JournalFault) -> TextRange {
    if next() == UInt8(ascii: "\"") {
      let text = try passText()
      return TextRange(offset: offset + text.start, length: text.length)
    }
    try skipValue()
    return .none
  }

  @inline(__always)
  private mutating func readPrior() throws(JournalFault) -> Float {
    if try passNull() { return .nan }
    let start = position
    let prior = Float(try readNumberOrUnknown(or: .prior))
    guard !prior.isInfinite else { throw JournalFault(.prior, at: start) }
    return prior
  }
}

extension JournalLine {
  /// Takes back what a key said before, as it is `null` now.
  @inline(never)
  fileprivate mutating func forget(_ key: JournalKey) {
    switch key {
    case .node: node = nil
    case .chosen: chosen = nil
    case .iteration: iteration = nil
    case .branch: branch = 0
    case .value: value = nil
    case .rationale: rationale = .none
    case .terminal: isTerminal = false
    case .unexpanded: unexpanded = nil
    case .children: children.truncate(to: 0)
    case .codes: codes.truncate(to: 0)
    case .path: path.truncate(to: 0)
    case .stats:
      statIDs.truncate(to: 0)
      statNumbers.truncate(to: 0)
    case .other, .type, .id, .action, .prior, .kind, .text, .candidates: break
    }
  }
}
