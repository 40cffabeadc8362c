import Foundation
import Groundwork
import Testing

@testable import Importers

/// Files that are cut, or of which bytes and lines are wrong, are read as far as they go, or refused.
@Suite struct DamageTests {
  static let names: [String] = {
    guard let folder = Bundle.module.url(forResource: "Files", withExtension: nil),
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    else { return [] }
    return names.filter { !$0.hasPrefix("EXPECTED") }.sorted()
  }()

  private func read(_ bytes: [UInt8]) -> Bool {
    do throws(ImportError) {
      let importer = try Importer(SourceText(bytes), names: ["damaged"])
      var size = 0
      importer.write { size += $0.count }
      return true
    } catch {
      #expect(!error.reason.isEmpty)
      return false
    }
  }

  @Test(arguments: names)
  func `a file that is damaged ends no program`(name: String) throws {
    let whole = Array(try ReadFile.data(name))
    var random = RandomSource(seed: UInt64(whole.count))
    for cut in stride(from: 0, to: whole.count, by: max(100, whole.count / 2)) {
      _ = read(Array(whole[..<cut]))
    }
    var bytes = whole
    for _ in 0..<3 {
      bytes[Int(random.below(UInt32(bytes.count)))] = UInt8(truncatingIfNeeded: random.below(256))
    }
    _ = read(bytes)
    var lines = whole.split(separator: 0x0a, omittingEmptySubsequences: false)
    lines.remove(at: Int(random.below(UInt32(lines.count))))
    _ = read(Array(lines.joined(separator: [0x0a])))
  }
}
