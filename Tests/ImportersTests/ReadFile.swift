import Foundation
import Groundwork
import Journals
import SearchTrees
import Testing

@testable import Importers

/// A file of another program as somebody who opens it sees it.
struct ReadFile {
  let importer: Importer
  let journal: String
  let recording: Recording
  let report: SearchReport

  /// Reads bytes.
  init(_ bytes: [UInt8], _ options: Importer.Options = Importer.Options()) throws {
    importer = try Importer(
      SourceText(bytes, encoding: options.encoding), names: ["file"], options)
    journal = Self.journal(of: importer)
    recording = Recording(JournalBytes(journal))
    recording.readWhole()
    report = recording.report
    #expect(recording.problemCount == 0, "\(recording.problems)")
  }

  /// The journal that an importer writes.
  static func journal(of importer: Importer) -> String {
    let text = Guarded("")
    importer.write { piece in
      text.withLock { $0 += piece.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) } }
    }
    return text.withLock { $0 }
  }

  /// Reads a text; `map` is what a person says of it.
  init(_ text: String, map: String? = nil, tree: Int? = nil) throws {
    var options = Importer.Options()
    if let map { try options.setMapping(map) }
    options.tree = tree
    try self.init(Array(text.utf8), options)
  }

  /// Reads a file of the test's resources.
  init(named name: String) throws {
    try self.init(Array(try Self.data(name)))
  }

  /// The bytes of a file of the test's resources.
  static func data(_ name: String) throws -> Data {
    let folder = try #require(Bundle.module.url(forResource: "Files", withExtension: nil))
    return try Data(contentsOf: folder.appendingPathComponent(name))
  }

  /// The children of the root in the order of the file.
  var children: [(action: String, visits: Double?, value: Double?)] {
    let (paths, numbers) = (paths, numbers)
    return recording.withTree { tree, _ in tree.children(of: .root) }.map { node in
      (paths[node]?.last ?? "", numbers[node]?.visits, numbers[node]?.value)
    }
  }

  /// The labels on the way to each node.
  var paths: [NodeID: [String]] {
    var labels: [Int: String] = [:]
    for line in journal.split(separator: "\n") {
      guard let event = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        event["type"] as? String == "expand"
      else { continue }
      for child in event["children"] as? [[String: Any]] ?? [] {
        labels[child["id"] as? Int ?? 0] = child["action"] as? String ?? ""
      }
    }
    return recording.withTree { tree, _ in
      var paths: [NodeID: [String]] = [.root: []]
      for index in 1..<max(1, tree.count) {
        let node = NodeID(index)
        let parent = tree.parent(of: node).flatMap { paths[$0] } ?? []
        paths[node] = parent + [labels[index] ?? ""]
      }
      return paths
    }
  }

  /// N and Q of each node.
  var numbers: [NodeID: (visits: Double?, value: Double?)] {
    recording.withTree { tree, _ in
      var numbers: [NodeID: (visits: Double?, value: Double?)] = [:]
      for index in 0..<tree.count {
        let node = NodeID(index)
        numbers[node] = (tree.visits(of: node), tree.value(of: node))
      }
      return numbers
    }
  }

  /// What was taken for a field.
  func assumption(_ field: String) -> String? {
    importer.assumptions.last { $0.field == field }?.value
  }
}
