/// How a question is put to the embedded models: `PROMPT [ACTION] action [EVAL] good`, and
/// `PROMPT [ACTION] action [NEXT] state [END]`.
public enum PromptFormat {
  /// Stands before an action.
  public static let action = "[ACTION]"
  /// Stands after an action, before its judgement; also what ends a generated action.
  public static let judgement = "[EVAL]"
  /// Stands after an action, before the state that it leads to.
  public static let outcome = "[NEXT]"
  /// Ends a generated state.
  public static let end = "[END]"
  /// The judgement of an action on a shortest way to the goal.
  public static let good = "good"
  /// The judgement of any other action.
  public static let bad = "bad"
}
