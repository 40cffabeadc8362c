import Testing

@testable import Endpoints

/// Files that list models.
@Suite struct ModelListTests {
  private let roles = ["expert", "amateur"]

  @Test func `a line names role, server and what is known of it`() throws {
    let list = ModelList(
      """
      # two of one family
      expert   http://a:8000/v1#big  key-env=MY_KEY price-in=2.50 price-out=10 format=chat  # dear
      \tamateur http://b:8001 model=small in-flight=4 timeout=30

      """, roles: roles)
    #expect(list.problems.isEmpty && list.entries.map(\.role) == roles)
    let expert = try #require(list.entries.first)
    #expect(expert.address.description == "http://a:8000" && expert.model == "big")
    #expect(expert.keyVariable == "MY_KEY" && expert.priceIn == 2.5 && expert.priceOut == 10)
    #expect(expert.inFlight == nil && expert.timeout == nil && expert.format == .chat)
    let amateur = try #require(list.entries.last)
    #expect(amateur.model == "small" && amateur.inFlight == 4 && amateur.timeout == 30)
    #expect(amateur.keyVariable == nil && amateur.priceIn == nil && amateur.format == nil)
  }

  @Test func `all that is wrong is said at once, with line and column, and no secret`() {
    let list = ModelList(
      """
      exprt http://h:1 price_in=2
      expert ftp://u:hidden@x in-flight=0
      amateur
      amateur http://h:2#a model=b key-env=sk-12 word
      amateur http://h:2 price-in=x price-out=1 timeout=1 timeout=2
      expert http://h:3 price-in=1
      expert http://h:4 format=chatml
      """, roles: roles)
    let said = list.problems.map { "\($0.line):\($0.column) \($0.reason)" }
    let expected = [
      "1:1 unknown role exprt; did you mean expert?",
      "1:18 unknown key price_in; did you mean price-in?",
      "2:8 expected http:// or https:// and a host, as in http://127.0.0.1:8000",
      "2:35 in-flight: expected a whole number from 1 to 256",
      "3:8 an address is missing, as in http://127.0.0.1:8000",
      "4:22 the address names another model",
      "4:38 key-env: expected the name of a variable that holds the key, or NONE",
      "4:44 expected key=value; keys are model, format, key-env, price-in, price-out, in-flight and timeout",
      "5:1 amateur has a line already",
      "5:29 price-in: expected US dollars for a million tokens, as in 2.50",
      "5:53 timeout is given twice",
      "6:1 price-in and price-out go together",
      "7:1 expert has a line already",
      "7:26 format: expected plain or chat",
    ]
    #expect(said == expected)
    #expect(!said.joined().contains("hidden") && !said.joined().contains("sk-12"))
  }
}

/// How many tokens a second come from a server.
@Suite struct TokenFlowTests {
  @Test func `the rate is that of the last ten seconds, from the first request of them`() {
    var flow = TokenFlow()
    #expect(flow.rate(at: 1) == nil)
    flow.add(TokenUsage(prompt: 30, written: 10), began: 0, ended: 2)
    flow.add(TokenUsage(prompt: 60), began: 1, ended: 3)
    // What only cuts texts costs no tokens.
    flow.add(TokenUsage(), began: 3, ended: 3.5)
    #expect(flow.rate(at: 4) == 25)
    #expect(flow.rate(at: 12.5) == 60 / 11.5)
    #expect(flow.rate(at: 14) == nil)
  }
}
