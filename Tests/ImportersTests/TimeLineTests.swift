import Foundation
import Groundwork
import Journals
import SearchTrees
import Testing

@testable import Importers

/// Files that tell the course of a search become recordings of it, moment by moment.
@Suite struct TimeLineTests {
  /// The events of a type, as they are written.
  private func events(_ type: String, of file: ReadFile) throws -> [[String: Any]] {
    try file.journal.split(separator: "\n").compactMap { line in
      let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return event?["type"] as? String == type ? event : nil
    }
  }

  @Test func `each trial of TreeQuest is an iteration, with the numbers of its moment`() throws {
    let file = try ReadFile(named: "treequest-standard-c02.json")
    let backups = try events("backup", of: file)
    #expect(backups.count == 12)
    for (place, backup) in backups.enumerated() {
      let rows = try #require(backup["stats"] as? [[Any?]])
      let root = try #require(rows.first { ($0.first as? Int) == 0 })
      #expect(root[1] as? Int == place + 1, "the root has a visit for each trial until then")
    }
    #expect(file.recording.iterationTotal == 12)
    #expect(file.report.rootVisits == 12)
  }

  @Test func `nodes and bounds of branch and bound come in their order`() throws {
    let file = try ReadFile(named: "scip-knapsack.vbc")
    let expands = try events("expand", of: file)
    #expect(expands.count == 28, "each node comes by itself")
    #expect(try events("stats", of: file).count > 28, "bounds change between them")
    #expect(file.report.summary.nodes == 29)
  }

  @Test func `records that replace earlier ones are the moments of a search`() throws {
    let file = try ReadFile(named: "agent-mcts-journal.jsonl")
    let stats = try events("stats", of: file)
    let roots = stats.flatMap { $0["stats"] as? [[Any?]] ?? [] }.filter { $0.first as? Int == 0 }
    let visits = roots.compactMap { $0[1] as? Int }
    #expect(visits.count > 3 && visits == visits.sorted(), "visits of the root only grow")
    #expect(visits.last == file.report.rootVisits.map { Int($0) })
  }

  @Test func `records that name each other as parents have no end and are not followed`() throws {
    let text = """
      {"metadata": {"treequest_version": "0.3"}, "trials": [], "edges": [], "nodes": [
      {"id": -1, "parent_id": null, "score": -1}, {"id": 0, "parent_id": 1, "score": 0.5},
      {"id": 1, "parent_id": 0, "score": 0.25}, {"id": 2, "parent_id": -1, "score": 0.75}]}
      """
    let file = try ReadFile(text)
    #expect(file.report.rootVisits == 1 && file.report.summary.nodes == 2)
  }
}
