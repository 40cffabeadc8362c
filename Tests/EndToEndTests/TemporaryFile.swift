import Foundation

/// A file that is gone when nobody needs it any more.
final class TemporaryFile {
  let path: String

  init(_ text: String, named name: String) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("treetop-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appendingPathComponent(name).path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  deinit {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    try? FileManager.default.removeItem(at: folder)
  }
}
