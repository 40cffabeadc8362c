public import Groundwork

/// What a journal says of the file of another program that it was made from.
public struct ImportAccount: Hashable, Sendable {
  /// What a number or text of that file was taken for.
  public struct Assumption: Hashable, Sendable {
    /// What it is about (`visits`, `view`).
    public var field: String
    /// What it was taken for.
    public var value: String
    /// How that is known.
    public var how: String
  }

  /// What the file was recognised as.
  ///
  /// Untrusted text, as all texts here.
  public var format: String
  /// What was taken for what.
  public var assumptions: [Assumption] = []
  /// What was left out, and how often.
  public var leftOut: [JSONValue.Member] = []
  /// The assumptions in one line.
  public var words: String?
  /// All of it as it stands in the file.
  let value: JSONValue

  /// Reads what a header says under `import`; nil where that is no object with a `format`.
  init?(_ value: JSONValue?) {
    guard let value, let format = value["format"]?.string else { return nil }
    self.value = value
    self.format = format
    for item in value["assumptions"]?.elements ?? [] {
      guard let field = item["field"]?.string, let meaning = item["value"]?.string else { continue }
      assumptions.append(
        Assumption(field: field, value: meaning, how: item["how"]?.string ?? ""))
    }
    leftOut = (value["left_out"]?.members ?? []).filter { $0.value.integer != nil }
    words = value["words"]?.string
  }
}
