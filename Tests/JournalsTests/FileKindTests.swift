import Journals
import Testing

/// A file that is no journal is named by what it looks like.
@Suite struct FileKindTests {
  private static func kind(_ bytes: [UInt8]) -> FileKind {
    let journal = JournalBytes()
    journal.append(bytes.span)
    return FileKind(of: journal)
  }

  @Test(
    arguments: [
      ("SQLite format 3\0\u{10}\0", "an SQLite database"),
      ("PK\u{3}\u{4}\0\0", "a ZIP archive"),
      ("%PDF-1.7\n", "a PDF document"),
      ("<!DOCTYPE html>\n<html></html>", "a page of HTML"),
      ("\n  <HTML><body>", "a page of HTML"),
      ("<?xml version=\"1.0\"?><graphml/>", "XML"),
      ("digraph \"tree\" {\n a -> b\n}\n", "a graph for Graphviz"),
      ("strict graph{}", "a graph for Graphviz"),
      ("(;GM[1]FF[4]SZ[19];B[pd])", "a game record in SGF"),
      ("; a comment\n(define (problem p) (:domain d))", "a planning problem in PDDL"),
      ("node,parent,visits\n0,,10\n1,0,5\n", "a table (CSV)"),
      ("None\n", "what Python prints of its values, which is not JSON (json.dumps writes that)"),
      (
        "{'visits': 3}\n",
        "what Python prints of its values, which is not JSON (json.dumps writes that)"
      ),
      (
        "[{'a': 1}]", "what Python prints of its values, which is not JSON (json.dumps writes that)"
      ),
      (
        "MCTSNode(visits=3)\n",
        "what Python prints of its values, which is not JSON (json.dumps writes that)"
      ),
      ("Nothing to see here.\n", "a text"), ("[12:00:01] root visits=3\n", "a text"),
      ("", "an empty file"), (" \n\t\n", "a file of blanks"),
      ("{\n  \"a\": 1,\n  \"b\": []\n}\n", "one JSON document, with the keys \"a\", \"b\""),
      ("{\"only\": 1}\n", "one JSON document, with the key \"only\""),
      ("[\n 1,\n 2\n]\n", "one JSON document, an array of 2 elements"),
      ("{\"root\": {\"children\": []}}", "a tree written down as one JSON document"),
      ("{\n \"name\": \"t\",\n \"root\": {}\n}", "a tree written down as one JSON document"),
      ("{\"root\": 3, \"size\": 1}", "one JSON document, with the keys \"root\", \"size\""),
      (
        "{\"role\":\"user\"}\n{\"role\":\"assistant\"}\n",
        "JSON Lines without \"type\", with the key \"role\""
      ),
      (
        "{\"type\":\"user\",\"text\":\"hi\"}\n{\"type\":\"assistant\"}\n",
        "JSON Lines of which none is an event of a journal, with the types \"user\", \"assistant\""
      ),
      (
        "{\n  \"a\": 1,\n  b: 2\n}\n",
        "no JSON (line 3:3: a key in quotes was expected, not \"b:\")"
      ),
    ])
  func `a file is known by how it begins`(text: String, words: String) {
    #expect(Self.kind(Array(text.utf8)).words == words)
  }

  @Test(
    arguments: [
      ([0x1f, 0x8b, 8, 0], FileKind.compressed(name: "gzip", unpackedBy: "zcat")),
      ([0x28, 0xb5, 0x2f, 0xfd], .compressed(name: "zstd", unpackedBy: "zstdcat")),
      ([0x80, 4, 0x95], .pickle),
      ([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1], .binary(name: "a NumPy array")),
      ([0xff, 0xfe, 0x7b, 0], .binary(name: "text in UTF-16; a journal is UTF-8")),
      ([1, 2, 3], .binary(name: "a binary file of a kind that is not known here")),
    ] as [([UInt8], FileKind)])
  func `a file of bytes is known by them`(bytes: [UInt8], kind: FileKind) {
    #expect(Self.kind(bytes) == kind)
  }

  @Test func `every beginning of every file has a kind`() {
    var random = RandomJSON(seed: 5)
    for _ in 0..<2_000 {
      #expect(!Self.kind(random.next()).words.isEmpty)
    }
  }

  // MARK: - Headers

  private static func header(_ text: String) throws(JournalProblem) -> JournalHeader? {
    try JournalHeader.found(in: JournalBytes(text))
  }

  @Test func `events without a header are a journal, and lines with types of their own are none`()
    throws
  {
    let events = """
      {"type":"note"}
      {"type":"expand","node":0,"children":[{"id":1,"action":"left"}]}

      """
    #expect(try Self.header(events) == JournalHeader())
    for foreign in [
      "{\"type\":\"user\"}\n{\"type\":\"assistant\"}\n",
      "{\"type\":\"search\",\"query\":\"weather\"}\n{\"type\":\"answer\",\"text\":\"rain\"}\n",
      "{\"type\":\"expand\"}\n", "{\"type\":\"log\",\"text\":\"x\"}\n", "", "\n\n", "[]\n",
    ] {
      #expect(try Self.header(foreign) == nil, "\(foreign)")
    }
  }

  @Test func `a header that cannot be read is named with its line`() {
    do throws(JournalProblem) {
      _ = try Self.header("hello\n{\"type\":\"search\",\"version\":2}\n")
      Issue.record("version 2 was read")
    } catch {
      #expect(error.line == 2 && error.reason.contains("version 2"))
    }
  }
}
