/// The clipboard that a terminal may have.
public enum Clipboard {
  /// The most bytes of a text that are sent to it.
  ///
  /// As base64 they stay below the 100,000 bytes of a control sequence that are known to go through;
  /// terminals drop longer ones, or parts of them, and say nothing.
  public static let most = 74_000
}
