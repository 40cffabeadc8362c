/// How much memory something that grows without end may take.
///
/// Either a number that a person gave, of what the asker counts itself; or, by default, a part of what
/// is free, of everything that the process takes from then on: models, caches and threads as well.
public struct MemoryAllowance: Hashable, Sendable {
  /// The bytes that may be taken.
  public let bytes: Int
  /// What the process had taken when it began to count; nil where only the asker's bytes count.
  private let before: Int?
  private var looked = -Double.infinity
  private var isOver = false

  /// Allows a number of bytes of what the asker counts.
  public init(bytes: Int) {
    self.bytes = bytes
    before = nil
  }

  /// Allows three quarters of what is free now; 6 GiB where the system does not say.
  public init(of memory: SystemMemory = SystemMemory()) {
    bytes = (memory.free ?? 8 << 30) / 4 * 3
    before = memory.taken
  }

  /// Returns whether all of it is taken; `counted` is what the asker has taken.
  ///
  /// The system is asked a hundred times a second at most: an answer takes microseconds.
  public mutating func isUsedUp(counted: Int) -> Bool {
    guard before != nil else { return counted >= bytes }
    let now = Clocks.monotonic
    if now - looked >= 0.01 {
      looked = now
      isOver = !allows(0, counted: counted)
    }
    return isOver || counted >= bytes
  }

  /// Returns whether there is room for so many bytes more.
  public func allows(_ more: Int, counted: Int) -> Bool {
    let taken = before.map { (SystemMemory().taken ?? $0) - $0 } ?? 0
    return max(taken, counted) + more < bytes
  }
}
