import Foundation
import Groundwork
import Testing

@Suite struct MappedFileTests {
  private func bytes(_ file: borrowing MappedFile, _ range: Range<Int>) -> [UInt8] {
    file.withSpan(range) { span in span.withUnsafeBufferPointer { Array($0) } }
  }

  @Test func `a file is seen as memory, also after it has grown past its page`() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data([1, 2, 3]).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    var file = try MappedFile(url.path)
    #expect(file.count == 3)
    #expect(bytes(file, 1..<3) == [2, 3])
    try Data([1, 2, 3, 4] + [UInt8](repeating: 7, count: 9_999)).write(to: url, options: [])
    try file.refresh()
    #expect(file.count == 10_003)
    #expect(bytes(file, 2..<5) == [3, 4, 7])
    #expect(bytes(file, 10_002..<10_003) == [7])
  }

  @Test func `a file that is not there is a failure`() {
    let missing = MappedFile.Failure.self
    #expect(throws: missing) { try MappedFile("/no/such/file").count }
  }

  /// How a file can be spoilt while it is open; each leaves another length.
  enum Mishap: CaseIterable {
    case cutToNothing, cutInItsFirstPage, cutToHalf, cutAndGrownAgain
    case writtenAnew, writtenAnewAndLonger
  }

  private func befall(_ mishap: Mishap, _ path: String, _ size: Int) throws {
    let other = Data((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) })
    switch mishap {
    case .cutToNothing: #expect(truncate(path, 0) == 0)
    case .cutInItsFirstPage: #expect(truncate(path, 5) == 0)
    case .cutToHalf: #expect(truncate(path, size / 2) == 0)
    case .cutAndGrownAgain:
      #expect(truncate(path, 0) == 0)
      #expect(truncate(path, size) == 0)
    case .writtenAnew: try other.write(to: URL(fileURLWithPath: path), options: [])
    case .writtenAnewAndLonger:
      try (other + other).write(to: URL(fileURLWithPath: path), options: [])
    }
  }

  @Test(arguments: Mishap.allCases)
  func `a file that is spoilt while it is open ends nothing, and is known for it`(
    mishap: Mishap
  ) throws {
    let size = 40 * 4_096 + 99
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: url) }
    for looksFirst in [true, false] {
      try Data(repeating: 1, count: size).write(to: url, options: [])
      var file = try MappedFile(url.path)
      try file.check()
      try befall(mishap, url.path, size)
      // Before or after the mishap is noticed: every byte can be looked at.
      if looksFirst { _ = bytes(file, 0..<size) }
      var reasons: Set<String> = []
      for _ in 0..<3 {
        do {
          try file.check()
          Issue.record("nothing is found")
        } catch {
          reasons.insert(error.reason)
        }
        _ = bytes(file, 0..<size)
      }
      #expect(reasons.count == 1)
      #expect(throws: MappedFile.Failure.self) { try file.refresh() }
      #expect(file.count == size)
      var now: [UInt8] = []
      file.readAnew { span in span.withUnsafeBufferPointer { now += $0 } }
      #expect(try Data(now) == Data(contentsOf: url))
    }
  }

  @Test func `many files at once are told apart, and places are used again`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for round in 0..<3 {
      let cut = folder.appendingPathComponent("cut").path
      let whole = folder.appendingPathComponent("whole").path
      for path in [cut, whole] {
        try Data(repeating: 9, count: 100_000).write(to: URL(fileURLWithPath: path), options: [])
      }
      try withFiles(100, whole) {
        var lost = try MappedFile(cut)
        var kept = try MappedFile(whole)
        #expect(truncate(cut, 0) == 0)
        #expect(bytes(lost, 0..<100_000).allSatisfy { $0 == 0 }, "round \(round)")
        #expect(lost.isDamaged && !kept.isDamaged)
        try kept.check()
        #expect(throws: MappedFile.Failure.self) { try lost.check() }
        #expect(bytes(kept, 0..<100_000).allSatisfy { $0 == 9 })
      }
    }
  }

  /// Keeps so many more files open while `body` runs.
  private func withFiles(_ count: Int, _ path: String, _ body: () throws -> Void) throws {
    guard count > 0 else { return try body() }
    let file = try MappedFile(path)
    try withFiles(count - 1, path, body)
    #expect(file.count == 100_000)
  }
}
