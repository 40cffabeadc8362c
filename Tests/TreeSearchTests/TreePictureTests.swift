import Environments
import Groundwork
import Presets
import SearchTrees
import Testing

@testable import TreeSearch

/// What is shown of a tree as a whole: its shape, what is opened unasked, and how far values have moved.
struct TreePictureTests {
  private func session(
    _ problem: String = "connect-four", _ simulations: Int, seed: UInt64 = 3
  ) throws -> any SearchSession {
    var plan = SearchPlan(try Problem.named(problem))
    plan.seed = seed
    let session = plan.makeSession(undoBytes: 1 << 20)
    session.keepHistories()
    session.run(simulations)
    return session
  }

  private func slice(
    _ session: any SearchSession, _ change: (inout SliceRequest) -> Void
  ) -> TreeSlice {
    var request = SliceRequest()
    change(&request)
    var slice = TreeSlice()
    session.fill(&slice, for: request)
    return slice
  }

  // MARK: - The shape

  @Test(arguments: [(1, 3), (7, 4), (40, 6), (113, 30)], ["connect-four", "blocksworld"])
  func `every node of the shape has its part of its parent's cells, and nobody another's`(
    size: (width: Int, depth: Int), problem: String
  ) throws {
    let session = try session(problem, 3000)
    let icicle = try #require(
      slice(session) { $0.icicle = Icicle.Size(width: size.width, depth: size.depth) }.icicle)
    #expect(icicle.rows[0].map(\.cells) == [0..<size.width])
    #expect(icicle.rows.count <= size.depth + 1)
    session.read { tree in
      for (above, row) in zip(icicle.rows, icicle.rows.dropFirst()) {
        for (span, next) in zip(row, row.dropFirst()) {
          #expect(span.cells.upperBound <= next.cells.lowerBound)
        }
        for span in row {
          let parent = above.first { $0.node == tree.parent(of: span.node) }
          #expect(parent.map { $0.cells.clamped(to: span.cells) == span.cells } == true)
          let visits = tree.visits(of: span.node) ?? 0
          let total = max(
            tree.children(of: parent?.node ?? .root)
              .reduce(0) { $0 + (tree.visits(of: $1) ?? 0) },
            tree.visits(of: parent?.node ?? .root) ?? 0)
          // Both ends are rounded to a cell.
          let share = visits / total * Double(parent?.cells.count ?? 0)
          #expect(abs(Double(span.cells.count) - share) <= 1)
          let value = tree.value(of: span.node)
          #expect(span.visits == visits && span.value == value)
        }
      }
    }
  }

  @Test func `nothing is said of a shape that is not wanted, or that has no room`() throws {
    let session = try session(200)
    #expect(slice(session) { _ in }.icicle == nil)
    let none = slice(session) { $0.icicle = Icicle.Size(width: 0, depth: 5) }.icicle
    #expect(none?.rows.isEmpty == true)
  }

  private func session(_ simulations: Int) throws -> any SearchSession {
    try session("connect-four", simulations)
  }

  // MARK: - What is opened

  @Test(arguments: [8, 14, 20, 30, 57])
  func `rows that would be blank show the answer's path, and leave some free`(rows: Int) throws {
    for simulations in [0, 1, 30, 500, 6000] {
      let session = try session(simulations)
      let plain = slice(session) { $0.rowCount = rows }
      let filled = slice(session) {
        $0.rowCount = rows
        $0.fillsRows = true
      }
      #expect(filled.rowTotal >= plain.rowTotal)
      #expect(filled.rowTotal <= max(plain.rowTotal, rows - 6))
      // Along the answer no open node lies below one that is not.
      let open = Set(filled.rows.filter(\.isOpen).map(\.id))
      let path = filled.summary.answer?.nodes ?? []
      let closed = path.firstIndex { !open.contains($0) } ?? path.count
      #expect(path.dropFirst(closed).allSatisfy { !open.contains($0) })
      if simulations >= 500, rows >= 30 { #expect(closed >= 2) }
      // The same again: it depends on the tree alone.
      #expect(
        slice(session) {
          $0.rowCount = rows
          $0.fillsRows = true
        }.rows.map(\.id) == filled.rows.map(\.id))
    }
  }

  // MARK: - Drift

  @Test func `drift is Q less Q at half of the visits that a node has`() throws {
    let session = try session("tic-tac-toe", 0)
    // Q of each node by its visits.
    var values: [NodeID: [Int: Double]] = [:]
    for _ in 0..<32 {
      session.run(1)
      session.read { tree in
        for node in (0..<tree.count).map({ NodeID($0) }) {
          guard let visits = tree.visits(of: node), let value = tree.value(of: node) else {
            continue
          }
          values[node, default: [:]][Int(visits)] = value
        }
      }
    }
    let rows = slice(session) {
      $0.rowCount = 200
      $0.open = Set((0..<20).map { NodeID($0) })
    }.rows.filter { $0.kind == .node }
    #expect(rows.contains { $0.drift != nil && $0.visits == 32 })
    for row in rows {
      let visits = Int(row.visits ?? 0)
      guard visits >= 8 else {
        #expect(row.drift == nil)
        continue
      }
      let known = try #require(values[row.id])
      // At half a visit more the sum lies between those of two visits.
      let low = visits / 2
      let sum = Double(low) * (known[low] ?? 0)
      let next = Double(low + 1) * (known[low + 1] ?? 0)
      let half = visits % 2 == 0 ? sum / Double(low) : (sum + next) / Double(visits)
      let drift = try #require(row.drift)
      #expect(abs(drift - ((known[visits] ?? 0) - half)) < 1e-5)
    }
  }
}
