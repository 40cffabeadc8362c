import Exploring
import Sessions

/// Opens files for the explorer to compare with.
final class FileOpener: TreeOpener {
  private let opening: SnapshotOpening

  init(wake: @escaping @Sendable () -> Void) { opening = SnapshotOpening(wake: wake) }

  func open(_ text: String) { opening.open(text) }

  func takeOpening() -> TreeOpening? {
    switch opening.take() {
    case .tree(let snapshot): .tree(snapshot)
    case .failed(let reason): .failed(reason)
    case nil: nil
    }
  }

  /// Waits until nothing is being opened any more.
  func close() { opening.close() }
}
