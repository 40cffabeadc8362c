import Groundwork
import Testing

/// The expected words were printed by a C program with the same generator.
struct RandomSourceTests {
  @Test(
    arguments: [
      (
        0,
        [
          0x7226_cc10_03dd_b612, 0x4952_5b5e_8db2_6051, 0xf82c_cd3f_2a8d_3000,
          0x8607_6b95_02d9_d6fd, 0x59ea_39a4_d643_46b5,
        ]
      ),
      (
        1,
        [
          0x5ca3_5221_1b4c_943c, 0xbcae_a2da_bc91_7562, 0xa3c0_cdcb_6293_ab00,
          0xbad4_3d25_236d_d146, 0xf1f0_98e8_e9c8_1308,
        ]
      ),
      (
        42,
        [
          0x39cb_dcb4_fe3d_090a, 0xc51b_1d1c_30b3_4f59, 0x661d_fe5c_94b5_251f,
          0x18c7_202e_e686_0b18, 0x724c_89e1_3c54_3360,
        ]
      ),
      (
        UInt64.max,
        [
          0x4daa_4c06_e2b9_9d05, 0x32d6_b544_c998_c432, 0x67c9_e7af_37e7_8feb,
          0x327e_6046_9ad2_8353, 0x0f8d_fa15_cf37_e478,
        ]
      ),
    ] as [(UInt64, [UInt64])])
  func `a seed gives the words of the C twin`(seed: UInt64, words: [UInt64]) {
    var random = RandomSource(seed: seed)
    for word in words { #expect(random.next() == word) }
  }

  @Test func `the state (1, 2) gives the published words of xoroshiro128+`() {
    var random = RandomSource(state: (1, 2))
    #expect(random.next() == 3)
    #expect(random.next() == 412_333_834_243)
    #expect(random.next() == 2_360_170_716_294_286_339)
    #expect(random.next() == 9_295_852_285_959_843_169)
  }

  @Test(
    arguments: [
      (0, [0, 0, 1, 4, 867, 3_795_318_274], 0.19416588962663706),
      (1, [0, 1, 1, 6, 578, 1_968_809_391], 0.76172594203522082),
      (42, [0, 1, 1, 3, 741, 17_343_585], 0.57062609960595811),
    ] as [(UInt64, [UInt32], Double)])
  func `bounded and unit numbers are those of the C twin`(
    seed: UInt64, bounded: [UInt32], unit: Double
  ) {
    var random = RandomSource(seed: seed)
    for _ in 0..<5 { _ = random.next() }
    let bounds: [UInt32] = [1, 2, 7, 10, 1000, .max]
    for (bound, number) in zip(bounds, bounded) { #expect(random.below(bound) == number) }
    #expect(random.unit() == unit)
  }

  @Test(arguments: [1, 2, 3, 7, 10, 1 << 20, .max] as [UInt32])
  func `a bounded number stays below its bound`(bound: UInt32) {
    var random = RandomSource(seed: 5)
    var isBelow = true
    for _ in 0..<5000 { isBelow = isBelow && random.below(bound) < bound }
    #expect(isBelow)
  }

  @Test func `seven faces come equally often`() {
    var random = RandomSource(seed: 11)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[Int(random.below(7))] += 1 }
    // Four standard deviations of a binomial count are 4 * sqrt(70,000 * 1/7 * 6/7) = 370.
    for count in counts { #expect(abs(count - 10_000) < 370) }
  }

  @Test func `unit numbers lie in 0 ..< 1 with mean a half`() {
    var random = RandomSource(seed: 3)
    var sum = 0.0
    var isInRange = true
    for _ in 0..<50_000 {
      let number = random.unit()
      isInRange = isInRange && number >= 0 && number < 1
      sum += number
    }
    #expect(isInRange)
    // Four standard errors: 4 * sqrt(1/12 / 50,000) = .0052.
    #expect(abs(sum / 50_000 - 0.5) < 0.0052)
  }

  @Test func `normal numbers have the moments of the standard normal distribution`() {
    var random = RandomSource(seed: 8)
    var sums = [0.0, 0, 0, 0]
    let count = 50_000.0
    var isFinite = true
    var withinOne = 0.0
    for _ in 0..<Int(count) {
      let number = random.normal()
      isFinite = isFinite && number.isFinite
      if abs(number) < 1 { withinOne += 1 }
      var power = 1.0
      for index in sums.indices {
        power *= number
        sums[index] += power
      }
    }
    #expect(isFinite)
    // Four standard errors of each moment: 4 * sqrt(variance of x^k / count).
    #expect(abs(sums[0] / count) < 4 * (1 / count).squareRoot())
    #expect(abs(sums[1] / count - 1) < 4 * (2 / count).squareRoot())
    #expect(abs(sums[2] / count) < 4 * (15 / count).squareRoot())
    #expect(abs(sums[3] / count - 3) < 4 * (96 / count).squareRoot())
    #expect(abs(withinOne / count - 0.6827) < 4 * (0.6827 * 0.3173 / count).squareRoot())
  }

  @Test func `a copy repeats the future of the original`() {
    var random = RandomSource(seed: 21)
    for _ in 0..<17 { _ = random.next() }
    var copy = random
    #expect(copy == random)
    #expect(copy.hashValue == random.hashValue)
    let words = (0..<50).map { _ in random.next() }
    #expect(copy != random)
    #expect((0..<50).map { _ in copy.next() } == words)
    #expect(copy == random)
  }

  @Test func `a generator made from a state goes on from there`() {
    var random = RandomSource(seed: 4)
    _ = random.next()
    var resumed = RandomSource(state: random.state)
    #expect(resumed.next() == random.next())
  }

  @Test func `no seed gives the state of two zeros`() {
    // The inverse of the odd multiplier makes the first word 0 before mixing.
    var inverse: UInt64 = 1
    for _ in 0..<6 { inverse = inverse &* (2 &- 0x9e37_79b9_7f4a_7c15 &* inverse) }
    #expect(inverse &* 0x9e37_79b9_7f4a_7c15 == 1)
    let random = RandomSource(seed: 0 &- inverse)
    #expect(random.state.0 != 0 || random.state.1 != 0)
  }
}
