import Glibc
import Groundwork

/// A range of numbers from a round one to a round one, and where it is labelled.
struct PlotScale: Hashable {
  /// The range.
  var range: ClosedRange<Double>
  /// The numbers that are written at it, rising.
  var ticks: [Double]
  /// The decimals that tell the ticks apart.
  var places: Int

  /// Makes the scale that holds all numbers, and no more of `bounds` than it takes; nil without numbers.
  ///
  /// - Parameter most: the most ticks that there is room for, 2 at least.
  init?(_ numbers: [Double], within bounds: ClosedRange<Double>?, most: Int) {
    var low = Double.infinity
    var high = -Double.infinity
    for number in numbers where number.isFinite {
      low = min(low, number)
      high = max(high, number)
    }
    guard low <= high else { return nil }
    // A level line lies within a range that one can read.
    let largest = max(abs(low), abs(high))
    let least = low == high ? max(0.1, largest * 0.1) : max(1e-9, largest * 1e-6)
    let step = Self.step(max(high - low, least) / Double(max(1, most - 1)))
    var (first, last) = ((low / step).rounded(.down) * step, (high / step).rounded(.up) * step)
    if first == last { last += step }
    if let bounds, bounds.lowerBound < bounds.upperBound {
      if low >= bounds.lowerBound { first = max(first, bounds.lowerBound) }
      if high <= bounds.upperBound { last = min(last, bounds.upperBound) }
      if first >= last { (first, last) = (bounds.lowerBound, bounds.upperBound) }
    }
    range = first...last
    var ticks = [first]
    var next = ((first / step).rounded(.down) + 1) * step
    while next < last - step / 2, ticks.count < 64 {
      if next > first + step / 2 { ticks.append(next == 0 ? 0 : next) }
      next += step
    }
    self.ticks = ticks + [last]
    var (places, size) = (0, step)
    while places < 6, abs(size - size.rounded()) > 1e-6 {
      size *= 10
      places += 1
    }
    self.places = max(places, step < 10 ? 2 : 0)
  }

  /// 1, 2 or 5 times a power of ten, not below a number.
  private static func step(_ least: Double) -> Double {
    let power = pow(10, floor(log10(least)))
    for factor in [1.0, 2, 5] where factor * power >= least * (1 - 1e-9) { return factor * power }
    return 10 * power
  }

  /// Where a number lies, 0 at the low end and 1 at the high one.
  func share(of number: Double) -> Double {
    (number - range.lowerBound) / (range.upperBound - range.lowerBound)
  }

  /// Where a number lies; nil for one that lies outside.
  func visibleShare(of number: Double) -> Double? {
    let share = share(of: number)
    return share >= -1e-9 && share <= 1 + 1e-9 ? share : nil
  }

  /// A tick as it is written.
  func text(_ tick: Double) -> String {
    range.upperBound >= 10_000
      ? NumberText.compact(tick) : NumberText.fixed(tick, places: places)
  }
}
