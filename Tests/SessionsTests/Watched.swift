import Groundwork
import SearchTrees
import Synchronization
import Testing

/// A source of slices, with calls that wait for its answers.
final class Watched: Sendable {
  let source: any TreeSource
  private let wakes: Guarded<Int>

  init(_ makeSource: (_ wake: @escaping @Sendable () -> Void) -> any TreeSource) {
    let wakes = Guarded(0)
    self.wakes = wakes
    source = makeSource { wakes.change { $0 += 1 } }
  }

  /// A request whose answer shows much of the tree.
  static var wide: SliceRequest {
    var request = SliceRequest()
    request.rowCount = 400
    for index in 0..<60 { request.open.insert(NodeID(index)) }
    return request
  }

  /// Gives commands, and waits for what there is then.
  @discardableResult
  func send(_ commands: SearchCommand...) -> TreeSlice {
    for command in commands { source.send(command, on: nil) }
    let serial = source.request(Self.wide)
    return wait { $0.serial >= serial && $0.summary.activity != .running }
  }

  /// Waits until something holds, and asks again meanwhile as the explorer does.
  func wait(
    sourceLocation: SourceLocation = #_sourceLocation, until condition: (TreeSlice) -> Bool
  ) -> TreeSlice {
    let end = Clocks.monotonic + 60
    while Clocks.monotonic < end {
      let seen = wakes.withLock { $0 }
      if let slice = source.latest(), condition(slice) { return slice }
      wakes.wait(seconds: 0.5) { $0 != seen }
    }
    Issue.record("no such slice within 60 s", sourceLocation: sourceLocation)
    return source.latest() ?? TreeSlice()
  }
}

extension TreeSlice {
  /// What the rows say of the nodes, in the order of nodes: that of rows may be held while a person looks.
  var numbers: [String] {
    rows.filter { $0.kind == .node }.sorted { $0.id < $1.id }.map { row in
      let isBanned = row.flags.contains(.banned)
      return "\(row.id) \(row.label) \(row.visits ?? -1) \(row.value ?? .nan) \(isBanned)"
    }
  }
}
