import Foundation
import Testing

@testable import Endpoints

/// Replies of real servers, and of those that were only read about, as they send them.
@Suite struct DecodingTests {
  private func body(_ name: String) throws -> [UInt8] {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Replies"))
    return Array(try Data(contentsOf: url))
  }

  private func reply(
    _ name: String, _ expectation: EndpointRequest.Expectation
  ) throws -> EndpointReply {
    try EndpointReply(HTTPReply(status: 200, body: body(name)), expecting: expectation)
  }

  /// A place as a line: its token, its number, the tokens beside it.
  private func line(_ place: ReplyPlace) -> String {
    func name(_ token: SeenToken) -> String {
      switch token {
      case .number(let number): "#\(number)"
      case .text(let text): "'\(text)'"
      }
    }
    let rounded = place.rounded
    let top = rounded.top.map { "\(name($0.token)) \($0.log)" }.joined(separator: ", ")
    return "\(name(place.token)) \(rounded.log.map { "\($0)" } ?? "-") [\(top)]"
  }

  @Test(
    arguments: [
      (
        "llama-completions",
        ["#13 -0.1654 [#13 -0.1654, #18 -2.5419]", "#14 -0.1456 [#14 -0.1456, #0 -2.2902]"],
        TokenUsage(prompt: 8, written: 2)
      ),
      (
        "llama-echo-ignored", ["#8 -0.7427 [#8 -0.7427, #0 -0.7926]"],
        TokenUsage(prompt: 3, written: 1)
      ),
      (
        "llama-token-grammar",
        [
          "#13 -0.1654 [#13 -0.1654, #18 -2.5419, #0 -3.2495]",
          "#14 -0.1456 [#14 -0.1456, #0 -2.2902, #13 -4.1247]",
          "#22 -0.0048 [#22 -0.0048, #14 -6.4001, #1 -7.1967]",
        ], TokenUsage(prompt: 8, written: 3)
      ),
      (
        "litellm-completions",
        ["#13 -0.1654 [#13 -0.1654, #18 -2.5419]", "#14 -0.1456 [#14 -0.1456, #0 -2.2902]"],
        TokenUsage(prompt: 8, written: 2)
      ),
      (
        "vllm-completions",
        [
          "' pick' -0.1654 [' pick' -0.1654, ' unstack' -2.5419]",
          "' up' -0.1456 [' up' -0.1456, '[PAD]' -2.2902]",
        ], TokenUsage(prompt: 8, written: 2)
      ),
      (
        "vllm-token-ids",
        ["#13 -0.1654 [#13 -0.1654, #18 -2.5419]", "#14 -0.1456 [#14 -0.1456, #0 -2.2902]"],
        TokenUsage(prompt: 8, written: 2)
      ),
      (
        "vllm-echo",
        [
          "'[STATE]' - []", "'hand' -0.5 ['hand' -0.5, 'red' -1.5]",
          "'empty' -9.25 ['holding' -0.01, 'on' -5.5, 'empty' -9.25]",
        ], TokenUsage(prompt: 3, written: 0)
      ),
      (
        "llama-cpp-python-echo",
        ["'a' - []", "' b' -1.5 [' b' -1.5, ' x' -2.0]", "' c' -2.5 [' y' -0.5, ' c' -2.5]"],
        TokenUsage(prompt: 3, written: 0)
      ),
      (
        "sglang-completions",
        [
          "' pick' -0.1654 [' pick' -0.1654, ' unstack' -2.5419]",
          "' up' -0.1456 [' up' -0.1456, '[PAD]' -2.2902]",
        ], TokenUsage(prompt: 8, written: 2)
      ),
      (
        "tgi-chat", ["'Yes' -0.25 ['Yes' -0.25, 'No' -1.75]"], TokenUsage(prompt: 9, written: 1)
      ),
      (
        "openai-completions",
        [
          "' Rome' -0.125 [' Rome' -0.125, ' the' -3.5, ' not' -4.25, ' a' -5.0, '\n' -6.5]"
        ], TokenUsage(prompt: 11, written: 1)
      ),
      ("ollama-completions", [], TokenUsage(prompt: 8, written: 2)),
      ("lm-studio-completions", [], TokenUsage(prompt: 8, written: 2)),
    ] as [(String, [String], TokenUsage)])
  func `a completion is read whatever form the server gives it`(
    file: String, places: [String], usage: TokenUsage
  ) throws {
    let completion = try reply(file, .completion).completion()
    #expect(completion.places.map(line) == places)
    #expect(completion.usage == usage)
  }

  @Test func `log-probabilities of a prompt have the token that stands there first`() throws {
    let completion = try reply("vllm-prompt-logprobs", .completion).completion()
    #expect(
      completion.promptPlaces.map(line) == [
        "'' - []", "#7 -0.5 [#7 -0.5, #22 -1.5]",
        "#8 -9.25 [#9 -0.01, #10 -5.5, #8 -9.25]",
      ])
    #expect(completion.places.isEmpty)
  }

  @Test(
    arguments: [
      ("llama-tokenize", [1, 7, 8], nil), ("llama-tokenize-pieces", [1, 7, 8], nil),
      ("vllm-tokenize", [1, 7, 8], 256),
    ] as [(String, [Int], Int?)])
  func `tokens are read with and without their texts`(
    file: String, tokens: [Int], longest: Int?
  ) throws {
    #expect(try reply(file, .tokens) == .tokens(tokens, longest: longest))
  }

  @Test(
    arguments: [
      ("llama-error-type", 400, .refused, "must be number"),
      ("llama-error-long", 400, .tooLong, "300 tokens, 256 at most"),
      ("vllm-error-k", 400, .refused, "max allowed: 28"),
      ("vllm-error-long", 400, .tooLong, "256 tokens"),
      ("vllm-error-model", 404, .refused, "does not exist"),
      ("litellm-error", 400, .refused, "litellm.BadRequestError"),
      ("openai-error-quota", 429, .quota, "check your plan"),
      ("gemini-error-quota", 429, .quota, "current quota"),
    ] as [(String, Int, EndpointFailure.Kind, String)])
  func `an error says in the server's words what is wrong`(
    file: String, status: Int, kind: EndpointFailure.Kind, words: String
  ) throws {
    let outcome = ReplyOutcome(
      HTTPReply(status: status, body: try body(file)), expecting: .completion)
    guard case .failed(let failure) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(failure.kind == kind && failure.reason.contains(words), "\(failure.reason)")
  }

  @Test func `an overloaded server is asked again`() throws {
    let outcome = ReplyOutcome(
      HTTPReply(status: 529, body: try body("anthropic-error")), expecting: .completion)
    guard case .again(let failure, nil) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(failure.reason.contains("Overloaded"))
  }

  @Test func `log-probabilities are kept with four decimals`() {
    let place = ReplyPlace(
      token: .number(1), text: "", log: -0.16544879972934723,
      top: [.init(token: .number(1), text: "", log: -0.00001)])
    #expect(place.rounded.log == -0.1654)
    #expect("\(place.rounded.top[0].log)" == "0.0")
  }
}
