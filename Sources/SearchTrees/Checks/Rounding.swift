import Glibc
import Groundwork

/// With how many decimals numbers are written, and by how much they may be off for that.
enum Rounding {
  /// The decimals that some numbers are written with, the most of them; 7 for more than 6.
  static func places(_ numbers: some Sequence<Double>) -> Int {
    numbers.reduce(0) { most, number in
      guard most < 7, number.isFinite else { return most }
      var scale = pow(10, Double(most))
      for places in most..<7 {
        // What was a sum for a while may have lost its last bits.
        if abs((number * scale).rounded() / scale - number) <= 1e-13 * max(1, abs(number)) {
          return places
        }
        scale *= 10
      }
      return 7
    }
  }

  /// By how much a sum may be off: what rounding its numbers loses, and what adding them does.
  static func slack(of numbers: Double, places: Int, size: Double) -> Double {
    let lost = 1e-5 * max(1, size)
    guard places < 7 else { return lost }
    return min(0.02, numbers * 0.5 / pow(10, Double(places))) + lost
  }

  /// By how much a written number may be off: half a unit of its last decimal, at least 1e-6 of its size.
  static func half(_ number: Double) -> Double {
    let places = places(CollectionOfOne(number))
    let relative = 1e-6 * max(1, abs(number))
    return places < 7 ? max(relative, 0.5 / pow(10, Double(places))) : relative
  }
}
