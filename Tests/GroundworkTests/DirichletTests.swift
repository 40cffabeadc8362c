import Groundwork
import Testing

@Suite struct DirichletTests {
  /// The mean and the variance of a gamma distribution are both its shape.
  @Test(arguments: [0.3, 1, 4.5])
  func `gamma numbers have the mean and the variance of their shape`(shape: Double) {
    var random = RandomSource(seed: 5)
    let draws = (0..<20_000).map { _ in random.gamma(shape: shape).gamma }
    let mean = draws.reduce(0, +) / 20_000
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    #expect(draws.allSatisfy { $0 >= 0 && $0.isFinite })
    #expect(abs(mean - shape) < 0.06 * max(1, shape))
    #expect(abs(variance - shape) < 0.15 * max(1, shape))
  }

  /// Of k parts each has the mean 1/k and the variance (1/k)(1 - 1/k)/(k*alpha + 1).
  @Test(arguments: [0.3, 2])
  func `parts sum to 1 and spread as the distribution says`(concentration: Double) {
    var random = RandomSource(seed: 6)
    var firsts: [Double] = []
    for _ in 0..<8_000 {
      let parts = random.dirichlet(concentration, count: 4)
      #expect(abs(parts.reduce(0, +) - 1) < 1e-12)
      firsts.append(parts[0])
    }
    let mean = firsts.reduce(0, +) / 8_000
    let variance = firsts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 8_000
    #expect(abs(mean - 0.25) < 0.02)
    #expect(abs(variance - 0.1875 / (4 * concentration + 1)) < 0.006)
  }

  @Test func `of a tiny concentration one gets all, and one part is the whole`() {
    var random = RandomSource(seed: 7)
    for _ in 0..<100 {
      let parts = random.dirichlet(1e-6, count: 5)
      #expect(parts.reduce(0, +) == 1 && parts.max() == 1)
    }
    let whole = random.dirichlet(0.3, count: 1)
    #expect(whole == [1])
  }
}
