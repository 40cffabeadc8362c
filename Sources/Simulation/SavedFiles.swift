import Foundation
import SearchTrees

/// The files of a schedule that saves: real ones, in a folder that is its own.
final class SavedFiles {
  /// A recording that is somebody else's.
  static let taken = "taken.jsonl"
  private static let text =
    #"{"type":"search","version":1,"engine":"other","root":{"id":0}}"# + "\n"

  private let folder: String
  private let isUsed: Bool

  /// Makes the file that is somebody else's, in a schedule that `isUsed` says saves something.
  init(folder: String, isUsed: Bool) {
    self.folder = folder
    self.isUsed = isUsed
    if isUsed { _ = FileManager.default.createFile(atPath: path, contents: Data(Self.text.utf8)) }
  }

  private var path: String { folder + "/" + Self.taken }

  /// Looks whether the other recording is as it was, unless somebody said that it may be replaced.
  func check(_ orders: [WatchedSource.Order]) throws(Wrong) {
    guard isUsed, !orders.contains(where: { $0.command == .save(path: path, replaces: true) })
    else { return }
    guard FileManager.default.contents(atPath: path) == Data(Self.text.utf8) else {
      throw Wrong(reason: "another recording was written over unasked")
    }
  }

  /// Looks whether all files that are there are whole, and takes them away.
  func finish() throws(Wrong) {
    guard isUsed else { return }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names {
      let file = folder + "/" + name
      let contents = FileManager.default.contents(atPath: file) ?? Data()
      try? FileManager.default.removeItem(atPath: file)
      guard !name.hasSuffix(".part"), contents.isEmpty || contents.last == 10 else {
        throw Wrong(reason: "\(name) is left, and is not whole")
      }
    }
  }
}
