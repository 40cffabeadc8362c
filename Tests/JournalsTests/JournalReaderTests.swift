import Groundwork
import Journals
import Testing

@Suite struct JournalReaderTests {
  /// What was read of an event, to compare; numbers in the order of the file.
  private struct Read: Equatable {
    var kind = JournalLine.Kind.unknown
    var branch = 0
    var node: UInt64?
    var chosen: UInt64?
    var iteration: Int?
    var value: Double?
    var isTerminal = false
    var unexpanded: Int?
    var ids: [UInt64] = []
    var actions: [String?] = []
    var priors: [Float?] = []
    var terminals: [Bool] = []
    var codes: [UInt32] = []
    var path: [UInt64] = []
    var statIDs: [UInt64] = []
    var statNumbers: [Double] = []
  }

  /// Reads a line that stands behind another one, as a journal's lines do.
  private func read(_ text: String, statistics: Int = 2) throws(JournalProblem) -> Read {
    let bytes = JournalBytes("{\"type\":\"before\"}\n" + text)
    let start = 18
    var reader = JournalReader()
    reader.statisticCount = statistics
    var line = JournalLine()
    try bytes.withBytes(start..<bytes.count) { span throws(JournalProblem) in
      try reader.read(span, at: start, into: &line)
    }
    var result = Read(
      kind: line.kind, branch: line.branch, node: line.node, chosen: line.chosen,
      iteration: line.iteration, value: line.value, isTerminal: line.isTerminal,
      unexpanded: line.unexpanded)
    for index in 0..<line.children.count {
      let child = line.children[index]
      result.ids.append(child.id)
      let range = child.action.offset..<child.action.offset + child.action.length
      let action = child.action == .none ? nil : bytes.withBytes(range) { JournalReader.text($0) }
      result.actions.append(action)
      result.priors.append(child.prior.isNaN ? nil : child.prior)
      result.terminals.append(child.isTerminal)
    }
    for index in 0..<line.codes.count { result.codes.append(line.codes[index]) }
    for index in 0..<line.path.count { result.path.append(line.path[index]) }
    for index in 0..<line.statIDs.count { result.statIDs.append(line.statIDs[index]) }
    for index in 0..<line.statNumbers.count { result.statNumbers.append(line.statNumbers[index]) }
    return result
  }

  private func problem(_ text: String, statistics: Int = 2) -> JournalProblem? {
    do throws(JournalProblem) {
      _ = try read(text, statistics: statistics)
      return nil
    } catch {
      return error
    }
  }

  // MARK: - Events

  @Test func `an expansion names its children`() throws {
    let text = """
      {"type":"expand","node":7,"children":[{"id":8,"action":"left","prior":0.25},\
      {"id":9,"action":"go \\"right\\" \\u00e9","terminal":true,"text":"x"},{"id":10,"action":4},\
      {"id":11,"action":[1, 2]},{"id":12}],"codes":[3,1,4,0,4294967295],"unexpanded":12,"iteration":3}
      """
    let expected = Read(
      kind: .expand, node: 7, iteration: 3, unexpanded: 12, ids: [8, 9, 10, 11, 12],
      actions: ["left", "go \"right\" é", "4", "[1, 2]", nil], priors: [0.25, nil, nil, nil, nil],
      terminals: [false, true, false, false, false], codes: [3, 1, 4, 0, 4_294_967_295])
    #expect(try read(text) == expected)
  }

  @Test func `a backup gives the statistics after it`() throws {
    let text = """
      {"type":"backup","iteration":1,"branch":2,"path":[0,1],"value":0.8,\
      "stats":[[0,1,0.8],[1,12,-1.5e-3]]}
      """
    let expected = Read(
      kind: .backup, branch: 2, iteration: 1, value: 0.8, path: [0, 1], statIDs: [0, 1],
      statNumbers: [1, 0.8, 12, -1.5e-3])
    #expect(try read(text) == expected)
  }

  @Test func `rows of stats have as many numbers as the header names`() throws {
    let text = #"{"type":"stats","stats":[[5,1,2,3],[6,4,5,6]]}"#
    #expect(try read(text, statistics: 3).statNumbers == [1, 2, 3, 4, 5, 6])
    #expect(
      problem(text, statistics: 2)?.reason
        == "a row of stats is an id and 2 numbers, as the header names them")
    #expect(problem(text, statistics: 2)?.column == 26)
    #expect(problem(#"{"type":"stats","stats":[[]]}"#)?.column == 26)
  }

  @Test func `a choice may be to stop`() throws {
    #expect(try read(#"{"type":"select","node":1,"chosen":2}"#).chosen == 2)
    let stop = try read(#"{"type":"select","node":1,"chosen":null,"candidates":[{"x":[1e5]}]}"#)
    #expect(stop == Read(kind: .select, node: 1))
  }

  @Test func `a value may be a number or a vector`() throws {
    #expect(try read(#"{"type":"evaluate","node":1,"value":-0.5}"#).value == -0.5)
    #expect(try read(#"{"type":"evaluate","node":1,"value":[1,-1]}"#).value == nil)
    #expect(try read(#"{"type":"evaluate","node":1,"terminal":true}"#).isTerminal)
    #expect(problem(#"{"type":"evaluate","node":1,"value":"high"}"#)?.column == 37)
  }

  @Test(arguments: JournalLine.Kind.allCases)
  func `every type is known by its name`(kind: JournalLine.Kind) throws {
    let keys = #""node":1,"children":[],"path":[1],"stats":[]"#
    #expect(try read("{\"type\":\"\(kind)\",\(keys)}").kind == kind)
  }

  @Test func `what is not known may be anything`() throws {
    let odd = #""node":"x","children":{"a":[{}]},"stats":false,"path":-1.5e3,"branch":[]"#
    #expect(try read(#"{"type":"new kind of event",\#(odd)}"#) == Read())
    let search = try read(#"{"type":"search","value":{"low":0},"statistics":["visits"]}"#)
    #expect(search == Read(kind: .search))
    #expect(try read(#"{"type":"log","future":[[],{}],"":null,"text":"a"}"#).kind == .log)
  }

  // MARK: - Ways of writing

  @Test func `keys stand in any order, the type last or in the middle too`() throws {
    let expected = try read(#"{"type":"evaluate","node":3,"value":1}"#)
    #expect(try read(#"{"node":3,"value":1,"type":"evaluate"}"#) == expected)
    #expect(try read(#"{"node":3,"type":"evaluate","value":1}"#) == expected)
  }

  @Test func `of a key that is there twice the last one counts`() throws {
    let text = #"{"type":"stats","type":"evaluate","node":3,"node":4,"value":1,"value":2}"#
    #expect(try read(text) == Read(kind: .evaluate, node: 4, value: 2))
    let children = #""children":[{"id":1}],"children":[{"id":2,"id":3}]"#
    #expect(try read(#"{"type":"expand","node":0,\#(children)}"#).ids == [3])
    let chosen = try read(
      #"{"type":"select","node":0,"chosen":1,"branch":3,"branch":null,"chosen":null}"#)
    #expect(chosen == Read(kind: .select, node: 0))
    #expect(problem(#"{"type":"select","node":0,"node":null}"#) != nil)
  }

  @Test func `keys and types may be written with escapes`() throws {
    let text = #"{"ty\u0070e":"evalu\u0061te","\u006eode":3,"it\u0065ration":9}"#
    #expect(try read(text) == Read(kind: .evaluate, node: 3, iteration: 9))
    #expect(try read(#"{"type":"evaluate","node":3,"node\u0000":4}"#).node == 3)
  }

  @Test func `blanks stand between all tokens`() throws {
    let text =
      " \t{ \"type\" : \"backup\" , \"path\" : [ 1 , 2 ] , \"stats\" : [ [ 1 , 2 , 3 ] ] } \r"
    let read = try read(text)
    #expect(read.path == [1, 2])
    #expect(read.statNumbers == [2, 3])
  }

  @Test func `a byte order mark before the line is passed over`() throws {
    #expect(try read("\u{feff}{\"type\":\"log\"}").kind == .log)
    #expect(problem("\u{feff} \u{feff}{\"type\":\"log\"}") != nil)
  }

  @Test func `null stands for what is left out`() throws {
    let text = """
      {"type":"expand","node":1,"iteration":null,"unexpanded":null,"codes":null,"branch":null,\
      "children":[{"id":2,"action":null,"prior":null,"terminal":null}]}
      """
    let expected = Read(
      kind: .expand, node: 1, ids: [2], actions: [nil], priors: [nil], terminals: [false])
    #expect(try read(text) == expected)
  }

  @Test func `the buffers of one event are used again for the next`() throws {
    var line = JournalLine()
    var reader = JournalReader()
    reader.statisticCount = 1
    let long = #"{"type":"backup","path":[1,2,3],"stats":[[1,1],[2,1]],"value":1,"iteration":1}"#
    try reader.read(long.utf8.span, at: 0, into: &line)
    try reader.read(#"{"type":"reroot","node":4}"#.utf8.span, at: 0, into: &line)
    #expect(line.path.count == 0)
    #expect(line.statIDs.count == 0)
    #expect(line.statNumbers.count == 0)
    #expect(line.value == nil)
    #expect(line.iteration == nil)
    #expect(line.node == 4)
  }

  // MARK: - Ids

  @Test(
    arguments: [
      ("0", 0), ("18446744073709551615", .max), ("9007199254740992", 1 << 53), ("1e3", 1000),
      ("12.0", 12), ("-0", 0), ("1.5e1", 15), ("9999999999999999999", 9_999_999_999_999_999_999),
    ] as [(String, UInt64)])
  func `an id is a whole number`(text: String, id: UInt64) throws {
    #expect(try read("{\"type\":\"reroot\",\"node\":\(text)}").node == id)
  }

  @Test(arguments: [
    "-1", "1.5", "18446744073709551616", "1e17", "\"7\"", "true", "[1]", "{}", "x",
  ])
  func `what is no id is a problem at its place`(text: String) {
    let problem = problem("{\"type\":\"reroot\",\"node\":\(text)}")
    #expect(problem?.column == 25)
    #expect(
      problem?.reason.hasPrefix("a node id is a whole number from 0 to 18446744073709551615, not ")
        == true)
  }

  // MARK: - Problems

  @Test(arguments: [
    ("", 1, "an event was expected, an object of JSON"),
    ("  ", 3, "an event was expected, an object of JSON"),
    ("[1]", 1, "an event was expected, an object of JSON"),
    ("{}", 1, "an event has the key \"type\""),
    (#"{"node":1}"#, 1, "an event has the key \"type\""),
    (#"{"type":7}"#, 9, "a type is a text in quotes, not \"7\""),
    (#"{"type":"log"} x"#, 16, "nothing may follow the object of a line, not \"x\""),
    (#"{"type":"log"}}"#, 15, "nothing may follow the object of a line, not \"}\""),
    (#"{"type":"log",}"#, 15, "a key in quotes was expected, not \"}\""),
    (#"{type:"log"}"#, 2, "a key in quotes was expected, not \"type:\"log\"\""),
    (#"{"type" "log"}"#, 9, "\":\" was expected after the key, not \"\"log\"\""),
    (#"{"type":"log" "a":1}"#, 15, "\",\" or \"}\" was expected, not \"\"a\":1\""),
    (#"{"type":"log","a":[1 2]}"#, 22, "\",\" or \"]\" was expected, not \"2]\""),
    (#"{"type":"log","a":[1,]}"#, 22, "a value of JSON was expected, not \"]\""),
    (#"{"type":"log","a":tru}"#, 19, "a value of JSON was expected, not \"tru\""),
    (
      #"{"type":"log""#, 14,
      "\",\" or \"}\" was expected, but the line ends here; an event is one line"
    ),
    (#"{"type":"log"#, 9, "the text in quotes never ends"),
    (#"{"type":"log","a":"\x"}"#, 21, "one of \"\\/bfnrtu was expected after \"\\\", not \"x\"\""),
    (
      #"{"type":"log","a":"\u12g4"}"#, 24,
      "four hexadecimal digits were expected after \"\\u\", not \"g4\"\""
    ),
    (
      "{\"type\":\"log\",\"a\":\"\t\"}", 20,
      "a control character in a text is written as an escape, \\n or \\u000a"
    ),
    (#"{"type":"log","a":01}"#, 19, "a number does not begin with 0 and another digit"),
    (#"{"type":"log","a":1.}"#, 21, "a digit was expected, not \"}\""),
    (#"{"type":"log","a":1e+}"#, 22, "a digit was expected, not \"}\""),
    (#"{"type":"log","a":-}"#, 20, "a digit was expected, not \"}\""),
    (#"{"type":"log","a":.5}"#, 19, "a value of JSON was expected, not \".5\""),
    (
      #"{"type":"reroot","node":NaN}"#, 25,
      "NaN and Infinity are not numbers of JSON; leave the key out"
    ),
    (#"{"type":"reroot"}"#, 1, "a reroot event has the key \"node\""),
    (#"{"type":"log","a":None}"#, 19, "a value of JSON was expected, not \"None\""),
    (#"{"type":"log","a":-Inf}"#, 20, "a digit was expected, not \"Inf\""),
    (#"{"type":"stats","stats":[[1,2,true]]}"#, 31, "a number was expected, not \"true]]\""),
    (
      #"{"type":"select","node":1,"candidates":[{"node":-1}]}"#, 49,
      "a node id is a whole number from 0 to 18446744073709551615, not \"-1\""
    ),
    (#"{"type":"expand","children":[]}"#, 1, "an expand event has the key \"node\""),
    (#"{"type":"expand","node":1}"#, 1, "an expand event has the key \"children\""),
    (#"{"type":"expand","node":null,"children":[]}"#, 1, "an expand event has the key \"node\""),
    (#"{"type":"backup","path":[1]}"#, 1, "a backup event has the key \"stats\""),
    (#"{"type":"backup","stats":[]}"#, 1, "a backup event has the key \"path\""),
    (#"{"type":"backup","path":[],"stats":[]}"#, 25, "a path names at least one node"),
    (#"{"type":"stats"}"#, 1, "a stats event has the key \"stats\""),
    (#"{"type":"evaluate"}"#, 1, "an evaluate event has the key \"node\""),
    (#"{"type":"select","chosen":1}"#, 1, "a select event has the key \"node\""),
    (
      #"{"type":"expand","node":1,"children":[{"prior":1}]}"#, 39, "a child has the key \"id\""
    ),
    (
      #"{"type":"expand","node":1,"children":[3]}"#, 39, "a child is an object, not \"3]\""
    ),
    (
      #"{"type":"expand","node":1,"children":[{"id":2,"prior":1e39}]}"#, 55,
      "a prior is a number from -3.4e38 to 3.4e38, not \"1e39\""
    ),
    (
      #"{"type":"expand","node":1,"children":[{"id":2}],"codes":[1,2]}"#, 1,
      "codes has one number for each child, or is left out"
    ),
    (#"{"type":"evaluate","node":1,"terminal":1}"#, 40, "true or false was expected, not \"1\""),
    (
      #"{"type":"log","branch":-1}"#, 24, "a whole number of at least 0 was expected, not \"-1\""
    ),
  ])
  func `a problem says where, what was expected and what was found`(
    text: String, column: Int, reason: String
  ) {
    let problem = problem(text)
    #expect(problem?.column == column)
    #expect(problem?.reason == reason)
  }

  @Test func `a quotation of the line is short`() {
    let problem = problem(#"{"type":"reroot","node":"\#(String(repeating: "é", count: 99))"}"#)
    #expect(problem?.reason.utf8.count ?? 0 < 90)
  }

  @Test func `a line that is too long is a problem`() {
    let blanks = String(repeating: " ", count: JournalReader.longestLine)
    #expect(
      problem("{\"type\":\"log\"}" + blanks)?.reason
        == "a line has at most 16 MiB, one of expand, stats or backup 128 MiB")
    #expect(problem("{\"type\":\"stats\",\"stats\":[]}" + blanks) == nil)
    #expect(problem("{\"type\":\"log\"}" + blanks.dropLast(14)) == nil)
    #expect(throws: JournalProblem.self) { try JournalReader.value(of: (blanks + "1").utf8.span) }
  }

  @Test func `values are nested up to a limit, here and as values`() throws {
    func nested(_ depth: Int) -> String {
      "{\"type\":\"log\",\"a\":" + String(repeating: "[", count: depth - 1)
        + String(repeating: "]", count: depth - 1) + "}"
    }
    #expect(problem(nested(512)) == nil)
    #expect(problem(nested(513))?.reason == "values are nested at most 512 deep")
    _ = try JournalReader.value(of: nested(512).utf8.span)
    #expect(throws: JournalProblem.self) { try JournalReader.value(of: nested(513).utf8.span) }
  }

  @Test func `a line cut off anywhere is a problem and nothing worse`() {
    let text = """
      {"type":"expand","node":7,"children":[{"id":8,"action":"l\\u00e9ft","prior":2.5e-1,\
      "terminal":false},{"id":9,"action":"right"}],"codes":[3,1],"unexpanded":12}
      """
    for length in 0..<text.utf8.count {
      #expect(problem(String(decoding: text.utf8.prefix(length), as: UTF8.self)) != nil)
    }
  }
}
