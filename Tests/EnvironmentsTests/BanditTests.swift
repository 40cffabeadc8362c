import Environments
import Groundwork
import Testing
import TreeSearch

@Suite struct BanditTests {
  @Test func `every arm pays as often as it should`() throws {
    let bandit = try Bandit(arms: "0,0.2,0.5,1")
    var random = RandomSource(seed: 1)
    for (arm, probability) in bandit.probabilities.enumerated() {
      let paid = (0..<10_000).reduce(into: Float(0)) { total, _ in
        var state = bandit.initialState
        let transition = bandit.apply(ActionCode(arm), to: &state, using: &random)
        #expect(transition.isTerminal && bandit.isTerminal(state))
        total += transition.reward
      }
      #expect(abs(Double(paid) / 10_000 - probability) < 0.02)
    }
    playAtRandom(bandit, using: &random)
    #expect(bandit.isStochastic && bandit.players == 1 && bandit.valueRange == 0...1)
  }

  @Test func `arms are labelled with their probabilities`() throws {
    let bandit = try Bandit(arms: "0.2,.25,1,0")
    #expect(
      labels(bandit, in: bandit.initialState) == [
        "arm 1 (p .2)", "arm 2 (p .25)", "arm 3 (p 1)", "arm 4 (p 0)",
      ])
    #expect(bandit.name == "bandit:0.2,0.25,1.0,0.0")
    #expect(bandit.line(for: bandit.initialState) == "4 arms, none pulled")
    let paid = successor(bandit, of: bandit.initialState, at: 2).state
    #expect(bandit.line(for: paid) == "arm 3 paid 1")
    #expect(bandit.picture(of: paid)[1] == "arm 1 (p .2) ####")
  }

  @Test(
    arguments: [
      ("", nil, "0 arms; accepted are 1 to 1000 probabilities, as in bandit:0.2,0.5,0.7"),
      ("0.5,1.5", 12, "arm 2: \"1.5\" is not a number from 0 to 1"),
      ("-0.1", 8, "arm 1: \"-0.1\" is not a number from 0 to 1"),
      ("0.1,nan,0.2", 12, "arm 2: \"nan\" is not a number from 0 to 1"),
      ("0.1,", 12, "arm 2: \"\" is not a number from 0 to 1"),
      ("0.1, 0.2", 12, "arm 2: \" 0.2\" is not a number from 0 to 1"),
    ] as [(String, Int?, String)])
  func `a wrong number is told with its arm`(arms: String, column: Int?, reason: String) {
    let error = problemError { () throws(ProblemError) in try Bandit(arms: arms) }
    #expect(error == ProblemError(source: "bandit:" + arms, column: column, reason: reason))
  }

  @Test func `a thousand arms are accepted and one more is not`() throws {
    let arms = Array(repeating: "0.5", count: 1_000).joined(separator: ",")
    #expect(try Bandit(arms: arms).probabilities.count == 1_000)
    let error = problemError { () throws(ProblemError) in try Bandit(arms: arms + ",0.5") }
    #expect(error.reason.hasPrefix("1001 arms; accepted are 1 to 1000"))
  }
}
