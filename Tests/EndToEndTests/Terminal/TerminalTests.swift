import Testing

/// The program on a real terminal: a pseudo terminal for modes and signals, tmux for screens.
///
/// One at a time, so that a search that runs flat out leaves a processor to the test that watches it.
@Suite(.serialized, .timeLimit(.minutes(3)))
enum TerminalTests {}
