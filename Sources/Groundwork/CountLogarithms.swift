import Glibc

/// Natural logarithms of counts in single precision, to the bit those of `logf`.
///
/// Most nodes of a tree have few visits, and a selection asks for ln N at every level: counts below 4,096
/// are read from one table of 16 KiB, filled by `logf` itself. A rule keeps this value among its
/// members, because a global one is looked up by a call each time that it is read.
@safe
public struct CountLogarithms: Hashable, @unchecked Sendable {
  /// The counts below it are in the table.
  private static let size: UInt32 = 4096

  private static let table: CountLogarithms = {
    let numbers = UnsafeMutablePointer<Float>.allocate(capacity: Int(size))
    for count in 0..<Int(size) {
      unsafe (numbers + count).initialize(to: logf(Float(count)))
    }
    return unsafe CountLogarithms(numbers: UnsafePointer(numbers))
  }()

  private let numbers: UnsafePointer<Float>

  private init(numbers: UnsafePointer<Float>) { unsafe self.numbers = numbers }

  /// The logarithms; the table is filled once a process and never changes.
  public init() { self = Self.table }

  /// There is one table, so all values of this type are equal.
  public static func == (first: CountLogarithms, second: CountLogarithms) -> Bool { true }
  /// Adds nothing.
  public func hash(into hasher: inout Hasher) {}

  /// Returns ln of `count`; minus infinity for 0.
  @inline(__always)
  public subscript(count: UInt32) -> Float {
    count < Self.size ? unsafe numbers[Int(count)] : logf(Float(count))
  }
}
