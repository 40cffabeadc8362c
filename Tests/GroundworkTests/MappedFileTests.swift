import Foundation
import Groundwork
import Testing

@Suite struct MappedFileTests {
  private func bytes(_ file: borrowing MappedFile, _ range: Range<Int>) -> [UInt8] {
    file.withSpan(range) { span in span.indices.map { span[$0] } }
  }

  @Test func `a file is seen as memory, also after it has grown past its page`() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data([1, 2, 3]).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    var file = try MappedFile(url.path)
    #expect(file.count == 3)
    #expect(bytes(file, 1..<3) == [2, 3])
    try Data([4, 5, 6] + [UInt8](repeating: 7, count: 10_000)).write(to: url, options: [])
    try file.refresh()
    #expect(file.count == 10_003)
    #expect(bytes(file, 2..<4) == [6, 7])
    #expect(bytes(file, 10_002..<10_003) == [7])
  }

  @Test func `a file that is not there is a failure`() {
    let missing = MappedFile.Failure.self
    #expect(throws: missing) { try MappedFile("/no/such/file").count }
  }
}
