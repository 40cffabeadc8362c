/// How questions are put to a model.
public enum QuestionFormat: String, Hashable, Sendable, CaseIterable {
  /// As they are: base models read them so.
  case plain
  /// In the chat template of the model, which instruct models expect: the text that is scored is how the
  /// answer begins.
  case chat
}
