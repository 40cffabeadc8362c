import CKernels
import Glibc
import Groundwork
import Testing

/// The kernels against plain loops.
@Suite struct KernelTests {
  private func numbers(_ count: Int, seed: UInt64) -> [Float] {
    var random = RandomSource(seed: seed)
    return (0..<count).map { _ in Float(random.normal()) }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 7, 8, 13], [(16, 16), (48, 33), (96, 288), (32, 112)])
  func `every element of a product is one sum in the order of the inputs`(
    rows: Int, size: (inputs: Int, outputs: Int)
  ) {
    let (inputs, outputs) = size
    let padded = (outputs + 15) / 16 * 16
    let matrix = numbers(outputs * inputs, seed: 1)
    let source = numbers(rows * inputs, seed: 2)
    var panels = [Float](repeating: .nan, count: padded * inputs)
    treetop_pack(matrix, outputs, inputs, 0, &panels)
    var result = [Float](repeating: .nan, count: rows * padded)
    treetop_multiply(source, inputs, rows, panels, inputs, padded / 16, &result, padded)
    for row in 0..<rows {
      for output in 0..<padded {
        var sum: Float = 0
        if output < outputs {
          for input in 0..<inputs {
            let product = source[row * inputs + input] * matrix[output * inputs + input]
            sum += product
          }
        }
        #expect(result[row * padded + output] == sum)
      }
    }
  }

  @Test func `the exponential is within two units in the last place`() {
    var inputs: [Float] = [0, -0.0, 1, -1, 87.9, -86.9, -87.5, -3.0e38, 100, 1e30]
    var random = RandomSource(seed: 4)
    while inputs.count < 4_096 { inputs.append(Float(random.unit() * 174 - 87)) }
    var results = inputs
    treetop_exp(&results, results.count)
    for (x, result) in zip(inputs, results) {
      let expected = x < -87 ? 0 : exp(Double(min(x, 88)))
      let unit = Double(Float(expected).ulp)
      #expect(abs(Double(result) - expected) <= 2 * unit, "of \(x)")
    }
    #expect(results[0] == 1)
    #expect(results[1] == 1)
  }

  @Test func `half precision is read exactly, all 65,536 numbers of it`() {
    var bytes: [UInt8] = []
    for pattern in 0..<UInt32(65_536) {
      bytes += [UInt8(truncatingIfNeeded: pattern), UInt8(pattern >> 8)]
    }
    var results = [Float](repeating: 0, count: 65_536)
    treetop_from_halves(bytes, results.count, &results)
    for (pattern, result) in results.enumerated() {
      let sign: Float = pattern & 0x8000 == 0 ? 1 : -1
      let (exponent, fraction) = (pattern >> 10 & 31, pattern & 1023)
      switch (exponent, fraction) {
      case (31, 0): #expect(result == sign * .infinity)
      case (31, _): #expect(result.isNaN)
      case (0, _): #expect(result == sign * Float(fraction) * 0x1p-24)
      default:
        let power = Float(sign: .plus, exponent: exponent - 25, significand: 1)
        #expect(result == sign * Float(1024 + fraction) * power)
      }
    }
    #expect(results[0x8000].sign == .minus)
  }

  @Test func `numbers that are not finite are found wherever they stand`() {
    for place in [0, 15, 16, 98, 99] {
      for odd in [Float.nan, .infinity, -.infinity] {
        var numbers = numbers(100, seed: 5)
        #expect(treetop_are_finite(numbers, 100))
        numbers[place] = odd
        #expect(!treetop_are_finite(numbers, 100))
      }
    }
    #expect(treetop_are_finite([.greatestFiniteMagnitude, -.leastNonzeroMagnitude, -0.0], 3))
  }

  @Test func `a norm divides by the root of the mean square`() {
    let (source, weight) = (numbers(96, seed: 6), numbers(48, seed: 7))
    var results = [Float](repeating: 0, count: 96)
    treetop_rms_norm(source, 2, 48, weight, 1e-5, &results)
    for row in 0..<2 {
      let numbers = source[row * 48..<row * 48 + 48].map { Double($0) }
      let square = numbers.reduce(0) { $0 + $1 * $1 } / 48
      for (index, number) in numbers.enumerated() {
        let expected = number / (square + 1e-5).squareRoot() * Double(weight[index])
        #expect(abs(Double(results[row * 48 + index]) - expected) < 1e-5)
      }
    }
  }

  @Test func `a rotation turns the halves of a head into each other`() {
    // A quarter turn of the first pair, none of the second; position 1 of two.
    var row: [Float] = [3, 5, 7, 11, 1, 2, 4, 8]
    let cosines: [Float] = [9, 9, 0, 1]
    let sines: [Float] = [9, 9, 1, 0]
    treetop_rotate(&row, 8, 1, [1], 2, 4, cosines, sines)
    #expect(row == [-7, 5, 3, 11, -4, 2, 1, 8])
  }

  @Test func `a gate lets through what its sigmoid says`() {
    let rows = numbers(64, seed: 8)
    var results = [Float](repeating: 0, count: 32)
    treetop_swiglu(rows, 1, 32, &results)
    for index in 0..<32 {
      let (gate, up) = (Double(rows[index]), Double(rows[32 + index]))
      #expect(abs(Double(results[index]) - gate / (1 + exp(-gate)) * up) < 1e-6)
    }
  }

  @Test(arguments: [
    [(0, 1)], [(0, 40)], [(0, 17), (20, 1)], [(3, 16), (30, 2), (34, 5)],
    [(7, 1), (9, 1), (39, 1)],
  ])
  func `attention is the softmax of scaled products over the runs' slots`(runs: [(Int32, Int32)]) {
    let (size, heads, slots, width) = (32, 2, 56, 64)
    let (keys, values) = (numbers(40 * width, seed: 9), numbers(40 * width, seed: 10))
    let query = numbers(width, seed: 11)
    var keyStore = [Float](repeating: .nan, count: width * slots + 16)
    var valueStore = [Float](repeating: .nan, count: 40 * width)
    for slot in 0..<40 {
      treetop_remember(
        Array(keys[slot * width..<(slot + 1) * width]),
        Array(values[slot * width..<(slot + 1) * width]), width, slots, slot, &keyStore, &valueStore
      )
    }
    let list = runs.map { treetop_run(first: $0.0, count: $0.1) }
    let shape = treetop_attention_shape(head_size: size, heads: heads, slots: slots)
    var scratch = [Float](repeating: .nan, count: heads * treetop_scratch_stride(40))
    var result = [Float](repeating: .nan, count: width)
    treetop_attend(query, shape, list, list.count, keyStore, valueStore, &scratch, &result)
    let seen = runs.flatMap { Int($0.0)..<Int($0.0 + $0.1) }
    for head in 0..<heads {
      let scores = seen.map { slot in
        (0..<size).reduce(0.0) {
          $0 + Double(query[head * size + $1]) * Double(keys[slot * width + head * size + $1])
        } / Double(size).squareRoot()
      }
      let weights = scores.map { exp($0) }
      let whole = weights.reduce(0, +)
      for number in head * size..<(head + 1) * size {
        let expected = zip(seen, weights).reduce(0.0) {
          $0 + Double(values[$1.0 * width + number]) * $1.1 / whole
        }
        #expect(abs(Double(result[number]) - expected) < 1e-5)
      }
    }
  }
}
