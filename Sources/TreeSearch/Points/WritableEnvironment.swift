/// A problem whose next states language models can write.
public protocol WritableEnvironment: ReadableEnvironment {
  /// Reads a state that was written as the one after another.
  ///
  /// The inverse of ``ReadableEnvironment/outcome(of:in:)``: nil for every text that is not, to the letter,
  /// that of a state which the rules know.
  func state(reading text: String, after state: State) -> State?
  /// Returns what entering a state gives, and whether the episode ends there.
  func arrival(in state: State) -> Transition
}
