import Foundation

/// The trees and recordings that come with the program.
enum Samples {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("sample-trees")

  /// Returns where a recording is.
  static func path(_ name: String) -> String {
    folder.appendingPathComponent("\(name).jsonl").path
  }

  /// Returns the argument that names a sample tree.
  static func tree(_ name: String) -> String {
    "tree:" + folder.appendingPathComponent("\(name).json").path
  }

  /// The names of all recordings.
  static let recordings = names(endingWith: ".jsonl")
  /// The names of all trees.
  static let problems = names(endingWith: ".json")

  private static func names(endingWith ending: String) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
  }
}
