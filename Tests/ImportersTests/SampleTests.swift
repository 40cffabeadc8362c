import Foundation
import Groundwork
import Journals
import SearchTrees
import Testing

@testable import Importers

/// Files that other programs wrote, against numbers that an independent reader worked out.
@Suite struct SampleTests {
  struct Row: Decodable, Sendable {
    var nodes: Int
    var depth: Int
    var rootN: Double?
    var rootQ: Double?
    var children: [[Value]]
    var best: [String]

    enum Value: Decodable, Sendable {
      case text(String)
      case number(Double)
      case null

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
          self = .null
        } else if let number = try? container.decode(Double.self) {
          self = .number(number)
        } else {
          self = .text(try container.decode(String.self))
        }
      }

      var number: Double? { if case .number(let number) = self { number } else { nil } }
    }
  }

  static let rows: [String: Row] = {
    guard let data = try? ReadFile.data("EXPECTED.json"),
      let rows = try? JSONDecoder().decode([String: Row].self, from: data)
    else { return [:] }
    // Nobody was found who keeps searches in Newick.
    return rows.filter { !$0.key.hasSuffix(".nwk") }
  }()

  static func isNear(_ first: Double?, _ second: Double?) -> Bool {
    guard let first, let second else { return (first == nil) == (second == nil) }
    return abs(first - second) <= 6e-5 * max(1, abs(second))
  }

  @Test func `there is a row for each of the files`() { #expect(Self.rows.count == 31) }

  @Test(arguments: rows.keys.sorted())
  func `a file gives the numbers that were worked out for it`(name: String) throws {
    let row = try #require(Self.rows[name])
    let file = try ReadFile(named: name)
    #expect(file.report.summary.nodes == row.nodes)
    #expect(file.report.summary.depth == row.depth)
    #expect(Self.isNear(file.report.rootVisits, row.rootN), "N \(file.report.rootVisits ?? -1)")
    #expect(Self.isNear(file.report.rootValue, row.rootQ), "Q \(file.report.rootValue ?? .nan)")
    let children = file.children
    try #require(children.count == row.children.count)
    // Some printed their children by visits.
    let found = children.sorted {
      ($0.visits ?? 0, $0.value ?? 0) < ($1.visits ?? 0, $1.value ?? 0)
    }
    let wanted = row.children.sorted {
      ($0[1].number ?? 0, $0[2].number ?? 0) < ($1[1].number ?? 0, $1[2].number ?? 0)
    }
    for (child, numbers) in zip(found, wanted) {
      #expect(Self.isNear(child.visits, numbers[1].number))
      #expect(Self.isNear(child.value, numbers[2].number))
    }
    if row.rootN != nil { #expect(file.report.principalVariation == row.best) }
    #expect(file.importer.undecided == nil)
  }

  /// The same tree in other dress, with all decimals.
  static let same = [
    "generic-d3-mean.json", "generic-children-by-action.json",
    "generic-flat-parent-id-shuffled.json", "generic-nested-value-object.json",
    "generic-nodes-edges.json", "generic-nodes.csv", "generic-nodes.jsonl", "generic-wins.json",
    "graphviz.dot", "networkx-node-link-edges.json", "networkx-node-link-links.json",
    "networkx.graphml", "alphamath-tags.jsonl",
  ]

  @Test(arguments: same)
  func `files of one tree are read as one tree`(name: String) throws {
    func nodes(_ name: String) throws -> [String: (visits: Double?, value: Double?)] {
      let file = try ReadFile(named: name)
      let (paths, numbers) = (file.paths, file.numbers)
      return Dictionary(
        uniqueKeysWithValues: paths.map { node, path in
          (path.joined(separator: "/"), numbers[node] ?? (nil, nil))
        })
    }
    let (first, second) = (try nodes(Self.same[0]), try nodes(name))
    #expect(first.keys.sorted() == second.keys.sorted())
    for (path, numbers) in first {
      #expect(numbers.visits == second[path]?.visits, "\(path)")
      #expect(Self.isNear(numbers.value, second[path]?.value), "\(path)")
    }
  }

  @Test(
    arguments: [
      ("ag2-reasoning-mcts.json", 23, 2, 20.0, 0.55, 2),
      ("scip-knapsack.vbc", 29, 10, nil, nil, 2),
      ("aizynthfinder-tree.json", 6, 2, nil, nil, 3),
      ("lits-full-tree.json", 5, 2, 3.0, 0.7, 3),
      ("pi-session.jsonl", 6, 3, nil, nil, 2),
      ("tamago-dump.json", 5, 2, 3.0, 1.7 / 3, 3),
      ("queelius.json", 3, 1, 3.0, 0.7, 2),
      ("openspiel-ttt.txt", 12, 2, 54.0, -0.648, 6),
      ("openspiel-cpp-ttt.txt", 7, 1, 57.0, -0.561, 6),
      ("lc0-verbose.txt", 4, 1, 40.0, 0.0984, 3),
      ("treequest-StandardMCTS.json", 4, 3, 3.0, 0.8889, 1),
      ("alf-print-tree.txt", 4, 2, 6.0, 5.1, 2),
    ] as [(String, Int, Int, Double?, Double?, Int)])
  func `further formats are read`(
    name: String, nodes: Int, depth: Int, visits: Double?, value: Double?, children: Int
  ) throws {
    let file = try ReadFile(named: name)
    #expect(file.report.summary.nodes == nodes)
    #expect(file.report.summary.depth == depth)
    #expect(Self.isNear(file.report.rootVisits, visits))
    #expect(
      value == nil
        ? file.report.rootValue == nil : abs((file.report.rootValue ?? 9) - (value ?? 0)) < 1e-4)
    #expect(file.children.count == children)
  }

  @Test func `a disabled child of AiZynthFinder has no value`() throws {
    let children = try ReadFile(named: "aizynthfinder-tree.json").children
    #expect(children.map(\.action) == ["a>>b.c", "a>>d", "a>>e"])
    #expect(children.map(\.visits) == [9, 1, 1])
    #expect(Self.isNear(children[0].value, 0.8) && Self.isNear(children[1].value, 0.31))
    #expect(children[2].value == nil)
  }

  @Test func `KataGo's replies for several turns are trees, and their view is asked for`() throws {
    let file = try ReadFile(named: "katago-analysis-2turns.jsonl")
    #expect(file.importer.trees.count == 3)
    #expect(file.importer.undecided?.contains("--map view=root") ?? false)
    let snapshots = try ReadFile(named: "katago-analysis.jsonl")
    #expect(snapshots.importer.moments == 2 && snapshots.report.rootVisits == 200)
  }
}
