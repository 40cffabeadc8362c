import Groundwork
import Testing

@Suite struct JSONReadingTests {
  private func firstError(_ text: String, depthLimit: Int = 512) -> JSONError? {
    firstError(Array(text.utf8), depthLimit: depthLimit)
  }

  private func firstError(_ bytes: [UInt8], depthLimit: Int = 512) -> JSONError? {
    do throws(JSONError) {
      _ = try JSONDocument(reading: bytes, depthLimit: depthLimit)
      return nil
    } catch {
      return error
    }
  }

  /// Texts with the mark `<!>` where the error must point.
  static let refused: [(String, String)] = [
    ("<!>", "the text ends where a value is expected"),
    ("  \n <!>", "the text ends where a value is expected"),
    ("[1<!>", "expected \",\" or \"]\", but the text ends"),
    ("{\"a\": 1<!>", "expected \",\" or \"}\", but the text ends"),
    ("[1 <!>2]", "expected \",\" or \"]\", not \"2\""),
    ("[1<!>,]", "expected another item after the last \",\""),
    ("{\"a\":1<!>,\n }", "expected another item after the last \",\""),
    ("[<!>,1]", "expected a value, not \",\""),
    ("{<!>a:1}", "expected a key in quotes, not \"a\""),
    ("{\"a\" <!>}", "expected \":\", not \"}\""),
    ("{} <!>{}", "text after the end of the value"),
    ("1 <!>// one", "text after the end of the value"),
    ("<!>nul", "\"nul\" is not a value of JSON"), ("<!>NaN", "\"NaN\" is not a value of JSON"),
    ("[<!>-Infinity]", "\"-Infinity\" is not a value of JSON"),
    ("<!>+1", "\"+1\" is not a value of JSON"), ("<!>01", "\"01\" is not a value of JSON"),
    ("<!>1.", "\"1.\" is not a value of JSON"), ("<!>.5", "\".5\" is not a value of JSON"),
    ("<!>-", "\"-\" is not a value of JSON"), ("<!>1e", "\"1e\" is not a value of JSON"),
    ("<!>0x10", "\"0x10\" is not a value of JSON"),
    ("<!>inf", "\"inf\" is not a value of JSON"),
    ("[1, <!>1e999]", "the number is too large"), ("<!>-1e400", "the number is too large"),
    ("\"abc<!>", "the text in quotes never ends"),
    ("\"a<!>\nb\"", "a text must end on its line; write a line break as \\n"),
    ("\"a<!>\u{1}\"", "a control character stands in the text; write it as \\u0001"),
    ("\"\u{e9}\u{1f600}\\<!>x\"", "unknown escape after \"\\\""),
    ("\"\\u12<!>g4\"", "expected four hexadecimal digits after \\u"),
    ("\"\\ud83d<!>\"", "half of a character in a \\u escape"),
    ("\"\\ud83d\\<!>n\"", "expected \\u"),
    ("\"\\ud83d\\u0041<!>\"", "half of a character in a \\u escape"),
    ("\"\\ude00<!>\"", "half of a character in a \\u escape"),
    ("{\"a\":1,<!>\"a\":2}", "a: this key stands here a second time"),
    (
      "{\"a\":[0,{\"b\":{\"c\":1,\n<!>\"c\":1}}]}",
      "a[1].b.c: this key stands here a second time"
    ),
  ]

  @Test(arguments: refused)
  func `what is no JSON is refused where it stands`(text: String, reason: String) throws {
    let parts = text.split(separator: "<!>", omittingEmptySubsequences: false)
    try #require(parts.count == 2)
    let rows = parts[0].split(separator: "\n", omittingEmptySubsequences: false)
    let error = try #require(firstError(parts.joined()))
    #expect(error.reason == reason)
    #expect(error.line == rows.count)
    #expect(error.column == (rows.last?.unicodeScalars.count ?? 0) + 1)
    #expect(error.offset == parts[0].utf8.count)
  }

  @Test func `a long word that is no value is quoted in part`() {
    let word = String(repeating: "x", count: 5_000)
    #expect(firstError(word)?.reason == "\"\(word.prefix(40))...\" is not a value of JSON")
  }

  @Test func `bytes that are not UTF-8 are refused at the first wrong one`() throws {
    let error = try #require(firstError(Array("[\"a\u{e9}".utf8) + [0xff, 0x22, 0x5d]))
    #expect(error.reason == "the text is not UTF-8")
    #expect(error.offset == 5 && error.column == 5)
  }

  @Test func `a byte order mark and blanks around a value are accepted`() throws {
    let document = try JSONDocument(reading: "\u{FEFF} \t\r\n{\"a\" : [ ] } \n".utf8)
    #expect(document.root["a"]?.content == .array)
    #expect(firstError("\u{FEFF}x")?.column == 1 && firstError("\u{FEFF}x")?.offset == 3)
  }

  @Test(arguments: [
    ("0", 0), ("-0", 0), ("-0.5e+2", -50), ("1E2", 100), ("0.1", 0.1), ("1e-400", 0),
    ("9007199254740993", 9_007_199_254_740_992),
    ("1.7976931348623157e308", .greatestFiniteMagnitude),
    ("5e-324", .leastNonzeroMagnitude), ("2.2250738585072014e-308", .leastNormalMagnitude),
  ])
  func `a number is the double nearest to it`(text: String, number: Double) throws {
    #expect(try JSONDocument(reading: text.utf8).root.number == number)
  }

  @Test(arguments: [
    ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{c}\n\r\t"), ("\"\\u00e9\\u6728\"", "é木"),
    ("\"\\ud83d\\ude00!\"", "😀!"), ("\"\\uD83D\\uDE00\"", "😀"), ("\"\\u0000\"", "\0"), ("\"\"", ""),
  ])
  func `escapes are resolved`(text: String, meaning: String) throws {
    #expect(try JSONDocument(reading: text.utf8).root.string == meaning)
  }

  @Test func `members keep their order and know where they stand`() throws {
    let text = "{\"b\": 1,\n \"a\": [true, null, \"x\"]}"
    let root = try JSONDocument(reading: text.utf8).root
    #expect(root.children.map(\.key) == ["b", "a"])
    #expect(root["a"]?.children.map(\.kind) == ["true", "null", "a string"])
    #expect(root["b"]?.count == 1 && root["c"] == nil && root["a"]?["b"] == nil)
    let value = root["a"]?.error("r")
    #expect(value?.line == 2 && value?.column == 7)
    let key = root["a"]?.errorAtKey("r")
    #expect(key?.line == 2 && key?.column == 2 && key?.reason == "r")
  }

  @Test func `comments may stand in an object again and again`() throws {
    let root = try JSONDocument(reading: #"{"//":1,"//":2,"// x":[],"a":3}"#.utf8).root
    #expect(root["a"]?.number == 3 && root.children.count == 4)
  }

  @Test func `only whole numbers that doubles hold exactly are counts`() throws {
    let texts = ["0", "7.0", "9007199254740991", "9007199254740992", "-1", "0.5", "\"1\""]
    let counts = try texts.map { try JSONDocument(reading: $0.utf8).root.count }
    #expect(counts == [0, 7, 9_007_199_254_740_991, nil, nil, nil, nil])
  }

  @Test func `values are nested up to the limit, and without one as deep as memory holds`() throws {
    func nested(_ depth: Int) -> String {
      Array(repeating: "[", count: depth).joined() + Array(repeating: "]", count: depth).joined()
    }
    #expect(firstError(nested(512)) == nil)
    #expect(firstError(nested(513))?.reason == "values are nested at most 512 deep")
    #expect(firstError(nested(513))?.column == 513)
    #expect(firstError(nested(50_000), depthLimit: .max) == nil)
  }

  @Test func `damaged texts give an error within them or a value, never a crash`() {
    let text = #"{"a":[1,-2.5e3,true,null,"x\u00e9\ud83d\ude00é"],"b":{"c":{}},"//":0}"#
    let bytes = Array(text.utf8)
    var random = RandomSource(seed: 5)
    var errors = 0
    for _ in 0..<4_000 {
      var damaged = bytes
      for _ in 0...random.below(3) {
        damaged[Int(random.below(UInt32(damaged.count)))] = UInt8(
          truncatingIfNeeded: random.next() >> 40)
      }
      if random.below(4) == 0 { damaged.removeLast(Int(random.below(UInt32(damaged.count)))) }
      guard let error = firstError(damaged) else { continue }
      errors += 1
      if error.offset > damaged.count || error.line < 1 || error.column < 1 {
        Issue.record("\(error) of \(damaged)")
      }
    }
    #expect(errors > 2_000)
  }
}
