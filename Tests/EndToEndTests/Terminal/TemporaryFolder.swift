import Foundation

/// A folder for one test, gone with it.
final class TemporaryFolder {
  let path = NSTemporaryDirectory() + "treetop-test-" + UUID().uuidString

  init() {
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The names in a folder below this one.
  func names(in below: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: path + "/" + below)) ?? []
  }
}
