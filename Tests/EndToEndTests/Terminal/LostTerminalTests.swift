import Testing

extension TerminalTests {
  /// The window is closed, or the line is cut.
  @Suite struct LostTerminalTests {
    @Test func `a paused program ends at once when its terminal is gone`() throws {
      let treetop = try Treetop()
      try treetop.pause()
      let before = Double(treetop.process.ticks) / 100
      treetop.terminal.hangUp()
      #expect(treetop.process.end(within: 5) == .code(129))
      #expect(treetop.process.processorSeconds - before < 1)
    }

    @Test func `a running program ends at once when its terminal is gone`() throws {
      let treetop = try Treetop()
      try treetop.awaitRunning()
      treetop.terminal.hangUp()
      #expect(treetop.process.end(within: 5) == .code(129))
    }

    @Test func `the start screen ends at once when its terminal is gone`() throws {
      let treetop = try Treetop([])
      try treetop.expect("Connect Four")
      treetop.terminal.hangUp()
      #expect(treetop.process.end(within: 5) == .code(129))
      #expect(treetop.process.processorSeconds < 1)
    }
  }
}
