import Groundwork
import SearchTrees

/// What the explorer speaks with in a schedule: passes everything on, and remembers what was ordered.
final class WatchedSource: TreeSource {
  /// A command, what was on the screen when it was given, and the id of the node under the cursor.
  struct Order: Sendable {
    var command: SearchCommand
    var branch: Int?
    var node: Int?
  }

  private let owner: any Owner
  private let list = Guarded<[Order]>([])
  /// Tells the journal's id of a node that is on the screen.
  nonisolated(unsafe) var place: (NodeID) -> Int? = { _ in nil }

  /// Where files are saved whose path names no folder.
  private let folder: String

  init(_ owner: any Owner, folder: String) {
    self.owner = owner
    self.folder = folder
  }

  var orders: [Order] { list.withLock { $0 } }

  var abilities: SourceAbilities { owner.abilities }
  func request(_ request: SliceRequest) -> Int { owner.request(request) }
  func latest() -> TreeSlice? { owner.latest() }

  func send(_ command: SearchCommand, on branch: Int?) {
    var command = command
    if case .save(let path, let replaces) = command, !path.hasPrefix("/") {
      command = .save(path: folder + "/" + path, replaces: replaces)
    }
    let node: NodeID? =
      switch command {
      case .edit(.ban(let node)), .edit(.allow(let node)), .branch(let node, _): node
      default: nil
      }
    let order = Order(command: command, branch: branch, node: node.flatMap { unsafe place($0) })
    list.withLock { $0.append(order) }
    owner.send(command, on: branch)
  }
}
