/// A problem that language models can read: its states and actions in the words of their vocabulary.
///
/// Words are separated by single spaces. Equal places have equal words, so that what a model said of
/// one can be kept under them.
public protocol ReadableEnvironment: Environment {
  /// Returns a state and what is to be reached, in words.
  func prompt(for state: State) -> String
  /// Returns an action in words.
  func wording(of action: ActionCode, in state: State) -> String
  /// Returns the words of the state that an action leads to, as the rules have it, without what is to be
  /// reached.
  func outcome(of action: ActionCode, in state: State) -> String
  /// Returns the share of the goal that a state has reached, in 0...1; 1 exactly when it is reached.
  func progress(in state: State) -> Float
}
