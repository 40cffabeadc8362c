import Groundwork

/// What every string of a design problem is worth: an NK landscape (Kauffman and Levin, *Towards a general
/// theory of adaptive walks on rugged landscapes*, 1987).
///
/// The score of a place depends on its own letter and on those at some other places, its partners; the
/// score of a string is the mean over the places. Scores are whole ten-thousandths, so that sums are exact.
final class DesignLandscape: Sendable {
  /// What is known once all strings were looked at.
  private struct Truth {
    /// For each total how many strings have a higher one.
    var above: [UInt32]
    /// The first string with the highest total.
    var best: UInt32
    /// That total.
    var highest: Int
  }

  /// The score of a place that can have no better one.
  static let unit = 10_000

  /// The number of places.
  let places: Int
  /// The number of letters.
  let letters: Int
  /// The number of strings.
  let count: Int
  /// By how much the number of a string grows with the letter at each place.
  private let steps: [Int]
  /// The partners of each place, in the order in which they were drawn.
  let partners: [[Int]]
  /// The scores of each place: its own letter counts most in the index, then its partners' in their order.
  private let tables: [[UInt16]]
  private let truth = Guarded<Truth?>(nil)

  /// Draws a landscape: for each place its partners, then its table, from one generator.
  ///
  /// O(places * letters^(ruggedness + 1)).
  ///
  /// - Parameter ruggedness: how many partners each place has.
  init(places: Int, letters: Int, ruggedness: Int, seed: UInt64) {
    self.places = places
    self.letters = letters
    var steps = [1]
    for _ in 0..<places { steps.insert(steps[0] * letters, at: 0) }
    count = steps.removeFirst()
    self.steps = steps
    var random = RandomSource(seed: seed)
    var partners: [[Int]] = []
    var tables: [[UInt16]] = []
    let rows = (0...ruggedness).reduce(1) { number, _ in number * letters }
    for place in 0..<places {
      var others = (0..<places).filter { $0 != place }
      for index in 0..<ruggedness {
        others.swapAt(index, index + Int(random.below(UInt32(others.count - index))))
      }
      partners.append(Array(others.prefix(ruggedness)))
      tables.append((0..<rows).map { _ in UInt16(random.below(UInt32(Self.unit) + 1)) })
    }
    self.partners = partners
    self.tables = tables
  }

  /// Returns the letters of a string, from 0; the first place counts most in its number.
  func letters(of string: UInt32) -> [Int] {
    var rest = Int(string)
    var result = Array(repeating: 0, count: places)
    for place in (0..<places).reversed() {
      result[place] = rest % letters
      rest /= letters
    }
    return result
  }

  /// Returns the letter at a place of a string, from 0.
  func letter(at place: Int, of string: UInt32) -> Int { Int(string) / steps[place] % letters }

  /// Returns the number of a string with another letter at a place.
  func string(_ string: UInt32, with letter: Int, at place: Int) -> UInt32 {
    UInt32(Int(string) + (letter - self.letter(at: place, of: string)) * steps[place])
  }

  /// Returns the score of a place in ten-thousandths.
  func score(of place: Int, in string: [Int]) -> Int {
    var row = string[place]
    for partner in partners[place] { row = row * letters + string[partner] }
    return Int(tables[place][row])
  }

  /// Returns the sum of the scores of all places, in ten-thousandths.
  func total(of string: [Int]) -> Int {
    (0..<places).reduce(0) { $0 + score(of: $1, in: string) }
  }

  /// Returns the score of a string, in 0...1.
  func score(of string: [Int]) -> Double { score(ofTotal: total(of: string)) }

  private func score(ofTotal total: Int) -> Double { Double(total) / Double(places * Self.unit) }

  /// Returns the place of a string among all, 1 for the best, equals alike.
  ///
  /// The first time O(strings * places * ruggedness).
  func rank(of string: UInt32) -> Int {
    let total = total(of: letters(of: string))
    return known { Int($0.above[total]) + 1 }
  }

  /// The first of the best strings, and its score.
  ///
  /// The first time O(strings * places * ruggedness).
  var best: (string: UInt32, score: Double) { known { ($0.best, score(ofTotal: $0.highest)) } }

  private func known<Result>(_ body: (Truth) -> Result) -> Result {
    truth.withLock { known in
      let truth = known ?? lookAtAll()
      known = truth
      return body(truth)
    }
  }

  private func lookAtAll() -> Truth {
    var above = [UInt32](repeating: 0, count: places * Self.unit + 1)
    var truth = Truth(above: [], best: 0, highest: -1)
    var string = Array(repeating: 0, count: places)
    for number in 0..<count {
      let total = total(of: string)
      above[total] += 1
      if total > truth.highest { (truth.best, truth.highest) = (UInt32(number), total) }
      // Counts up by one.
      var place = places - 1
      while place >= 0 {
        string[place] += 1
        if string[place] < letters { break }
        string[place] = 0
        place -= 1
      }
    }
    var higher: UInt32 = 0
    for total in above.indices.reversed() {
      let here = above[total]
      above[total] = higher
      higher += here
    }
    truth.above = above
    return truth
  }
}
