import Glibc
import Testing

/// The program on a real terminal: a pseudo terminal for modes and signals, tmux for screens.
///
/// One at a time, so that a search that runs flat out leaves a processor to the test that watches it.
@Suite(.serialized, .timeLimit(.minutes(20)))
struct TerminalTests {}

extension TerminalTests {
  @Test func `where the tests must be complete, tmux is installed`() {
    if getenv("CI") != nil { #expect(Tmux.isInstalled, "install tmux: half of the tests need it") }
  }
}
