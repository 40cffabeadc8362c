import Foundation
import Groundwork
import Journals
import SearchTrees
import Testing

@testable import Importers

/// Files that are easily read wrong.
@Suite struct TrapTests {
  @Test func `a forest shows its largest tree, and names what is not in it`() throws {
    let file = try ReadFile(named: "trap-forest.csv")
    #expect(file.report.rootVisits == 5 && file.report.summary.nodes == 3)
    #expect(file.importer.otherTrees == 1)
    #expect(file.importer.leftOut.map(\.what) == ["nodes whose parent is not in the file"])
    #expect(file.importer.leftOut.map(\.count) == [1])
    #expect(file.importer.trees.prefix(2).map(\.visits) == [5, 4])
    var options = Importer.Options()
    options.tree = 2
    let second = try ReadFile(Array(try ReadFile.data("trap-forest.csv")), options)
    #expect(second.report.rootVisits == 4)
  }

  @Test func `NaN is no value, and an infinite score no number`() throws {
    let file = try ReadFile(named: "trap-nan-infinity.json")
    #expect(file.report.summary.nodes == 4)
    #expect(file.children.map(\.value) == [0.5, -0.5, nil])
    #expect(file.children.map(\.visits) == [3, 1, 0])
  }

  @Test func `two trees between lines of a log are two moments`() throws {
    let file = try ReadFile(named: "trap-two-trees-with-log.txt")
    #expect(file.importer.moments == 2 && file.report.rootVisits == 2)
    #expect(file.importer.passedOver.map(\.count) == [3])
    let mark = try #require(
      file.journal.split(separator: "\n").firstIndex { $0.contains("snapshot 1") })
    let event = file.journal.split(separator: "\n").distance(
      from: file.journal.split(separator: "\n").startIndex, to: mark)
    file.recording.show(event: event + 1)
    #expect(file.recording.report.rootVisits == 1)
  }

  @Test func `a node with two parents stands once, and a cycle is cut`() throws {
    let file = try ReadFile(named: "trap-transposition.dot")
    #expect(file.report.summary.nodes == 5)
    #expect(file.journal.contains("\"kind\":\"reference\",\"text\":\"=> same as"))
    #expect(file.importer.leftOut.map(\.what) == ["edges that close a cycle"])
    #expect(file.importer.leftOut.map(\.count) == [1])
  }

  @Test func `nodes of ReST-MCTS* that share an id are several`() throws {
    let file = try ReadFile(named: "trap-rest-mcts.dot")
    #expect(file.report.summary.nodes == 4 && file.report.summary.depth == 2)
    #expect(file.children.map(\.value) == [0.62, 0.4])
  }

  @Test func `the graph of MCTSr is made a tree by its fathers`() throws {
    let file = try ReadFile(named: "trap-mctsr-dag.json")
    #expect(file.importer.trees.count == 2)
    #expect(file.importer.trees.map(\.nodes) == [2, 3])
    #expect(file.importer.leftOut.map(\.what) == ["edges that close a cycle"])
  }

  @Test(arguments: [
    ("trap-sum-or-mean.json", "sum"), ("trap-sum-or-mean-ambiguous.json", "mean"),
  ])
  func `numbers decide between sum and mean`(name: String, convention: String) throws {
    let file = try ReadFile(named: name)
    #expect(file.assumption("value") == convention && file.assumption("view") == "root")
  }

  /// At how many nodes each reading fails: sums and means in one view, and alternating.
  @Test(arguments: [
    ("generic-d3-mean.json", [12, 11, 1, 13], 13), ("generic-wins.json", [1, 13, 13, 13], 13),
    ("openspiel-ttt-nested.json", [19, 1, 20, 19], 21),
    ("moatless-trajectory.json", [3, 10, 11, 12], 13), ("trap-sum-or-mean.json", [0, 1, 1, 1], 1),
    ("trap-sum-or-mean-ambiguous.json", [1, 1, 0, 1], 1),
  ])
  func `each reading fails at as many nodes as was counted by hand`(
    name: String, failures: [Int], nodes: Int
  ) throws {
    let source = SourceText(Array(try ReadFile.data(name)))
    let outline = FileOutline(source)
    let reading = try #require(try JSONForest.read(source, outline))
    let guess = MappingGuess(reading, known: Mapping())
    let forest = ForestBuilder.forest(of: reading, guess.mapping)
    let reader = FieldReader(forest: forest)
    let value =
      guess.mapping.fields[.value] ?? guess.mapping.fields[.sum] ?? guess.mapping.fields[.mean]
    let measure = ValueMeasure(
      forest, visits: reader.numbers(guess.mapping.fields[.visits]),
      values: reader.numbers(value))
    #expect(measure.failures == failures && measure.nodes == nodes)
  }
}
