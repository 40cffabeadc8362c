import SearchTrees
import Testing

@testable import Exploring

/// What the first row says of servers.
@Suite struct ServerFactsTests {
  private func server(_ name: String, _ change: (inout ModelServer) -> Void) -> ModelServer {
    var server = ModelServer(
      name, at: "", server: "", model: nil, way: "", alternatives: 1, vocabulary: nil)
    server.use.asked = 12
    change(&server)
    return server
  }

  @Test func `a wide screen has who was asked, what is open, tokens a second and money`() {
    let expert = server("expert") {
      ($0.use.waiting, $0.use.rate, $0.use.work.tokensIn) = (3, 41.2, 30_000)
      $0.price = TokenPrice(input: 1, output: 0)
    }
    let amateur = server("amateur") { $0.use.rate = 1900 }
    #expect(
      ServerFacts.texts([expert, amateur], isRunning: true, 200)
        == ["expert 12 asked 3 open 41 tok/s .03 USD", "amateur 12 asked 1.9k tok/s"])
    #expect(
      ServerFacts.texts([expert, amateur], isRunning: false, 200)
        == ["expert 12 asked 3 open .03 USD", "amateur 12 asked"])
  }

  @Test func `a narrow one has the money once, unless a price is not known`() {
    let expert = server("expert") {
      $0.use.work.tokensIn = 30_000
      $0.price = TokenPrice(input: 1, output: 0)
    }
    let unpriced = server("amateur") { $0.use.waiting = 2 }
    var priced = unpriced
    priced.price = TokenPrice(input: 0, output: 0)
    #expect(
      ServerFacts.texts([expert, priced], isRunning: true, 80)
        == ["expert 12 asked", "amateur 12 asked 2 open", ".03 USD"])
    #expect(ServerFacts.texts([expert, unpriced], isRunning: true, 80).count == 2)
  }

  @Test func `silence is said from two seconds on, of one that runs and was asked`() {
    func texts(_ silence: Double, isRunning: Bool = true) -> [String] {
      ServerFacts.texts(
        [server("expert") { $0.use.silence = silence }], isRunning: isRunning, 80)
    }
    #expect(texts(1.9) == ["expert 12 asked"])
    #expect(texts(12.7) == ["expert silent 12 s"])
    #expect(texts(12.7, isRunning: false) == ["expert 12 asked"])
    #expect(ServerFacts.texts([server("expert") { $0.use.asked = 0 }], isRunning: true, 80) == [])
  }
}
