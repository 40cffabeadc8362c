import Foundation

/// A file of the sources, as far as its imports go.
struct SourceFile: Sendable {
  /// The target that it belongs to.
  var target: String
  /// Its path below the folder of sources.
  var path: String
  /// What it holds.
  var text: String

  /// Every file below `Sources` whose name ends in one of some ways.
  static func all(_ endings: [String]) throws -> [SourceFile] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
    return try paths.sorted().compactMap { path in
      guard endings.contains(where: { path.hasSuffix($0) }) else { return nil }
      let target = path.split(separator: "/").first.map { String($0) } ?? ""
      let file = root.appendingPathComponent(path).path
      return SourceFile(
        target: target, path: path, text: try String(contentsOfFile: file, encoding: .utf8))
    }
  }

  /// The modules that it imports, whatever stands before the word or names a part of the module.
  var imports: [String] {
    text.split(separator: "\n").compactMap { line in
      let pattern =
        /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/
      return line.firstMatch(of: pattern).map { String($0.1) }
    }
  }

  /// The headers that a C file includes.
  var includes: [String] {
    text.split(separator: "\n").compactMap { line in
      line.firstMatch(of: /^\s*#\s*include\s*[<"]([^>"]+)[>"]/).map { String($0.1) }
    }
  }
}
