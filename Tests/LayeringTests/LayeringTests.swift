import Testing

@Suite struct LayeringTests {
  @Test func `every target stands on the floor plan`() throws {
    let targets = Set(try SourceFile.all([".swift", ".c", ".h"]).map(\.target))
    #expect(targets.isSubset(of: FloorPlan.allowed.keys))
  }

  @Test func `a target imports targets of lower floors only`() throws {
    for file in try SourceFile.all([".swift"]) {
      let ours = Set(file.imports).intersection(FloorPlan.allowed.keys)
      let allowed = FloorPlan.allowed[file.target] ?? []
      #expect(ours.subtracting(allowed).isEmpty, "\(file.path)")
    }
  }

  @Test func `only the terminal imports ncurses, and only its C part includes it`() throws {
    for file in try SourceFile.all([".swift"]) where file.imports.contains("CNcurses") {
      #expect(file.target == "CursesTerminal", "\(file.path)")
    }
    for file in try SourceFile.all([".swift", ".c", ".h"]) where file.target != "CNcurses" {
      let headers = file.includes.filter { $0.contains("curses") || $0.contains("term.h") }
      #expect(headers.isEmpty, "\(file.path)")
    }
  }

  @Test func `the libraries take nothing from outside but what starts fast`() throws {
    for file in try SourceFile.all([".swift"]) where FloorPlan.libraries.contains(file.target) {
      let foreign = Set(file.imports).subtracting(FloorPlan.allowed.keys)
      #expect(foreign.subtracting(FloorPlan.plain).isEmpty, "\(file.path)")
    }
  }

  /// For a module that one file imports so, the compiler keeps all bodies in which its types occur to
  /// themselves: the search would call each of its parts through a table, three times slower.
  @Test(arguments: ["Groundwork", "SearchTrees", "TreeSearch", "Journals", "Environments"])
  func `nothing that is specialised elsewhere imports for the package alone`(target: String) throws
  {
    let files = try SourceFile.all([".swift"]).filter { $0.target == target }
    #expect(!files.isEmpty)
    for file in files {
      #expect(file.text.firstMatch(of: /(?m)^\s*package\s+import\s/) == nil, "\(file.path)")
    }
  }

  @Test func `the explorer goes by what a source can do, not by whether it has a time line`() throws
  {
    let files = try SourceFile.all([".swift"]).filter { $0.target == "Exploring" }
    let asking = files.filter { $0.text.contains("summary.timeline") }
    #expect(asking.map(\.path) == ["Exploring/Views/TimelineView.swift"])
  }

  @Test(arguments: [
    ("import Glibc", ["Glibc"]), ("public import SearchTrees", ["SearchTrees"]),
    ("  @testable import Drawing", ["Drawing"]), ("import struct Groundwork.Node", ["Groundwork"]),
    ("// import Glibc", []), ("@_spi(Inner) package import TreeSearch", ["TreeSearch"]),
  ])
  func `an import is found however it is written`(line: String, modules: [String]) {
    #expect(SourceFile(target: "", path: "", text: line).imports == modules)
  }
}
