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

  @Test(arguments: ["csv", "rows", "json"])
  func `what is exported and opened again is the same tree`(format: String) throws {
    let run = try file()
    let text = try Program.run("export", run.path, "--format", format).output
    let copy = try TemporaryFile(text, named: "copy.\(format)")
    let ending = try Program.start(["compare", run.path, copy.path]).end()
    #expect(ending.status == 0, "\(ending.output) \(ending.error) \(text)")
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
    #expect(rows[0].hasPrefix("id,parent,depth,action,visits,mean,exact,prior,"))
    #expect(rows.contains { $0.hasPrefix("3,0,1,\"x\"\" ]; evil [\",0,,,0.25,") })
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
    #expect(text == #"{"value":0.25,"visits":3,"path":["a|b `c`","deep"]}"# + "\n")
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
