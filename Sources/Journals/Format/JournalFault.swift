/// Where a line is wrong and what was expected there, before words are made of it.
///
/// A value without storage of its own, so that the scanner may throw it from everywhere at no cost to
/// the lines that are right.
struct JournalFault: Error {
  /// What was expected.
  enum Expectation: UInt8 {
    case event, type, typeText, lineWithinLimit, nothing
    case key, colon, memberEnd, elementEnd, value, finiteWord, shallowNesting
    case endOfText, noControlCharacter, escape, hexadecimal
    case digit, noLeadingZero, numberInRange
    case id, wholeNumber, code, number, prior, truth, valueOfNode
    case path, pathNotEmpty, stats, statRow, statRowLength, children, child, childID, codes,
      codeCount
    case expandNode, expandChildren, backupPath, backupStats, statsStats, evaluateNode, selectNode,
      rerootNode, candidates, candidate
  }

  /// What was expected.
  var expectation: Expectation
  /// The byte of the line where something else stands.
  var position: Int

  /// Makes a fault.
  init(_ expectation: Expectation, at position: Int) {
    self.expectation = expectation
    self.position = position
  }
}

extension JournalFault {
  /// Returns the fault in words, with the start of what was found instead.
  func problem(in bytes: Span<UInt8>, statisticCount: Int = 0) -> JournalProblem {
    var reason = expectation.words
    if expectation == .statRowLength {
      reason = "a row of stats is an id and \(statisticCount) numbers, as the header names them"
    }
    if expectation.quotes {
      reason += position < bytes.count ? ", not " : ", but the line ends here; an event is one line"
    }
    if expectation.quotes && position < bytes.count { reason += Self.quote(bytes, from: position) }
    return JournalProblem(column: position + 1, reason: reason)
  }

  /// Returns the token that begins at `position`, at most twenty bytes of it.
  private static func quote(_ bytes: Span<UInt8>, from position: Int) -> String {
    var end = position
    var token: [UInt8] = []
    while end < bytes.count, token.count < 20 {
      let byte = bytes[end]
      let isWordEnd = byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}")
      if isWordEnd && end > position { break }
      token.append(byte)
      end += 1
    }
    return "\"" + String(decoding: token, as: UTF8.self) + "\""
  }
}

extension JournalFault.Expectation {
  /// Whether what was found adds to the words.
  var quotes: Bool {
    switch self {
    case .event, .type, .lineWithinLimit, .finiteWord, .shallowNesting, .endOfText,
      .noControlCharacter, .numberInRange, .pathNotEmpty, .childID, .codeCount, .statRowLength,
      .expandNode, .expandChildren, .backupPath, .backupStats, .statsStats, .evaluateNode,
      .selectNode, .rerootNode, .noLeadingZero:
      false
    default: true
    }
  }

  /// What is accepted.
  var words: String {
    switch self {
    case .event: "an event was expected, an object of JSON"
    case .type: "an event has the key \"type\""
    case .typeText: "a type is a text in quotes"
    case .lineWithinLimit:
      "a line has at most \(JournalReader.longestLine >> 20) MiB, one of expand, stats or backup "
        + "\(JournalReader.longestRowsLine >> 20) MiB"
    case .nothing: "nothing may follow the object of a line"
    case .key: "a key in quotes was expected"
    case .colon: "\":\" was expected after the key"
    case .memberEnd: "\",\" or \"}\" was expected"
    case .elementEnd: "\",\" or \"]\" was expected"
    case .value: "a value of JSON was expected"
    case .finiteWord: "NaN and Infinity are not numbers of JSON; leave the key out"
    case .shallowNesting: "values are nested at most \(ByteScanner.deepest) deep"
    case .endOfText: "the text in quotes never ends"
    case .noControlCharacter:
      "a control character in a text is written as an escape, \\n or \\u000a"
    case .escape: "one of \"\\/bfnrtu was expected after \"\\\""
    case .hexadecimal: "four hexadecimal digits were expected after \"\\u\""
    case .digit: "a digit was expected"
    case .noLeadingZero: "a number does not begin with 0 and another digit"
    case .numberInRange: "the number is too large: 1.8e308 is the end"
    case .id: "a node id is a whole number from 0 to \(UInt64.max)"
    case .wholeNumber: "a whole number of at least 0 was expected"
    case .code: "the number of an action is a whole number from 0 to \(UInt32.max)"
    case .number: "a number was expected"
    case .prior: "a prior is a number from -3.4e38 to 3.4e38"
    case .truth: "true or false was expected"
    case .valueOfNode: "a value is a number or a list of numbers"
    case .path: "a path is a list of node ids"
    case .pathNotEmpty: "a path names at least one node"
    case .stats: "stats is a list of rows"
    case .statRow: "a row of stats is a list of numbers"
    case .statRowLength: "a row of stats is an id and the numbers that the header names"
    case .children: "children is a list of objects"
    case .child: "a child is an object"
    case .childID: "a child has the key \"id\""
    case .codes: "codes is a list of numbers"
    case .codeCount: "codes has one number for each child, or is left out"
    case .expandNode: "an expand event has the key \"node\""
    case .expandChildren: "an expand event has the key \"children\""
    case .backupPath: "a backup event has the key \"path\""
    case .backupStats: "a backup event has the key \"stats\""
    case .statsStats: "a stats event has the key \"stats\""
    case .evaluateNode: "an evaluate event has the key \"node\""
    case .selectNode: "a select event has the key \"node\""
    case .rerootNode: "a reroot event has the key \"node\""
    case .candidates: "candidates is a list of objects"
    case .candidate: "a candidate is an object"
    }
  }
}
