import Testing

@testable import Endpoints

/// What follows from a reply, row by row of the table of limits and retries.
@Suite struct OutcomeTests {
  enum Expected: Equatable {
    case answered
    case again
    case loading
    case unusable
    case failed(EndpointFailure.Kind)
  }

  private func expected(_ outcome: ReplyOutcome) -> Expected {
    switch outcome {
    case .answered: .answered
    case .again: .again
    case .loading: .loading
    case .unusable: .unusable
    case .failed(let failure): .failed(failure.kind)
    }
  }

  @Test(
    arguments: [
      (429, #"{"error":{"message":"slow down"}}"#, .again),
      (429, #"{"error":{"message":"x","type":"insufficient_quota"}}"#, .failed(.quota)),
      (429, #"{"error":{"message":"check your plan and billing details"}}"#, .failed(.quota)),
      (429, #"{"error":{"message":"x","code":"credit_balance_too_low"}}"#, .failed(.quota)),
      (500, "<html>oops</html>", .again), (502, "", .again), (504, "", .again),
      (529, #"{"error":{"type":"overloaded_error","message":"Overloaded"}}"#, .again),
      (503, "<html>Service Unavailable</html>", .again),
      (
        503, #"{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}"#,
        .loading
      ),
      (401, #"{"error":{"message":"Invalid API Key"}}"#, .failed(.unauthorized)),
      (403, "", .failed(.unauthorized)), (402, "", .failed(.quota)),
      (400, #"{"error":{"message":"type must be number"}}"#, .failed(.refused)),
      (404, #"{"error":{"message":"The model `x` does not exist."}}"#, .failed(.refused)),
      (413, "", .failed(.refused)), (422, #"{"detail":"x"}"#, .failed(.refused)),
      (301, "", .failed(.redirected)), (302, "", .failed(.redirected)),
      (307, "", .failed(.redirected)), (308, "", .failed(.redirected)),
      (
        400,
        #"{"error":{"code":400,"type":"exceed_context_size_error","message":"too long","n_prompt_tokens":900,"n_ctx":256}}"#,
        .failed(.tooLong)
      ),
      (
        400,
        #"{"error":{"message":"This model's maximum context length is 256 tokens.","type":"BadRequestError","param":"input_tokens","code":400}}"#,
        .failed(.tooLong)
      ),
      (200, #"{"choices":[{"text":"a"}]}"#, .answered),
      (200, #"{"choices":[]}"#, .unusable), (200, #"{"choices":[{"te"#, .unusable),
      (200, "", .unusable), (200, "<html></html>", .unusable),
      (200, #"{"error":{"message":"upstream is gone"}}"#, .unusable),
      (
        200,
        #"{"choices":[{"text":"a","logprobs":{"content":[{"token":"a","logprob":NaN}]}}]}"#,
        .unusable
      ),
      (
        200,
        #"{"choices":[{"text":"a","logprobs":{"content":[{"token":"a","logprob":null}]}}]}"#,
        .unusable
      ),
      (
        200,
        #"{"choices":[{"text":"a","logprobs":{"content":[{"token":"a","logprob":0.5}]}}]}"#,
        .unusable
      ),
    ] as [(Int, String, Expected)])
  func `every status and body leads to what the table says`(
    status: Int, body: String, follows: Expected
  ) {
    let reply = HTTPReply(status: status, body: Array(body.utf8))
    #expect(expected(ReplyOutcome(reply, expecting: .completion)) == follows)
  }

  @Test(
    arguments: [
      (.noAddress, .failed(.unreachable)), (.refused, .again), (.untrusted, .failed(.untrusted)),
      (.timedOut, .again), (.cut, .again), (.tooLarge, .failed(.malformed)),
      (.unusable, .failed(.refused)), (.other, .again),
    ] as [(TransferResult, Expected)])
  func `a connection that cannot pass is given up, one that may is tried again`(
    result: TransferResult, follows: Expected
  ) {
    #expect(expected(ReplyOutcome(HTTPReply(result: result), expecting: .json)) == follows)
  }

  @Test func `another kind of content is no answer, with or without parameters`() {
    let body = Array(#"{"choices":[{"text":"a"}]}"#.utf8)
    func outcome(_ kind: String?) -> Expected {
      expected(
        ReplyOutcome(
          HTTPReply(status: 200, contentType: kind, body: body), expecting: .completion))
    }
    #expect(outcome("text/html") == .unusable)
    #expect(outcome("application/json") == .answered && outcome(nil) == .answered)
  }

  @Test func `a prompt that is too long names its tokens and the limit`() {
    let body =
      #"{"error":{"type":"exceed_context_size_error","message":"m","n_prompt_tokens":900,"n_ctx":256}}"#
    let reply = HTTPReply(status: 400, body: Array(body.utf8))
    guard case .failed(let failure) = ReplyOutcome(reply, expecting: .completion) else {
      Issue.record("not failed")
      return
    }
    #expect(failure.reason.contains("900 tokens, 256 at most"))
  }

  @Test func `a server that asks for more than ten minutes is not waited for`() {
    func outcome(_ seconds: Double) -> Expected {
      expected(
        ReplyOutcome(
          HTTPReply(status: 429, retryAfter: seconds, body: []), expecting: .json))
    }
    #expect(outcome(600) == .again && outcome(601) == .failed(.busy))
  }

  @Test func `a key that a server quotes is covered wherever it stands`() {
    var reply = HTTPReply(
      status: 401, body: Array(#"{"error":{"message":"bad key sk-secret-1, sk-secret-1"}}"#.utf8),
      message: "header sk-secret-1")
    reply.hide("sk-secret-1")
    #expect(!String(decoding: reply.body, as: UTF8.self).contains("secret"))
    #expect(reply.message == "header ***********")
    // A word that stands in for a key is none, and may stand in a reply.
    reply = HTTPReply(status: 200, body: Array("tokens".utf8))
    reply.hide("token")
    #expect(reply.body == Array("tokens".utf8))
  }

  @Test func `an error says how many alternatives are allowed, and how many tokens there are`() {
    #expect(
      ServerMessage(
        Array(
          #"{"error":{"message":"Requested sample logprobs of 29, which is greater than max allowed: 28"}}"#
            .utf8)
      ).mostAlternatives == 28)
    #expect(
      ServerMessage(
        Array(
          #"{"error":{"message":"token_id(s) [2000000000] in logit_bias contain out-of-vocab token ids. Vocabulary size: 151936"}}"#
            .utf8)
      ).vocabulary == 151_936)
  }

  @Test func `what is no message is shown by its beginning, on one line`() {
    let message = ServerMessage(Array(("<html>\n" + String(repeating: "x", count: 900)).utf8))
    #expect(message.text.count <= 200 && !message.text.contains("\n"))
    #expect(ServerMessage([]).text == "an empty reply")
    #expect(ServerMessage(Array(#"{"error":"model not found"}"#.utf8)).text == "model not found")
  }
}
