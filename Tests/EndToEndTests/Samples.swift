import Foundation

/// The trees that come with the program.
enum Samples {
  /// Returns the argument that names a sample tree.
  static func tree(_ name: String) -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return "tree:" + root.appendingPathComponent("sample-trees/\(name).json").path
  }
}
