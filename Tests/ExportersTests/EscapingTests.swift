import Testing

@testable import Exporters

/// No label means anything to the form that it is written into.
@Suite struct EscapingTests {
  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""),
    ("two\nlines", "\"two\nlines\""), ("=cmd()", "'=cmd()"), ("+1", "'+1"), ("-1", "'-1"),
    ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"), (" x", "\" x\""), ("", ""),
    ("=1,2", "\"'=1,2\""),
  ])
  func `a cell of a table`(text: String, cell: String) { #expect(Escaping.cell(text) == cell) }

  @Test(arguments: [
    ("plain", #""plain""#), (#"say "x""#, #""say \"x\"""#), (#"a\b"#, #""a\\b""#),
    ("two\nlines", #""two\nlines""#), (#"x" ]; evil ["#, #""x\" ]; evil [""#),
  ])
  func `a text of DOT`(text: String, quoted: String) { #expect(Escaping.dot(text) == quoted) }

  @Test(arguments: [
    ("</script><img onerror=x>", "&lt;/script&gt;&lt;img onerror=x&gt;"),
    (#"a"b'c&d"#, "a&quot;b&#39;c&amp;d"), ("\u{1B}[2J", "\u{FFFD}[2J"),
    ("a\u{202E}b", "a\u{FFFD}b"),
  ])
  func `text of a page`(text: String, markup: String) { #expect(Escaping.markup(text) == markup) }

  @Test(arguments: [
    ("a|b", #"a\|b"#), ("`code`", #"\`code\`"#), ("*x* _y_", #"\*x\* \_y\_"#),
    ("[a](b)", #"\[a\]\(b\)"#), ("<b>", #"\<b\>"#), ("two\n# lines", "two \\# lines"),
  ])
  func `text of Markdown stays on its line`(text: String, escaped: String) {
    #expect(Escaping.markdown(text) == escaped)
  }

  @Test(arguments: [
    ("a\"b", "a#34;b"), ("x]-->y[", "x#93;--#62;y#91;"), ("#quot;", "#35;quot#59;"),
    ("two\nlines", "two lines"),
  ])
  func `text of Mermaid`(text: String, escaped: String) {
    #expect(Escaping.mermaid(text) == escaped)
  }
}
