import Testing

@testable import Endpoints

@Suite struct TopDivergenceTests {
  private func list(_ probabilities: [Int: Double]) -> [ReplyPlace.Alternative] {
    probabilities.map {
      ReplyPlace.Alternative(token: .number($0.key), text: "", log: logarithm($0.value))
    }
  }

  /// The natural logarithm by its series, so that nothing of the tested code computes it.
  private func logarithm(_ x: Double) -> Double {
    var (number, result) = (x, 0.0)
    while number < 0.5 {
      number *= 2
      result -= 0.6931471805599453
    }
    let y = (number - 1) / (number + 1)
    var (power, sum) = (y, 0.0)
    for k in stride(from: 1.0, to: 99, by: 2) {
      sum += power / k
      power *= y * y
    }
    return result + 2 * sum
  }

  /// The Jensen-Shannon divergence of two whole distributions.
  private func whole(_ p: [Double], _ q: [Double]) -> Double {
    zip(p, q).reduce(0) { sum, pair in
      let middle = (pair.0 + pair.1) / 2
      let ours = pair.0 > 0 ? pair.0 * (logarithm(pair.0) - logarithm(middle)) : 0
      let theirs = pair.1 > 0 ? pair.1 * (logarithm(pair.1) - logarithm(middle)) : 0
      return sum + (ours + theirs) / 2
    }
  }

  @Test func `ten tokens of which each model lists two give the numbers worked by hand`() {
    let divergence = TopDivergence(
      expert: list([0: 0.6, 1: 0.3]), amateur: list([0: 0.5, 2: 0.2]), vocabulary: 10)
    #expect(abs(divergence.estimate - 0.13315) < 5e-6)
    #expect(abs(divergence.lower - 0.00506) < 5e-6)
    #expect(abs(divergence.width - 0.30913) < 5e-6)
  }

  @Test func `two models that list every token are measured and not estimated`() {
    let p = [0.5, 0.25, 0.125, 0.125]
    let q = [0.1, 0.2, 0.3, 0.4]
    func all(_ numbers: [Double]) -> [ReplyPlace.Alternative] {
      list(Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($0.offset, $0.element) }))
    }
    let divergence = TopDivergence(expert: all(p), amateur: all(q), vocabulary: 4)
    #expect(abs(divergence.estimate - whole(p, q)) < 1e-12)
    #expect(abs(divergence.lower - divergence.estimate) < 1e-12 && divergence.width < 1e-12)
  }

  @Test func `the truth lies in the interval, whatever two models say`() {
    var state: UInt64 = 7
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / 0x1p31
    }
    func distribution() -> [Double] {
      let raw = (0..<30).map { _ in random() * random() * random() * random() + 1e-9 }
      let sum = raw.reduce(0, +)
      return raw.map { $0 / sum }
    }
    for _ in 0..<200 {
      let (p, q) = (distribution(), distribution())
      func top(_ numbers: [Double]) -> [ReplyPlace.Alternative] {
        let likeliest = numbers.indices.sorted { numbers[$0] > numbers[$1] }.prefix(5)
        return list(
          Dictionary(uniqueKeysWithValues: likeliest.map { ($0, numbers[$0]) }))
      }
      let divergence = TopDivergence(expert: top(p), amateur: top(q), vocabulary: 30)
      let truth = whole(p, q)
      #expect(truth >= divergence.lower - 1e-9 && truth <= divergence.upper + 1e-9)
      #expect(divergence.estimate >= divergence.lower - 1e-9)
      #expect(divergence.estimate <= divergence.upper + 1e-9)
    }
  }

  @Test func `without the size of the vocabulary the least is all that is said`() {
    let divergence = TopDivergence(
      expert: list([0: 0.6, 1: 0.3]), amateur: list([0: 0.5, 2: 0.2]), vocabulary: nil)
    #expect(divergence.estimate == divergence.lower)
  }
}

@Suite struct AnswerMassTests {
  private func place(_ top: [(SeenToken, String, Double)]) -> ReplyPlace {
    ReplyPlace(
      token: top[0].0, text: top[0].1, log: -0.1,
      top: top.map { ReplyPlace.Alternative(token: $0.0, text: $0.1, log: $0.2) })
  }

  @Test func `all spellings of an answer count, and what is no answer is seen`() throws {
    // e^-1.204 is .3, e^-1.609 is .2, e^-2.303 is .1.
    let place = place([
      (.number(1), " yes", -1.2039728), (.number(2), "Yes", -1.6094379),
      (.number(3), "No", -2.3025851), (.number(4), "maybe", -1.6094379),
    ])
    let mass = AnswerMass(place, [.init("yes", []), .init("no", [])])
    #expect(abs(try #require(mass.probabilities[0]) - 0.5) < 1e-6)
    #expect(abs(try #require(mass.probabilities[1]) - 0.1) < 1e-6)
    #expect(abs(mass.covered - 0.6) < 1e-6)
  }

  @Test func `tokens without a text are told apart by their numbers`() throws {
    let place = place([(.number(20), "", -0.1053605), (.number(21), "", -2.3025851)])
    let mass = AnswerMass(
      place, [.init("good", [.number(20)]), .init("bad", [.number(21)])])
    #expect(abs(mass.covered - 1) < 1e-6)
    #expect(abs(try #require(mass.probabilities[0]) - 0.9) < 1e-6)
  }

  @Test func `an answer that is not listed is unknown and not impossible`() {
    let mass = AnswerMass(
      place([(.text(" good"), " good", -0.2)]), [.init("good", []), .init("bad", [])])
    #expect(mass.probabilities[1] == nil)
    let none = AnswerMass(place([(.text("x"), "x", -0.2)]), [.init("good", []), .init("bad", [])])
    #expect(none.probabilities == [nil, nil] && none.covered == 0)
  }
}
