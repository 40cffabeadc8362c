import Testing

@testable import Endpoints

@Suite struct HandshakeTests {
  @Test(
    arguments: [
      (.vllm, .echo), (.llama, .tokenGrammar), (.biasOnly, .tokenBias), (.shifted, nil),
      (.heated, nil), (.writesOnly, nil), (.silent, nil), (.proxy, .echo),
    ] as [(ScriptedServer.Manner, ScoringWay?)])
  func `a way to score is taken only if its numbers are right`(
    manner: ScriptedServer.Manner, way: ScoringWay?
  ) throws {
    let found = try Handshake(with: ScriptedServer(manner))
    #expect(found.way == way, "\(found.trials)")
    #expect(found.givesNext == (manner != .silent))
  }

  @Test func `a server that ignores echo is found to, though it answers 200`() throws {
    let found = try Handshake(with: ScriptedServer(.llama))
    let echo = try #require(found.trials.first { $0.way == .echo })
    #expect(!echo.isGood && echo.difference == nil)
    #expect(found.kind == .llamaCpp && found.slots == 2 && found.inFlight == 2)
  }

  @Test func `numbers of another place or temperature are measured and refused`() throws {
    for manner in [ScriptedServer.Manner.shifted, .heated] {
      let found = try Handshake(with: ScriptedServer(manner))
      let echo = try #require(found.trials.first { $0.way == .echo })
      #expect(try #require(echo.difference) > Handshake.tolerance)
    }
  }

  @Test(arguments: [(20, 20), (50, 50), (5, 5), (1, 1), (100, 50), (7, 7)])
  func `as many alternatives are taken as are allowed, fifty at most`(most: Int, taken: Int) throws
  {
    #expect(try Handshake(with: ScriptedServer(.vllm, most: most)).alternatives == taken)
  }

  @Test func `the vocabulary is what the server says, or what it says when it refuses a token`()
    throws
  {
    #expect(try Handshake(with: ScriptedServer(.llama)).vocabulary == 12)
    #expect(try Handshake(with: ScriptedServer(.vllm)).vocabulary == 12)
    #expect(try Handshake(with: ScriptedServer(.proxy)).vocabulary == nil)
    #expect(try Handshake(with: ScriptedServer(.vllm)).longest == 99)
  }

  @Test(arguments: [ScriptedServer.Manner.vllm, .llama, .biasOnly, .proxy])
  func `every way gives the numbers of the model, token by token`(
    manner: ScriptedServer.Manner
  )
    throws
  {
    let server = ScriptedServer(manner)
    let found = try Handshake(with: server)
    let (prompt, text) = ("w1 w5 w3", " w2 w11 w0")
    let tokens = ScriptedServer.tokens(of: prompt + text)
    for trial in found.trials where trial.isGood {
      let score = try server.answer(
        to: ScoreConversation(of: [text], after: prompt, by: found, way: trial.way))
      #expect(score.places.count == 3 && score.start == 3 && !score.beginsEarlier)
      for (place, said) in zip(3..., score.places) {
        let log = ScriptedServer.logs(after: tokens[..<place])[tokens[place]]
        #expect(abs(try #require(said.log) - log) < 5.1e-5)
        #expect(said.top.count >= min(found.alternatives, 12))
      }
    }
  }

  @Test func `a text is asked of in one request a token only where nothing else works`() throws {
    let server = ScriptedServer(.biasOnly)
    let found = try Handshake(with: server)
    let before = server.requests.count
    _ = try server.answer(
      to: ScoreConversation(of: [" w2 w11 w0"], after: "w1", by: found, way: .tokenBias))
    // Two to cut the texts, one a token.
    #expect(server.requests.count - before == 5)
  }

  @Test(arguments: [ScriptedServer.Manner.vllm, .llama, .biasOnly, .proxy])
  func `the parts of a text are found by what stands before each`(
    manner: ScriptedServer.Manner
  )
    throws
  {
    let server = ScriptedServer(manner)
    let found = try Handshake(with: server)
    let score = try server.answer(
      to: ScoreConversation(
        of: [" w2 w11", " w7", " w0"], after: "w1 w5", by: found, way: try #require(found.way)))
    #expect(score.parts == [0..<2, 2..<3, 3..<4] && score.start == 2)
  }

  @Test(arguments: [ScriptedServer.Manner.vllm, .llama])
  func `where prompt and ending are known a text is cut once and scored once`(
    manner: ScriptedServer.Manner
  )
    throws
  {
    let server = ScriptedServer(manner)
    let found = try Handshake(with: server)
    let way = try #require(found.way)
    func ask(_ conversation: ScoreConversation) throws -> (ScoredText, requests: Int) {
      let before = server.requests.count
      let text = try server.answer(to: conversation)
      return (text, max(0, server.requests.count - before))
    }
    let parts = [" w2 w11", " w7", " w0"]
    let (whole, requests) = try ask(
      ScoreConversation(of: parts, after: "w1 w5", by: found, way: way))
    #expect(requests == 5)
    let (known, fewer) = try ask(
      ScoreConversation(
        of: parts, after: "w1 w5", by: found, way: way, promptTokens: [1, 5], ending: [[7], [0]]))
    #expect(fewer == 2)
    #expect(known.places == whole.places && known.parts == whole.parts && known.start == 2)
    // What stands at the end of this one is something else.
    let (measured, more) = try ask(
      ScoreConversation(
        of: parts, after: "w1 w5", by: found, way: way, promptTokens: [1, 5], ending: [[8], [0]]))
    #expect(more == 4 && measured.parts == whole.parts)
  }

  @Test func `expert and amateur with other vocabularies are not contrasted`() throws {
    var expert = try Handshake(with: ScriptedServer(.llama))
    let amateur = expert
    #expect(Handshake.difference(expert, amateur) == nil)
    expert.vocabulary = 13
    #expect(Handshake.difference(expert, amateur) == "the expert knows 13 tokens, the amateur 12")
    expert.vocabulary = 12
    expert.sample[0] += 1
    #expect(Handshake.difference(expert, amateur)?.contains("other tokens") == true)
  }
}

@Suite struct EndpointAddressTests {
  @Test(
    arguments: [
      ("http://127.0.0.1:8000", "http://127.0.0.1:8000/v1/models", nil),
      ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/v1/models", nil),
      ("http://127.0.0.1:8000/v1", "http://127.0.0.1:8000/v1/models", nil),
      ("http://127.0.0.1:8000/v1/#qwen", "http://127.0.0.1:8000/v1/models", "qwen"),
      ("HTTPS://Host/api/v1?version=2#a/b", "https://Host/api/v1/models?version=2", "a/b"),
      ("http://[::1]:80#", "http://[::1]:80/v1/models", nil),
      ("http://me:secret@host", "http://me:secret@host/v1/models", nil),
    ] as [(String, String, String?)])
  func `an address is read with and without v1 and model`(
    text: String, url: String, model: String?
  ) throws {
    let address = try EndpointAddress(text)
    #expect(address.url("/v1/models") == url && address.model == model)
  }

  @Test(arguments: [
    "", "host:8000", "ftp://host", "http://", "http://:80", "http://host:0", "http://host:65536",
    "http://host:x", "http://ho st", "http://host\n", "http://[::1]x",
  ])
  func `what is no address is refused without being quoted`(text: String) {
    #expect(throws: EndpointAddressError.self) { try EndpointAddress(text) }
  }

  @Test func `user info, query and model are never shown`() throws {
    let address = try EndpointAddress("https://me:secret@host:1/x/v1?key=hidden#m")
    #expect(address.description == "https://host:1/x" && address.host == "host")
    #expect(!"\(Endpoint("expert", at: address).address)".contains("secret"))
  }

  @Test func `a key has no text but in the header`() throws {
    let key = SecretKey("sk-secret")
    var dumped = ""
    dump(key, to: &dumped)
    #expect(!"\(key) \(String(reflecting: key)) \(dumped)".contains("secret"))
    let address = try EndpointAddress("http://h")
    let endpoint = Endpoint("expert", at: address, key: key)
    dump(endpoint, to: &dumped)
    #expect(!dumped.contains("sk-secret"))
    let sent = endpoint.request(EndpointRequest(.models, expecting: .json))
    #expect(sent.headers.contains("Authorization: Bearer sk-secret"))
  }

  @Test func `a company's variable counts for its own address alone`() throws {
    func names(_ text: String) throws -> [String] {
      SecretKey.usualVariables(for: try EndpointAddress(text))
    }
    #expect(
      try names("https://api.openai.com") == [
        "TREETOP_API_KEY",
        "OPENAI_API_KEY",
      ])
    #expect(
      try names("http://api.openai.com") == [
        "TREETOP_API_KEY"
      ])
    #expect(
      try names("https://api.openai.com.evil.org") == [
        "TREETOP_API_KEY"
      ])
    #expect(
      try names("https://user@evil.org/api.openai.com") == [
        "TREETOP_API_KEY"
      ])
  }
}
