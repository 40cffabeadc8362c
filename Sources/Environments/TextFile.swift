import TreeSearch

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Reads the files that problems are kept in.
enum TextFile {
  /// Returns the whole text of a file.
  static func read(_ path: String) throws(ProblemError) -> String {
    var isFolder = false
    guard !path.isEmpty else { throw ProblemError(source: path, reason: "the file has no name") }
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ProblemError(source: path, reason: "there is no such file")
    }
    if isFolder { throw ProblemError(source: path, reason: "this is a folder, not a file") }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ProblemError(source: path, reason: "the file cannot be read")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
