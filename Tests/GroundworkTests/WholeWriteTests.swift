import Glibc
import Groundwork
import Testing

struct WholeWriteTests {
  @Test func `all bytes come through, however small the pipe`() async throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (reading, writing) = (ends[0], ends[1])
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    async let read: [UInt8] = {
      var all: [UInt8] = []
      var piece = [UInt8](repeating: 0, count: 1000)
      while true {
        let count = Glibc.read(reading, &piece, piece.count)
        guard count > 0 else { return all }
        all += piece[..<count]
      }
    }()
    let reason = WholeWrite.put(bytes, to: writing)
    close(writing)
    #expect(reason == nil)
    #expect(await read == bytes)
    close(reading)
  }

  @Test func `where nothing fits the system says why`() {
    let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
    #expect(WholeWrite.put([1, 2, 3], to: full) == "No space left on device")
    #expect(WholeWrite.put([], to: full) == nil)
    close(full)
    #expect(WholeWrite.put([1], to: -1) == "Bad file descriptor")
  }
}
