import Exporters
import Foundation
import Testing

/// `treetop export`: what it writes is read back as the same tree, and overwrites nothing.
@Suite struct ExportTests {
  private static let hostile = #"""
    {"type":"search","version":1,"root":{"id":0},"statistics":["visits","mean"],"value":{"perspective":"root","low":0,"high":1}}
    {"type":"expand","node":0,"children":[{"id":1,"action":"</script><img onerror=\"x\">","prior":0.5,"text":"a,\"b\"\nc"},{"id":2,"action":"a|b `c`","prior":0.25},{"id":3,"action":"x\" ]; evil [","prior":0.25}]}
    {"type":"expand","node":2,"children":[{"id":4,"action":"deep","prior":1,"terminal":true}]}
    {"type":"stats","stats":[[0,10,0.5],[1,5,0.7],[2,4,0.3],[3,0,null],[4,3,0.25]]}

    """#

  private func file() throws -> TemporaryFile {
    try TemporaryFile(Self.hostile, named: "run.jsonl")
  }

  @Test(arguments: ["csv", "rows", "json", "journal", "dot"])
  func `what is exported and opened again is the same tree`(format: String) throws {
    let run = try file()
    let text = try Program.run("export", run.path, "--format", format).output
    let copy = try TemporaryFile(text, named: "copy.\(format)")
    let ending = try Program.start(["compare", run.path, copy.path]).end()
    #expect(ending.status == 0, "\(ending.output) \(ending.error) \(text)")
  }

  /// Actions that a spreadsheet would take for formulas, and a tree that edits were made in.
  private static let edited = #"""
    {"type":"search","version":1,"root":{"id":0},"statistics":["visits","sum"],"value":{"perspective":"mover","low":-1,"high":1},"edge":{"name":"estimate","kind":"neither","head":"r"}}
    {"type":"expand","node":0,"children":[{"id":1,"action":"=1+2","prior":-0.5},{"id":2,"action":"'=x","prior":0.25},{"id":3,"action":"-3","text":"two\nlines \\ \"q\""},{"id":4,"action":"@a, b","kind":"chance"}]}
    {"type":"expand","node":3,"children":[{"id":5,"action":"''+y"},{"id":6,"action":"end","terminal":true}]}
    {"type":"stats","stats":[[0,21,0.7],[1,3,0.1],[2,7,0.7],[3,9,-2.3],[4,2,-0.3],[5,4,1.1],[6,5,-3.4]]}
    {"type":"edit","node":1,"set":{"banned":true}}
    {"type":"edit","node":5,"set":{"pinned":0.25}}
    {"type":"edit","by":"solver","node":6,"set":{"proven":-1}}
    {"type":"edit","by":"solver","node":4,"set":{"closed":true}}
    {"type":"edit","node":2,"set":{"prior":0.75}}
    {"type":"edit","node":3,"set":{"note":"=look"}}

    """#

  @Test(arguments: ["csv", "rows", "json", "journal", "dot"])
  func `edits, views, edges and odd actions come back`(format: String) throws {
    let run = try TemporaryFile(Self.edited, named: "run.jsonl")
    let text = try Program.run("export", run.path, "--format", format).output
    let copy = try TemporaryFile(text, named: "copy.\(format)")
    let ending = try Program.start(["compare", run.path, copy.path]).end()
    #expect(ending.status == 0, "\(ending.output) \(ending.error) \(text)")
    func said(_ file: TemporaryFile) throws -> String {
      try Program.run(
        "open", file.path, "--json", "--filter", "depth >= 0", "--columns", "note"
      ).output
    }
    #expect(try said(copy).contains("=look"))
    let journal = try Program.run("export", copy.path, "--format", "journal").output
    #expect(journal.contains(#""perspective":"mover","low":-1,"high":1"#), "\(journal)")
    #expect(journal.contains(#""edge":{"name":"estimate""#))
  }

  @Test func `numbers come back to the last bit`() throws {
    let game = try TemporaryFile("", named: "game.jsonl")
    try FileManager.default.removeItem(atPath: game.path)
    _ = try Program.run(
      "search", "tic-tac-toe", "--preset", "puct", "--iterations", "300", "--seed", "3", "--batch",
      "--record", game.path)
    for format in ["csv", "rows", "json", "journal", "dot"] {
      let text = try Program.run("export", game.path, "--format", format).output
      let copy = try TemporaryFile(text, named: "copy.\(format)")
      let ending = try Program.start(["compare", game.path, copy.path]).end()
      // The answer of a search that treetop knows the rules of is worked out by them; a table has none.
      let isSame = ending.output.contains("0 differ, 0 only in A, 0 only in B")
      #expect(isSame && (ending.status == 0 || format != "journal"), "\(format): \(ending.output)")
    }
  }

  private static let full = #"""
    {"type":"search","version":1,"engine":"demo","problem":"two doors","root":{"id":7,"text":"a corridor"},"statistics":["visits","mean","surprise","novelty"],"columns":[{"name":"visits","kind":"sum"},{"name":"mean","kind":"mean"},{"name":"novelty","kind":"neither","head":"NOV","low":0,"high":1}],"value":{"perspective":"mover","low":-1,"high":1,"unit":"points"},"selection":{"rule":"UCT","formula":"Q + c*sqrt(ln N / n)","terms":["Q","U"],"c":1.4}}
    {"type":"expand","node":7,"children":[{"id":10,"action":"left","prior":0.7,"kind":"chance"},{"id":11,"action":"right","prior":0.3,"text":"a dark room","source":"the second writer"}],"unexpanded":2}
    {"type":"expand","node":11,"children":[{"id":12,"action":"light a lamp"},{"id":13,"action":"feel the wall","terminal":true}]}
    {"type":"evaluate","node":13,"value":0.8,"parts":[{"name":"distance","raw":0.8,"weight":1,"contribution":0.8}],"rationale":"the exit is near","model":"m1","confidence":0.25,"voices":[{"name":"a","value":0.5,"text":"perhaps"}],"cost":{"tokens":120},"evidence":[{"document":"rules","line":4}]}
    {"type":"stats","stats":[[7,13,0.4,null,null],[10,3,0.1,1.5,0.5],[11,9,0.3333333333333333,2.5,0.9],[12,4,-0.05,null,null],[13,5,0.8,null,null]]}
    {"type":"select","node":7,"chosen":11,"candidates":[{"node":10,"score":1.5,"terms":{"Q":0.1,"U":1.4},"probability":0.25},{"node":11,"score":1.25,"terms":{"Q":0.3333333333333333,"U":0.9166666666666667},"probability":0.75,"why":"drawn"}]}
    {"type":"edit","by":"user","node":10,"set":{"banned":true}}
    {"type":"edit","by":"user","node":12,"set":{"pinned":0.25}}
    {"type":"edit","by":"solver","node":13,"set":{"proven":1}}
    {"type":"edit","by":"user","node":11,"set":{"note":"look here"}}
    {"type":"answer","path":[7,11,13],"why":"the program's own","value":0.75}

    """#

  /// What `--json` says of a recording, but for how it came to be.
  private func said(of path: String) throws -> NSDictionary {
    let ending = try Program.run(
      "open", path, "--json", "--filter", "depth >= 0", "--columns", "text, kind, note")
    var object = try #require(
      JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
    for key in ["stopped", "bytes_per_node"] { object[key] = nil }
    return object as NSDictionary
  }

  @Test func `a journal of a moment holds all that is said at that moment`() throws {
    let run = try TemporaryFile(Self.full, named: "run.jsonl")
    let text = try Program.run("export", run.path, "--format", "journal").output
    let copy = try TemporaryFile(text, named: "copy.jsonl")
    let ending = try Program.start(["compare", run.path, copy.path]).end()
    #expect(ending.status == 0, "\(ending.output) \(ending.error) \(text)")
    #expect(try said(of: run.path) == said(of: copy.path))
    // Written once more it is the same, but for what it was exported from.
    let again = try Program.run("export", copy.path, "--format", "journal").output
    func events(_ text: String) -> [Substring] {
      text.split(separator: "\n").filter { !$0.contains("\"type\":\"log\"") }
    }
    #expect(events(again) == events(text))
  }

  @Test func `a journal of a part says that there is more`() throws {
    let run = try TemporaryFile(Self.full, named: "run.jsonl")
    let part = try Program.start(["export", run.path, "--format", "journal", "--top", "1"]).end()
    #expect(part.output.contains(#""unexpanded":3"#))
    #expect(part.output.contains("2 nodes left out"))
  }

  @Test func `a moment of the past is exported as it was`() throws {
    let run = try TemporaryFile(Self.full, named: "run.jsonl")
    let text = try Program.run("export", run.path, "--format", "rows", "--at", "2").output
    #expect(text.split(separator: "\n").count == 3)
  }

  @Test(arguments: [("html", 10_000), ("svg", 60), ("mermaid", 400)])
  func `a form that large trees do not fit into takes the most visited nodes`(
    format: String, most: Int
  ) throws {
    let children = (1...12_000).map { "{\"id\":\($0),\"action\":\"a\($0)\"}" }
    let rows = (1...12_000).map { "[\($0),\(12_001 - $0),0.5]" }
    let header =
      #"{"type":"search","version":1,"root":{"id":0},"statistics":["visits","mean"]}"#
    let run = try TemporaryFile(
      [
        header, #"{"type":"expand","node":0,"children":["# + children.joined(separator: ",") + "]}",
        #"{"type":"stats","stats":[[0,72006000,0.5],"# + rows.joined(separator: ",") + "]}", "",
      ].joined(separator: "\n"), named: "wide.jsonl")
    let usual = try Program.start(["export", run.path, "--format", format]).end()
    #expect(usual.error.contains(" left out"))
    let five = try Program.start(["export", run.path, "--format", format, "--nodes", "5"]).end()
    #expect(five.error.contains("5 nodes written, 11,996 left out"))
    #expect(["\"a4\"", ">a4<"].contains { five.output.contains($0) })
    #expect(["\"a5\"", ">a5<"].allSatisfy { !five.output.contains($0) })
    #expect(usual.output.count > five.output.count)
    if format != "svg" {
      let words = "\(most == 10_000 ? "10,000" : "\(most)") nodes written"
      #expect(usual.error.contains(words), "\(usual.error)")
    }
  }

  @Test(arguments: ["csv", "rows", "json"])
  func `a tree is written the same while it is read and of its nodes`(format: String) throws {
    let run = try file()
    let whole = try Program.run("export", run.path, "--format", format).output
    let chosen = try Program.run("export", run.path, "--format", format, "--depth", "9").output
    #expect(whole == chosen)
  }

  @Test func `a table has a row a node and leaves empty what is not known`() throws {
    let run = try file()
    let rows = try Program.run("export", run.path, "--format", "csv").output
      .components(separatedBy: "\r\n")
    #expect(rows[0].hasPrefix("id,parent,depth,action,visits,sum,mean,exact,prior,"))
    #expect(rows.contains { $0.hasPrefix("3,0,1,\"x\"\" ]; evil [\",0,0,,,0.25,") })
  }

  @Test(arguments: [
    (["--depth", "1"], 4), (["--top", "1"], 2), (["--min-visits", "4"], 3),
    (["--filter", "terminal"], 3), ([], 5),
  ])
  func `less than the whole tree`(options: [String], count: Int) throws {
    let run = try file()
    let text = try Program.start(["export", run.path, "--format", "rows"] + options).end().output
    #expect(text.split(separator: "\n").count == count)
  }

  @Test func `the best paths to an end come with their values`() throws {
    let run = try file()
    let text = try Program.run("export", run.path, "--format", "paths").output
    #expect(text == #"{"value":0.25,"visits":3,"view":"root","path":["a|b `c`","deep"]}"# + "\n")
  }

  @Test func `drawings hold every node, and labels mean nothing there`() throws {
    let run = try file()
    let dot = try Program.run("export", run.path, "--format", "dot").output
    #expect(dot.contains(#"label="x\" ]; evil [""#) && dot.contains("n2 -> n4"))
    let mermaid = try Program.run("export", run.path, "--format", "mermaid").output
    #expect(mermaid.contains("n0 -->|\"#60;/script#62;") && !mermaid.contains("</script>"))
    let markdown = try Program.run("export", run.path, "--format", "md").output
    #expect(markdown.contains(#"a\|b \`c\`"#) && markdown.contains(#"\<img onerror"#))
  }

  @Test func `a file that exists is not overwritten`() throws {
    let run = try file()
    let old = try TemporaryFile("mine", named: "old.csv")
    let ending = try Program.start([
      "export", run.path, "--format", "csv", "-o", old.path,
    ]).end()
    #expect(ending.status == 1 && ending.error.contains("there is a file of this name"))
    #expect(try String(contentsOfFile: old.path, encoding: .utf8) == "mine")
  }

  @Test func `a form that does not exist is refused with those that do`() throws {
    let run = try file()
    let ending = try Program.start(["export", run.path, "--format", "xml"]).end()
    #expect(ending.status == 2)
    for format in ExportFormat.all { #expect(ending.error.contains(format.name)) }
  }
}
