import Foundation
import Testing

/// `treetop_convert.py` with the packages that it is for: the numbers are their own.
@Suite(
  .enabled(
    if: PythonSearch.packaged != nil,
    "TREETOP_TEST_PYTHON names no Python that has open_spiel and treequest"),
  .timeLimit(.minutes(20)))
struct ConvertTests {
  private let folder = TemporaryFolder()

  /// Runs a script that makes a tree, converts it and prints what the package says of it; returns that, and
  /// what treetop says of the recording.
  private func convert(_ script: String) throws -> (said: [Double], found: [String: Any]) {
    let output = folder.path + "/tree.jsonl"
    let path = folder.path + "/script.py"
    let text = """
      import sys
      sys.path.insert(0, \(PythonSearch.sources.path.debugDescription))
      from treetop_convert import convert
      output = \(output.debugDescription)
      folder = \(folder.path.debugDescription)
      \(script)
      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(PythonSearch.packaged))
    process.arguments = [path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let printed = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    let opened = try Program.run("open", output, "--json")
    try #require(opened.status == 0, "\(opened.error)")
    let found = try JSONSerialization.jsonObject(with: Data(opened.output.utf8))
    return (
      printed.split(whereSeparator: \.isWhitespace).compactMap { Double($0) },
      try #require(found as? [String: Any])
    )
  }

  private func expect(_ found: [String: Any], _ visits: Double, _ value: Double) throws {
    let root = try #require(found["root"] as? [String: Any])
    #expect(root["visits"] as? Double == visits)
    #expect(abs((root["value"] as? Double ?? .nan) - value) < 1e-9)
  }

  @Test func `a search of OpenSpiel keeps its visits and values`() throws {
    let (said, found) = try convert(
      """
      import numpy, pyspiel
      from open_spiel.python.algorithms import mcts
      game = pyspiel.load_game("tic_tac_toe")
      numbers = numpy.random.RandomState(1)
      bot = mcts.MCTSBot(game, 2, 80, mcts.RandomRolloutEvaluator(1, numbers), random_state=numbers)
      root = bot.mcts_search(game.new_initial_state())
      print(root.explore_count, root.total_reward / root.explore_count, len(root.children))
      print(max(child.explore_count for child in root.children))
      convert(root, output)
      """)
    try expect(found, said[0], said[1])
    let children = try #require(found["children"] as? [[String: Any]])
    #expect(Double(children.count) == said[2])
    #expect(children.compactMap { $0["visits"] as? Double }.max() == said[3])
  }

  @Test(arguments: ["StandardMCTS()", "ABMCTSA()"])
  func `a state of TreeQuest keeps its trials and scores, pickled too`(algorithm: String) throws {
    let (said, found) = try convert(
      """
      import pickle, random, treequest
      random.seed(3)
      algorithm = treequest.\(algorithm)
      def write(parent):
          score = round(random.random(), 3)
          return {"q": score}, score
      state = algorithm.init_tree()
      for _ in range(15):
          state = algorithm.step(state, {"draft": write, "refine": write})
      pairs = algorithm.get_state_score_pairs(state)
      print(len(pairs), sum(score for _, score in pairs) / len(pairs))
      with open(folder + "/state.pkl", "wb") as file:
          pickle.dump(state, file)
      convert(folder + "/state.pkl", output)
      """)
    try expect(found, said[0], said[1])
    #expect(found["nodes"] as? Double == said[0] + 1)
  }

  @Test func `columns of mctx, objects with children and tables of SQLite are read`() throws {
    let (_, found) = try convert(
      """
      import numpy
      numpy.savez(folder + "/t.npz", node_visits=[[3, 1, 1]], node_values=[[0.2, 0.5, -1.0]],
          children_index=[[[1, 2], [-1, -1], [-1, -1]]], children_visits=[[[1, 1], [0, 0], [0, 0]]],
          children_rewards=numpy.zeros((1, 3, 2)), children_discounts=-numpy.ones((1, 3, 2)),
          children_values=[[[0.5, -1.0], [0, 0], [0, 0]]], children_prior_logits=numpy.zeros((1, 3, 2)))
      convert(folder + "/t.npz", output)
      """)
    try expect(found, 3, 0.2)
    let children = try #require(found["children"] as? [[String: Any]])
    #expect(children.compactMap { $0["value"] as? Double }.sorted() == [-0.5, 1])
    #expect(children.allSatisfy { $0["prior"] as? Double == 0.5 })
    try FileManager.default.removeItem(atPath: folder.path + "/tree.jsonl")
    let (_, base) = try convert(
      """
      import sqlite3
      base = sqlite3.connect(folder + "/s.sqlite")
      base.execute("create table nodes(id, parent, action, visits, value)")
      rows = [(1, None, None, 4, 0.6), (2, 1, "a", 1, 0.9), (3, 1, "b", 2, 0.45)]
      base.executemany("insert into nodes values(?, ?, ?, ?, ?)", rows)
      base.commit()
      convert(folder + "/s.sqlite", output, table="nodes")
      """)
    try expect(base, 4, 0.6)
  }

  @Test func `a graph of NetworkX is the same tree, converted and in each of its formats`() throws {
    let (said, found) = try convert(
      """
      import json, random, networkx
      random.seed(5)
      graph = networkx.DiGraph()
      parents = [None] + [random.randrange(node) for node in range(1, 60)]
      visits, sums = [1] * 60, [round(random.random(), 3) for _ in range(60)]
      for node in range(59, 0, -1):
          visits[parents[node]] += visits[node]
          sums[parents[node]] += sums[node]
      for node in range(60):
          graph.add_node(node, visits=visits[node], value_sum=sums[node])
          if node:
              graph.add_edge(parents[node], node, action=f"step {node}")
      json.dump(networkx.node_link_data(graph, edges="links"), open(folder + "/links.json", "w"))
      json.dump(networkx.node_link_data(graph, edges="edges"), open(folder + "/edges.json", "w"))
      json.dump(networkx.tree_data(graph, 0), open(folder + "/tree.json", "w"))
      networkx.write_graphml_xml(graph, folder + "/graph.graphml")
      depth = max(networkx.shortest_path_length(graph, 0).values())
      print(visits[0], sums[0] / visits[0], len(graph), depth, graph.out_degree(0))
      convert(graph, output)
      """)
    func check(_ found: [String: Any]) throws {
      try expect(found, said[0], said[1])
      #expect(found["nodes"] as? Double == said[2] && found["depth"] as? Double == said[3])
      #expect(Double((found["children"] as? [Any])?.count ?? 0) == said[4])
    }
    try check(found)
    for name in ["links.json", "edges.json", "tree.json", "graph.graphml"] {
      let opened = try Program.run("open", folder.path + "/" + name, "--json")
      try #require(opened.status == 0, "\(name): \(opened.error)")
      let object = try JSONSerialization.jsonObject(with: Data(opened.output.utf8))
      try check(try #require(object as? [String: Any]))
    }
  }
}
