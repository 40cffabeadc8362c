import Environments
import Foundation
import Groundwork
import Presets
import SearchTrees
import Testing
import TreeSearch

/// Trees of `mctx.muzero_policy` (mctx 0.0.71), which `puct` grows too, node for node.
///
/// `Mctx/make.py` made them: of each the tables as a tree file, and what mctx had found.
@Suite struct MctxTests {
  /// A node of mctx's tree.
  private struct Node: Decodable {
    /// The actions from the root.
    var path: [ActionCode]
    var visits: UInt32
    /// V; nil where nothing of it counts.
    var value: Double?
    /// `reward + discount * V`; nil of the root.
    var q: Double?
    var prior: Double?
  }

  private struct Case: Decodable {
    var simulations: Int
    var discount: Double
    var constant: Double
    var base: Double
    var ends: Bool
    var weights: [Double]
    var nodes: [Node]

    enum CodingKeys: String, CodingKey {
      case simulations, discount, ends, nodes
      case constant = "pb_c_init"
      case base = "pb_c_base"
      case weights = "action_weights"
    }
  }

  private func plan(_ name: String) throws -> (Case, SearchPlan) {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Mctx/\(name).json")
    let data = try Data(contentsOf: file)
    let known = try JSONDecoder().decode(Case.self, from: data)
    let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    let tree = try JSONSerialization.data(withJSONObject: try #require(object?["file"]))
    var plan = SearchPlan(
      Problem(try ExplicitTree(json: String(decoding: tree, as: UTF8.self), path: name)), .puct)
    try plan.set(
      [
        ("evaluator", "estimate"), ("min-max", "siblings"), ("discount", "\(known.discount)"),
        ("pb-c-init", "\(known.constant)"), ("pb-c-base", "\(known.base)"),
        ("ends", known.ends ? "explore" : "outcome"),
      ].map { GivenOption($0, $1, spelling: "--set \($0)=\($1)") })
    #expect(plan.validationError == nil)
    return (known, plan)
  }

  private func node(at path: [ActionCode], in tree: borrowing SearchTree) -> NodeID? {
    var place = NodeID.root
    for action in path {
      guard
        let child = tree.children(of: place).first(where: {
          tree.nodes[$0.index].action == action
        })
      else { return nil }
      place = child
    }
    return place
  }

  private func isClose(_ one: Double?, _ other: Double?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return abs(one - other) <= 1e-5
  }

  private static let names = ["min-max", "absorbing", "ends", "noise"]

  @Test(arguments: names)
  func `every node has the visits, the values and the prior that mctx gave it`(
    name: String
  ) throws {
    let (known, plan) = try plan(name)
    let session = plan.makeSession(undoBytes: 1 << 20)
    // Before mctx counts its simulations it has evaluated the root.
    session.run(known.simulations + 1)
    var broken: [String] = []
    session.read { tree in
      let level = tree.statistics.layout.place(of: DiscountedBackup.level.name)
      for expected in known.nodes {
        guard let found = node(at: expected.path, in: tree) else {
          broken.append("\(expected.path) is missing")
          continue
        }
        let numbers = tree.nodes[found.index]
        let value = tree.statistics[level, found]
        if numbers.visits != expected.visits
          || expected.value != nil && !isClose(value, expected.value)
          || expected.q != nil && !isClose(tree.value(of: found), expected.q)
          || expected.prior != nil && !isClose(tree.prior(of: found), expected.prior)
        {
          broken.append(
            "\(expected): \(numbers.visits), \(value ?? .nan), \(tree.value(of: found) ?? .nan)")
        }
      }
      let visited = (0..<tree.count).count { tree.nodes[$0].visits > 0 }
      #expect(visited == known.nodes.count)
      let visits = (0..<known.weights.count).map { action in
        node(at: [ActionCode(action)], in: tree).map { Double(tree.nodes[$0.index].visits) } ?? 0
      }
      let total = visits.reduce(0, +)
      #expect(zip(visits, known.weights).allSatisfy { abs($0 / total - $1) < 1e-6 })
    }
    #expect(broken == [])
  }

  @Test(arguments: names)
  func `such a tree is taken back, branched and grown again to the bit`(name: String) throws {
    let (known, plan) = try plan(name)
    let session = plan.makeSession(undoBytes: 1 << 22)
    var before: [UInt64] = []
    for _ in 0..<known.simulations {
      before.append(fingerprint(session))
      session.run(1)
    }
    let end = fingerprint(session)
    for mark in before.reversed() {
      #expect(session.stepBack())
      #expect(fingerprint(session) == mark)
    }
    session.run(known.simulations / 2)
    let branch = session.branch(at: .root, undoBytes: 0)
    branch.run(known.simulations - known.simulations / 2)
    #expect(fingerprint(branch) == end)
  }

  private func fingerprint(_ session: any SearchSession) -> UInt64 {
    var fingerprint: UInt64 = 0
    session.read { fingerprint = $0.fingerprint }
    return fingerprint
  }
}
