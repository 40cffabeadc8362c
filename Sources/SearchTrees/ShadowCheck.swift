/// When a value is worked out a second way, and what came of it.
///
/// A frame, a slice, a step back and a recording all have a slower second way to the same value. One
/// time in ``period`` both are taken and compared; a difference is a fault of this program, and the
/// value of the second way is used. A time that is not the check's turn costs one subtraction.
public struct ShadowCheck: Hashable, Sendable {
  /// How often values are checked unless somebody asks for more: always in debug builds, one time in 256
  /// in others.
  public static var usualPeriod: Int {
    #if DEBUG
      1
    #else
      256
    #endif
  }

  /// The most nodes of a tree that is walked through for a check.
  ///
  /// Fewer in debug builds, where a walk takes some fifty times as long.
  public static var largestTree: Int {
    #if DEBUG
      20_000
    #else
      200_000
    #endif
  }

  /// One time in how many is checked; 0 is never.
  public let period: Int
  private var left: Int
  /// How often both ways were taken.
  public private(set) var checkCount = 0
  /// How often they differed.
  public private(set) var differenceCount = 0
  /// The differences that nobody has taken yet, oldest first; at most ``mostKept``.
  public private(set) var differences: [ShadowDifference] = []

  /// How many differences are kept until somebody takes them: more are only counted.
  static let mostKept = 16

  /// Makes a check that is done one time in `period`; `offset` moves its first turn forward, so that
  /// what happens once in a run is checked in one run of many.
  public init(period: Int = Self.usualPeriod, offset: UInt64 = 0) {
    self.period = max(0, period)
    left = period > 0 ? period - Int(offset % UInt64(period)) : 0
  }

  /// Counts one time, and returns whether it is to be checked.
  public mutating func isDue() -> Bool {
    guard period > 0 else { return false }
    left -= 1
    guard left <= 0 else { return false }
    left = period
    checkCount += 1
    return true
  }

  /// Counts and keeps a difference.
  public mutating func found(_ difference: ShadowDifference) {
    differenceCount += 1
    if differences.count < Self.mostKept { differences.append(difference) }
    assert(differences.count <= differenceCount, "no difference is kept that was not counted")
  }

  /// Takes the differences out that nobody has taken yet.
  public mutating func takeDifferences() -> [ShadowDifference] {
    guard !differences.isEmpty else { return [] }
    defer { differences = [] }
    return differences
  }
}

/// A value that was not what a second way to it gives.
public struct ShadowDifference: Hashable, Sendable {
  /// What was compared.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A picture, with one that is laid out anew.
    case frame
    /// What the terminal holds, with the picture that it was given.
    case terminal
    /// A slice, with one that is cut without what earlier ones left.
    case slice
    /// A tree from which a simulation was taken back, with what it was before.
    case takingBack
    /// A recording, with the tree of the search.
    case recording
  }

  /// What was compared.
  public var kind: Kind
  /// Where they differ, in a few words.
  ///
  /// May hold untrusted text.
  public var place: String
  /// The seed of the search; nil where it is not known.
  public var seed: UInt64?
  /// The simulations completed.
  public var iteration: Int

  /// Describes a difference.
  public init(_ kind: Kind, at place: String, seed: UInt64?, iteration: Int) {
    self.kind = kind
    self.place = place
    self.seed = seed
    self.iteration = iteration
  }

  /// The same in one sentence, with what was done about it in the explorer.
  public var words: String { "\(fault); \(remedy)" }

  /// How every sentence about a difference begins.
  public static let beginning = "a fault of treetop"

  /// The same without what was done about it.
  public var fault: String {
    let seed = seed.map { "seed \($0), " } ?? ""
    return "\(Self.beginning): \(subject): \(place) (\(seed)iteration \(iteration))"
  }

  /// The same as a line of the log.
  public var line: LogLine { LogLine(.treetop, words) }

  private var subject: String {
    switch kind {
    case .frame: "the screen is not the one that its state makes"
    case .terminal: "the terminal does not hold what was drawn"
    case .slice: "the rows are not those that the tree has"
    case .takingBack: "taking back did not lead to what was before"
    case .recording: "the recording does not tell this tree"
    }
  }

  private var remedy: String {
    switch kind {
    case .frame: "it was laid out anew"
    case .terminal: "it was drawn in full"
    case .slice: "they were cut anew"
    case .takingBack: "what was kept of before is shown, where it was; R begins again"
    case .recording: "w saves the search that is shown"
    }
  }
}
