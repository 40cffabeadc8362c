import Drawing
import Testing

@testable import CursesTerminal

struct SurroundingsTests {
  @Test func `a choice never asks for more colours than there are`() {
    #expect(TerminalEnvironment.colourDepth(.depth(.many), colours: 8) == .eight)
    #expect(TerminalEnvironment.colourDepth(.depth(.eight), colours: 256) == .eight)
    #expect(TerminalEnvironment.colourDepth(.never, colours: 256) == .mono)
    #expect(TerminalEnvironment.colourDepth(.depth(.many), colours: 16_777_216) == .many)
    #expect(TerminalEnvironment.colourDepth(.depth(.many), colours: -1) == .mono)
    #expect(TerminalEnvironment.colourDepth(.depth(.many), colours: 88) == .sixteen)
  }

  @Test func `events are put together in one order`() {
    var queue = EventQueue()
    #expect(queue.isEmpty)
    queue.hasWoken = true
    queue.size = Size(width: 3, height: 4)
    queue.append(.ignored(count: 2))
    queue.append(.ignored(count: 3))
    queue.append(.key(Key("q")))
    #expect(
      queue.all == [
        .ignored(count: 5), .key(Key("q")), .resize(Size(width: 3, height: 4)), .wake,
      ])
  }
}
