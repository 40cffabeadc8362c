import Groundwork
import Journals

/// A path of a file system of which a schedule decides everything: what is written, cut, replaced and
/// removed, between any two calls of the program.
final class SimulatedPath: FollowedPath {
  /// A file, which stays as long as anybody has it open.
  final class File: OpenedFile {
    struct State {
      var bytes: [UInt8] = []
      var modified = 0
      /// Whether something of what was written is no longer there.
      var isDamaged = false
    }

    let number: UInt
    let state = Guarded(State())

    init(number: UInt) { self.number = number }

    var bytes: [UInt8] { state.withLock { $0.bytes } }
    var isDamaged: Bool { state.withLock { $0.isDamaged } }

    var identity: FileIdentity? {
      state.withLock {
        FileIdentity(
          device: 1, number: number, size: $0.bytes.count, modified: $0.modified, isRegular: true)
      }
    }

    func read(at place: Int, into block: inout [UInt8]) -> Descriptors.Reading {
      state.withLock { state in
        guard place < state.bytes.count else { return .end }
        let count = min(block.count, state.bytes.count - place)
        block.replaceSubrange(0..<count, with: state.bytes[place..<place + count])
        return .bytes(count)
      }
    }
  }

  private struct Place {
    var file: File?
    var count: UInt = 0
    var moment = 0
    /// Whether something happened since the watch looked.
    var isChanged = false
  }

  let name = "search.jsonl"
  private let place = Guarded(Place())

  var file: File? { place.withLock { $0.file } }

  func look() -> FileIdentity? { file?.identity }

  func open() throws(JournalProblem) -> any OpenedFile {
    guard let file else { throw JournalProblem(reason: "\(name) cannot be read: no such file") }
    return file
  }

  /// Whether something happened since this was asked last.
  func takeChange() -> Bool {
    place.withLock { place in
      defer { place.isChanged = false }
      return place.isChanged
    }
  }

  /// Whether something happened since the watch took it in.
  var isChanged: Bool { place.withLock { $0.isChanged } }

  // MARK: - What the writer does

  /// Makes an empty file, in the place of one that may be there.
  func create() {
    place.withLock { place in
      place.count += 1
      place.file = File(number: place.count)
    }
    change { _ in }
  }

  func remove() {
    change { _ in }
    place.withLock { $0.file = nil }
  }

  func append(_ bytes: some Sequence<UInt8>) { change { $0.bytes += bytes } }

  /// Cuts the file; everything that is written later stands where something else stood.
  func truncate(to size: Int) {
    change {
      guard size < $0.bytes.count else { return }
      $0.bytes.removeSubrange(size...)
      $0.isDamaged = true
    }
  }

  private func change(_ body: (inout File.State) -> Void) {
    let (file, moment) = place.withLock { place in
      place.moment += 1
      place.isChanged = true
      return (place.file, place.moment)
    }
    file?.state.withLock {
      body(&$0)
      $0.modified = moment
    }
  }
}
