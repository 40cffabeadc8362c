/// Groups of numbers: a group for each while there are few of them, bins with round bounds where there
/// are many.
///
/// One pass, and no more memory than the bins take: their width grows with the range of what has come, and
/// bins are only ever put together whole, so that each bound is exact.
struct NumberBins {
  /// The bounds of a group.
  enum Bounds: Hashable, Sendable {
    case exactly(Double)
    /// From a bound up to, and without, another.
    case range(RoundNumber, RoundNumber)
  }

  /// So many different numbers have a group each: of whole ones, such as depths, and where there are
  /// others.
  private static let mostWhole = 64
  private static let mostFractions = 16
  /// So many bins are handed out.
  static let mostBins = 20
  /// So many are counted in.
  private static let finestBins = 512

  private var numbers: [Double: GroupTally] = [:]
  /// The groups of the whole numbers from 0 on, which most numbers of nodes are: found without a search.
  private var whole = Array(repeating: GroupTally(), count: Self.mostWhole)
  /// How many of them there are.
  private var wholeCount = 0
  private var infinite: [Double: GroupTally] = [:]
  private var isBinned = false
  /// Bins of one width, the first of which has the number `first`.
  private var width = RoundNumber(1, exponent: 0)
  private var widthValue = 1.0
  private var first = 0
  private var bins: [GroupTally] = []
  /// Bins between 1, 2, 5 and 10 of each power of ten, where no number is below 0.
  private var scale: [Int: GroupTally] = [:]
  private var zero = GroupTally()
  private var hasNegative = false
  private var hasFractions = false

  /// Counts a node under a number that is known.
  ///
  /// O(1) on average.
  mutating func add(_ number: Double, _ node: NodeID, visits: Double?, value: Double?) {
    guard number.isFinite else {
      infinite[number, default: GroupTally()].add(node, visits: visits, value: value)
      return
    }
    if !isBinned {
      if number >= 0, number < Double(Self.mostWhole), case let place = Int(number),
        Double(place) == number
      {
        if whole[place].count == 0 { wholeCount += 1 }
        whole[place].add(node, visits: visits, value: value)
        if isFull { beginBins() }
        return
      }
      numbers[number, default: GroupTally()].add(node, visits: visits, value: value)
      if number != number.rounded() { hasFractions = true }
      if isFull { beginBins() }
      return
    }
    let index = reserve(number)
    bins[index].add(node, visits: visits, value: value)
    if number < 0 { dropScale() }
    guard !hasNegative else { return }
    if number == 0 {
      zero.add(node, visits: visits, value: value)
    } else {
      scale[Self.step(of: number), default: GroupTally()].add(node, visits: visits, value: value)
    }
  }

  /// Whether there are more different numbers than have a group each.
  private var isFull: Bool {
    numbers.count + wholeCount > (hasFractions ? Self.mostFractions : Self.mostWhole)
  }

  /// All numbers that have a group of their own.
  private var single: [(key: Double, value: GroupTally)] {
    numbers.map { ($0.key, $0.value) }
      + whole.indices.filter { whole[$0].count > 0 }.map { (Double($0), whole[$0]) }
  }

  private mutating func dropScale() {
    hasNegative = true
    scale = [:]
    zero = GroupTally()
  }

  // MARK: - Bins of one width

  private mutating func beginBins() {
    isBinned = true
    let known = single.sorted { $0.key < $1.key }
    (numbers, whole, wholeCount) = ([:], [], 0)
    let range = known[known.count - 1].key - known[0].key
    // Fine enough for the range as it is, which can only grow.
    var exponent = -340
    while exponent < 308, RoundNumber.power(exponent + 1) * 100 <= range { exponent += 1 }
    width = RoundNumber(1, exponent: exponent)
    widthValue = width.value
    for (number, tally) in known {
      let index = reserve(number)
      bins[index].add(tally)
      if number < 0 { dropScale() }
      if number == 0 { zero.add(tally) }
      if number > 0 { scale[Self.step(of: number), default: GroupTally()].add(tally) }
    }
    if hasNegative { dropScale() }
  }

  /// Returns the place of the bin of a number, which is made if it is not there.
  @inline(__always)
  private mutating func reserve(_ number: Double) -> Int {
    let quotient = number / widthValue
    if quotient.magnitude < Self.largestNumber {
      let place = self.bin(of: number, quotient) - first
      if place >= 0, place < bins.count { return place }
    }
    return makeRoom(for: number)
  }

  /// The bins are numbered within what whole numbers a `Double` holds.
  private static let largestNumber = Double(1 << 50)

  /// The number of the bin: its bound is not above the number, and that of the next one is.
  private func bin(of number: Double, _ quotient: Double) -> Int {
    var bin = Int(quotient.rounded(.down))
    if bound(bin) > number { bin -= 1 } else if bound(bin + 1) <= number { bin += 1 }
    return bin
  }

  @inline(__always)
  private func bound(_ bin: Int) -> Double {
    RoundNumber(bin * width.digits, exponent: width.exponent).value
  }

  @inline(never)
  private mutating func makeRoom(for number: Double) -> Int {
    while true {
      let quotient = number / widthValue
      if quotient.magnitude < Self.largestNumber {
        let bin = self.bin(of: number, quotient)
        let lowest = bins.isEmpty ? bin : min(first, bin)
        let highest = bins.isEmpty ? bin : max(first + bins.count - 1, bin)
        if highest - lowest < Self.finestBins {
          let before = bins.isEmpty ? 0 : first - lowest
          bins = Array(repeating: GroupTally(), count: before) + bins
          bins += Array(repeating: GroupTally(), count: max(0, highest - lowest + 1 - bins.count))
          first = lowest
          return bin - first
        }
      }
      (first, bins, width) = Self.widened(first, bins, width)
      widthValue = width.value
    }
  }

  /// Puts bins together whole: two of five, or five of one.
  private static func widened(
    _ first: Int, _ bins: [GroupTally], _ width: RoundNumber
  ) -> (Int, [GroupTally], RoundNumber) {
    let isOne = width.digits == 1
    let wider = RoundNumber(isOne ? 5 : 1, exponent: width.exponent + (isOne ? 0 : 1))
    let (start, together) = joined(first, bins, isOne ? 5 : 2)
    return (start, together, wider)
  }

  /// Puts so many bins together each, from the one on that has a bound in common.
  private static func joined(
    _ first: Int, _ bins: [GroupTally], _ factor: Int
  ) -> (Int, [GroupTally]) {
    func wide(_ bin: Int) -> Int {
      bin >= 0 ? bin / factor : -((-bin + factor - 1) / factor)
    }
    guard !bins.isEmpty else { return (0, []) }
    let start = wide(first)
    var together = Array(
      repeating: GroupTally(), count: max(1, wide(first + bins.count - 1) - start + 1))
    for (offset, bin) in bins.enumerated() { together[wide(first + offset) - start].add(bin) }
    return (start, together)
  }

  /// The bins as they are handed out: 1, 2 or 5 of a power of ten wide, and no more than there may be.
  private var even: (first: Int, bins: [GroupTally], width: RoundNumber) {
    var wider = width
    var factor = 1
    while true {
      let (start, together) = Self.joined(first, bins, factor)
      if together.count <= Self.mostBins { return (start, together, wider) }
      // Only a width that ours goes into: 10, 20 and 50 are multiples of 5, 2 is none.
      repeat {
        wider =
          wider.digits == 5
          ? RoundNumber(1, exponent: wider.exponent + 1)
          : RoundNumber(wider.digits == 1 ? 2 : 5, exponent: wider.exponent)
        var ratio = wider.digits
        for _ in width.exponent..<wider.exponent { ratio *= 10 }
        factor = ratio / width.digits
        if ratio % width.digits != 0 { factor = 0 }
      } while factor == 0
    }
  }

  // MARK: - Bins of a scale

  /// The bin of a number above 0 between 1, 2, 5 and 10 of its power of ten.
  private static func step(of number: Double) -> Int {
    // The power of two is known at once; that of ten is it or one more.
    var power = Int((Double(number.exponent) * 0.301_029_995_663_981_2).rounded(.down))
    while RoundNumber.power(power) > number { power -= 1 }
    while power < 308, RoundNumber.power(power + 1) <= number { power += 1 }
    if RoundNumber(2, exponent: power).value > number { return 3 * power }
    return RoundNumber(5, exponent: power).value > number ? 3 * power + 1 : 3 * power + 2
  }

  private static func bound(ofStep step: Int) -> RoundNumber {
    let power = step >= 0 ? step / 3 : -((2 - step) / 3)
    return RoundNumber([1, 2, 5][step - 3 * power], exponent: power)
  }

  // MARK: - The groups

  /// The groups in the order of their numbers.
  var groups: [(bounds: Bounds, tally: GroupTally)] {
    let finite = isBinned ? binned : exact(single)
    let ends = exact(infinite.map { ($0.key, $0.value) })
    return ends.filter { $0.tally.count > 0 && $0.bounds == .exactly(-.infinity) } + finite
      + ends.filter { $0.bounds == .exactly(.infinity) }
  }

  private func exact(
    _ numbers: [(key: Double, value: GroupTally)]
  ) -> [(bounds: Bounds, tally: GroupTally)] {
    numbers.sorted { $0.key < $1.key }.map { (.exactly($0.key), $0.value) }
  }

  private var binned: [(bounds: Bounds, tally: GroupTally)] {
    let (start, even, width) = even
    let scaled = scaledBins
    // Where one of the even bins holds nearly all, as with visits, a scale says more.
    func largest(_ counts: [Int]) -> Int { counts.max() ?? 0 }
    let total = even.reduce(0) { $0 + $1.count }
    let most = largest(even.map(\.count))
    if !scaled.isEmpty, most * 10 > total * 9, largest(scaled.map(\.tally.count)) < most {
      return scaled
    }
    return even.enumerated().filter { $0.element.count > 0 }.map { offset, tally in
      let (low, high) = (start + offset, start + offset + 1)
      return (
        .range(
          RoundNumber(low * width.digits, exponent: width.exponent),
          RoundNumber(high * width.digits, exponent: width.exponent)), tally
      )
    }
  }

  private var scaledBins: [(bounds: Bounds, tally: GroupTally)] {
    guard !hasNegative else { return [] }
    var steps = scale
    let isCoarse = steps.count > Self.mostBins
    if isCoarse {
      // Whole powers of ten.
      steps = [:]
      for (step, tally) in scale {
        let power = Self.bound(ofStep: step).exponent
        steps[3 * power, default: GroupTally()].add(tally)
      }
    }
    let bounded: [(bounds: Bounds, tally: GroupTally)] = steps.sorted { $0.key < $1.key }.map {
      (
        .range(Self.bound(ofStep: $0.key), Self.bound(ofStep: $0.key + (isCoarse ? 3 : 1))),
        $0.value
      )
    }
    return (zero.count > 0 ? [(.exactly(0), zero)] : []) + bounded
  }
}
