public import SearchTrees

/// The values that nodes had while they were on screen: what sparklines draw.
///
/// A node keeps at most 32 samples; when they are full every other one goes and samples are taken half
/// as often, so that a line always spans the whole time. Nothing is invented between samples.
public struct ValueHistories: Hashable, Sendable {
  private struct Line: Hashable, Sendable {
    var samples: [(Int, Double)] = []
    var stride = 1
    var skipped = 0

    static func == (left: Line, right: Line) -> Bool {
      left.samples.elementsEqual(right.samples, by: ==)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(samples.count) }
  }

  private static let longest = 32
  private static let mostNodes = 4096
  private var lines: [NodeID: Line] = [:]
  private var newest = 0

  /// Makes histories without samples.
  public init() {}

  /// Returns the newest values of a node, oldest first, at most `limit`.
  public func values(of node: NodeID, limit: Int) -> [Double] {
    lines[node]?.samples.suffix(limit).map(\.1) ?? []
  }

  /// Takes a sample of every row; going back in time forgets what is no longer true.
  public mutating func record(_ rows: [SliceRow], at iteration: Int) {
    if iteration < newest {
      for node in Array(lines.keys) {
        lines[node]?.samples.removeAll { $0.0 > iteration }
      }
    }
    newest = iteration
    if lines.count > Self.mostNodes {
      let shown = Set(rows.map(\.id))
      lines = lines.filter { shown.contains($0.key) }
    }
    for row in rows where row.kind == .node {
      guard let value = row.value else { continue }
      add(value, at: iteration, to: row.id)
    }
  }

  private mutating func add(_ value: Double, at iteration: Int, to node: NodeID) {
    var line = lines[node] ?? Line()
    defer { lines[node] = line }
    if let last = line.samples.last, last.0 == iteration || last.1 == value && line.stride > 1 {
      line.samples[line.samples.count - 1] = (iteration, value)
      return
    }
    line.skipped += 1
    guard line.skipped >= line.stride else { return }
    line.skipped = 0
    line.samples.append((iteration, value))
    if line.samples.count > Self.longest {
      let count = line.samples.count
      line.samples = line.samples.enumerated().filter { ($0.offset + count) % 2 == 1 }
        .map(\.element)
      line.stride *= 2
    }
  }
}
