/// Some of the calls of language models on servers, as a page shows them.
public struct CallWindow: Hashable, Sendable {
  /// The place of the first that is here, counted from 0; its number is one more.
  public var first: Int
  /// The calls, in their order.
  public var calls: [ModelCall]
  /// How many there are in all, up to the moment that is shown.
  public var count: Int
  /// What each model was asked in all; empty where nobody counted, as in recordings.
  public var totals: [KeptCalls.Total]

  /// What the chosen call says beside the one that it was made of; nil where its prompt was not changed.
  public var edit: CallEdit?

  /// States what a page shows.
  public init(first: Int, calls: [ModelCall], count: Int, totals: [KeptCalls.Total] = []) {
    self.first = first
    self.calls = calls
    self.count = count
    self.totals = totals
  }

  /// The most calls of a window: a page has no more rows.
  public static let most = 512

  /// Returns the places of a window that are there and not too many, of as many calls in all.
  ///
  /// A window beyond the last call is the last one of its length.
  public static func places(_ wanted: Range<Int>, of count: Int) -> Range<Int> {
    let length = min(wanted.count, most, count)
    let first = min(max(0, wanted.lowerBound), max(0, count - length))
    return first..<first + length
  }
}
