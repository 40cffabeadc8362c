import Environments
import Foundation
import Groundwork
import LanguageModels
import RewardModels
import SearchTrees
import Testing
import TreeSearch

@testable import Endpoints

/// llama.cpp's own server with the embedded models in it: what it says of a text must be what they say.
@Suite(
  .serialized,
  .enabled(
    if: PythonServer.packaged != nil,
    "TREETOP_TEST_PYTHON names no Python that has xllamacpp, gguf and numpy"),
  .timeLimit(.minutes(35)))
final class LlamaCppTests {
  private let servers: PythonServer
  private let asker: Asker
  private let expert: AskedServer
  private let amateur: AskedServer

  init() throws {
    let weights = PythonServer.repository.appendingPathComponent("Sources/CEmbeddedPair/Weights")
    servers = try PythonServer(
      PythonServer.folder.appendingPathComponent("Servers/embedded_servers.py"), [weights.path],
      lines: 2, python: try #require(PythonServer.packaged))
    let asker = try Asker()
    func add(_ line: String) throws -> AskedServer {
      let words = line.split(separator: " ").map { String($0) }
      let address = try EndpointAddress(words[1])
      return AskedServer(asker, asker.add(Endpoint(words[0], at: address)))
    }
    self.asker = asker
    expert = try add(servers.lines[0])
    amateur = try add(servers.lines[1])
  }

  /// Prompts and actions with their judgements.
  private static let questions: [(prompt: String, texts: [String])] = [
    (
      "[STATE] hand empty and red on table and blue on red [GOAL] red on blue [ACTION]",
      [
        " unstack blue from red [EVAL] good", " pick up red [EVAL] bad",
        " put down blue [EVAL] good",
      ]
    ),
    (
      "[STATE] holding orange and red on table and blue on red [GOAL] orange on blue [ACTION]",
      [" stack orange on blue [EVAL] good", " put down orange [EVAL] bad"]
    ),
  ]

  /// What a model itself says at each place of a text behind a prompt: all logarithms, by token.
  private func own(
    _ model: Transformer, _ prompt: String, _ text: String
  ) throws -> [(token: Int, logs: [Double])] {
    let before = try model.vocabulary.tokens(of: prompt)
    let all = try model.vocabulary.tokens(of: prompt + text)
    var trie = TokenTrie()
    _ = trie.insert(all)
    let logits = model.logits(after: trie)
    return (before.count..<all.count).map {
      (all[$0].index, logits.logProbabilities($0 - 1))
    }
  }

  @Test func `the grammar of tokens is found, and echo is not believed`() throws {
    let found = try Handshake(with: expert)
    #expect(found.way == .tokenGrammar && found.kind == .llamaCpp)
    #expect(found.trials.filter(\.isGood).map(\.way) == [.tokenGrammar])
    #expect(found.vocabulary == 28 && found.longest == 256 && found.alternatives == 28)
    #expect(found.parameters == EmbeddedPair.expert.shape.parameters && found.model == "expert")
    #expect(Handshake.difference(found, try Handshake(with: amateur)) == nil)
  }

  @Test(arguments: [ScoringWay.tokenGrammar, .tokenBias])
  func `a text is as likely as the embedded model says, token by token`(way: ScoringWay) throws {
    for (server, model) in [(expert, EmbeddedPair.expert), (amateur, EmbeddedPair.amateur)] {
      let found = try Handshake(with: server)
      for (prompt, texts) in Self.questions {
        for text in texts {
          let said = try server.answer(
            to: ScoreConversation(of: [text], after: prompt, by: found, way: way))
          let truth = try own(model, prompt, text)
          #expect(said.places.map(\.token) == truth.map { .number($0.token) })
          let sum = truth.reduce(0) { $0 + $1.logs[$1.token] }
          #expect(abs(said.log - sum) < 1e-3, "\(text): \(said.log) and \(sum)")
          for (place, own) in zip(said.places, truth) {
            #expect(place.top.count == 28)
            for other in place.top {
              let log = own.logs[try #require(other.token.number)]
              #expect(abs(other.log - log) < 1e-3)
            }
          }
        }
      }
    }
  }

  @Test func `divergence and judgement are those of the embedded pair`() throws {
    let found = try Handshake(with: expert)
    let other = try Handshake(with: amateur)
    let pair = try ModelPair(expert: EmbeddedPair.expert, amateur: EmbeddedPair.amateur)
    for (prompt, texts) in Self.questions {
      for text in texts {
        let action = String(text.prefix { $0 != "[" }.drop { $0 == " " }.dropLast())
        let state = String(prompt.dropLast(" [ACTION]".count))
        let evidence = try pair.read([action], after: state).steps[0]
        let ours = try expert.answer(
          to: ScoreConversation(of: [text], after: prompt, by: found, way: .tokenGrammar))
        let theirs = try amateur.answer(
          to: ScoreConversation(of: [text], after: prompt, by: other, way: .tokenGrammar))
        // The action, its mark, its judgement.
        #expect(ours.places.count == evidence.places.count + 2)
        for (index, place) in evidence.places.enumerated() {
          let divergence = TopDivergence(
            expert: ours.places[index].top, amateur: theirs.places[index].top, vocabulary: 28)
          #expect(abs(divergence.estimate - place.divergence.jensenShannon) < 1e-4)
          #expect(abs((ours.places[index].log ?? 0) - place.expertLog) < 1e-3)
        }
        let mass = AnswerMass(
          try #require(ours.places.last),
          [.init("good", [.number(20)]), .init("bad", [.number(21)])])
        #expect(abs(try #require(mass.probabilities[0]) - evidence.judgement.expertGood) < 1e-4)
        let bad = exp(try #require(evidence.judgement.expertBadLog))
        #expect(abs(try #require(mass.probabilities[1]) - bad) < 1e-4)
      }
    }
  }

  /// States on walks through small problems, each with its prompt and the words of its actions.
  private func states() throws -> [(prompt: String, wordings: [String])] {
    var random = RandomSource(seed: 3)
    var states: [(prompt: String, wordings: [String])] = []
    for (blocks, seed) in [(3, 1), (4, 2), (5, 3)] as [(Int, UInt64)] {
      let world = try Blocksworld(blocks: blocks, steps: 6, seed: seed)
      var state = world.initialState
      for _ in 0..<4 {
        let actions = (0..<world.actionCount(in: state)).map { world.action(at: $0, in: state) }
        if actions.isEmpty { break }
        states.append((world.prompt(for: state), actions.map { world.wording(of: $0, in: state) }))
        let taken = actions[Int(random.below(UInt32(actions.count)))]
        _ = world.apply(taken, to: &state, using: &random)
      }
    }
    return states
  }

  @Test func `every part of every step is the embedded pair's, and siblings are ordered as there`()
    throws
  {
    func side(_ server: AskedServer, _ name: String) throws -> AskedPair.Side {
      let endpoint = Endpoint(name, at: try EndpointAddress("http://127.0.0.1"))
      return AskedPair.Side(
        endpoint, number: server.number, handshake: try Handshake(with: server), way: .tokenGrammar)
    }
    let servers = ServerPair(
      AskedPair(asker, expert: try side(expert, "expert"), amateur: try side(amateur, "amateur")),
      vocabulary: 28, isEmbeddedPair: true)
    func read(_ wordings: [String], after prompt: String) throws -> StateEvidence {
      while true {
        let answer = try servers.answer(wordings, after: prompt, amateur: .fresh)
        if case .told(let evidence) = answer { return evidence }
        if case .failed(let reason) = answer {
          throw EndpointFailure(.refused, reason)
        }
        usleep(1000)
      }
    }
    let embedded = try ModelPair(expert: EmbeddedPair.expert, amateur: EmbeddedPair.amateur)
    var steps = 0
    for (prompt, wordings) in try states() {
      let said = try read(wordings, after: prompt)
      let truth = try embedded.read(wordings, after: prompt)
      #expect(said.steps.count == truth.steps.count)
      for part in RewardPart.measured {
        let ours = said.steps.map { part.raw(of: $0) }
        let theirs = truth.steps.map { part.raw(of: $0) }
        for (one, other) in zip(ours, theirs) {
          #expect(abs(one - other) < 1e-3, "\(part) after \(prompt): \(one) and \(other)")
        }
        for (one, other) in zip(ours.indices, theirs.indices.dropFirst())
        where abs(theirs[one] - theirs[other]) > 2e-3 {
          #expect((ours[one] < ours[other]) == (theirs[one] < theirs[other]))
        }
      }
      for (one, other) in zip(said.steps, truth.steps) {
        #expect(one.places.map(\.word) == other.places.map(\.word))
        #expect(one.places.map(\.isShared) == other.places.map(\.isShared))
        #expect(one.places.map(\.isSame) == other.places.map(\.isSame))
        let bad = (one.judgement.expertBadLog, other.judgement.expertBadLog)
        #expect(abs(exp(try #require(bad.0)) - exp(try #require(bad.1))) < 1e-3)
        #expect(one.tokens.map(\.text) == other.tokens.map(\.text))
      }
      steps += wordings.count
    }
    #expect(steps >= 20)
  }

  @Test func `a prompt that is too long names its tokens and the limit`() throws {
    let found = try Handshake(with: expert)
    let long = "[STATE]" + String(repeating: " hand empty and", count: 100) + " [ACTION]"
    do {
      _ = try expert.answer(
        to: ScoreConversation(of: [" pick up red"], after: long, by: found, way: .tokenGrammar))
      Issue.record("it was answered")
    } catch {
      #expect(
        error.kind == .tooLong && error.reason.contains("302 tokens, 256 at most"), "\(error)")
    }
  }
}
