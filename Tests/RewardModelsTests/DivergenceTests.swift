import Glibc
import RewardModels
import Testing

@Suite struct DivergenceTests {
  private func divergence(_ expert: [Double], _ amateur: [Double]) -> Divergence {
    Divergence(expert: expert.map { log($0) }, amateur: amateur.map { log($0) })
  }

  private func isNear(_ number: Double, _ expected: Double) -> Bool {
    abs(number - expected) < 1e-12
  }

  @Test func `nine to one against one to nine is ln 2 less the entropy of nine to one`() throws {
    // m = (1/2, 1/2): JSD = ln 2 - H(0.9); the geometric mean is 0.3 twice: AG = ln(0.5 / 0.3).
    let here = divergence([0.9, 0.1], [0.1, 0.9])
    let entropy = -0.9 * log(0.9) - 0.1 * log(0.1)
    #expect(isNear(here.jensenShannon, log(2) - entropy))
    #expect(abs(here.jensenShannon - 0.368064) < 1e-6)
    let geometric = try #require(here.arithmeticGeometric)
    #expect(isNear(geometric, log(5.0 / 3)))
    #expect(abs(geometric - 0.510826) < 1e-6)
    #expect(here.certain == nil)
  }

  @Test func `three to one against one to three is half of ln 4/3 by the public code's formula`()
    throws
  {
    let here = divergence([0.75, 0.25], [0.25, 0.75])
    #expect(abs(here.jensenShannon - 0.130812) < 1e-6)
    #expect(isNear(try #require(here.arithmeticGeometric), 0.5 * log(4.0 / 3)))
  }

  @Test func `each half of the divergence is the distance of one model from the middle`() {
    // m = (3/4, 1/4): KL(e||m) = 1/2 ln 2/3 + 1/2 ln 2, KL(a||m) = ln 4/3.
    let here = divergence([0.5, 0.5], [1, 0])
    let halves = (0.5 * log(2.0 / 3) + 0.5 * log(2), log(4.0 / 3))
    #expect(isNear(here.jensenShannon, (halves.0 + halves.1) / 2))
    #expect(abs(here.jensenShannon - 0.215762) < 1e-6)
    #expect(here.arithmeticGeometric == .infinity)
  }

  @Test func `models that exclude each other are ln 2 apart, equal ones not at all`() {
    #expect(isNear(divergence([1, 0], [0, 1]).jensenShannon, log(2)))
    let equal = divergence([0.2, 0.3, 0.5], [0.2, 0.3, 0.5])
    #expect(equal.jensenShannon < 1e-15)
    #expect(equal.arithmeticGeometric.map { $0 < 1e-15 } == true)
  }
}
