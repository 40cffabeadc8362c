import Foundation
import Testing

/// What a notebook shows: `show` of `treetop_convert.py`, with plain Python.
@Suite(.timeLimit(.minutes(20)))
struct NotebookTests {
  private let folder = TemporaryFolder()

  /// Runs a script behind the import of `show`; returns what it prints.
  private func run(_ script: String) throws -> String {
    let path = folder.path + "/script.py"
    let text = """
      import sys
      sys.path.insert(0, \(PythonSearch.sources.path.debugDescription))
      from treetop_convert import show
      program = \(try Program.path.debugDescription)
      folder = \(folder.path.debugDescription)
      class Node:
          def __init__(self, action, visits, q, *children):
              self.action, self.visits, self.q, self.children = action, visits, q, children
      root = Node("start", 4, 0.5, Node("<b>left", 2, 0.25), Node("sideways", 1, 1.0))
      \(script)
      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let printed = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return printed
  }

  @Test func `a live tree is shown as a page that loads nothing from outside`() throws {
    let page = try run("print(show(root, program=program)._repr_html_())")
    #expect(page.contains("sideways") && !page.contains("<b>left"))
    #expect(!page.contains("src=\"http") && !page.contains("<link"))
  }

  @Test func `a file is shown as it is, with the options of export, and saved once`() throws {
    let printed = try run(
      """
      from treetop_convert import convert
      convert(root, folder + "/tree.jsonl")
      page = show(folder + "/tree.jsonl", "--min-visits", "2", program=program)
      print("sideways" in page.html)
      page.save(folder + "/tree.html")
      try:
          page.save(folder + "/tree.html")
      except FileExistsError:
          print("refused")
      """)
    #expect(printed == "False\nrefused\n")
  }

  @Test func `what goes wrong is said`() throws {
    let printed = try run(
      """
      for call in (lambda: show(root, program="no-such-program"),
                   lambda: show(folder + "/missing.jsonl", program=program)):
          try:
              call()
          except (RuntimeError, ValueError) as error:
              print(error)
      """)
    let lines = printed.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first == "no-such-program is not to be found: show(tree, program=PATH) names it")
    #expect(lines.last?.contains("missing.jsonl") == true)
  }
}
