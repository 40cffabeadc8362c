import Foundation
import Groundwork
import Testing

@testable import Endpoints

/// The asker against a server that does everything wrong.
@Suite(.serialized, .timeLimit(.minutes(10)))
final class AskerTests {
  private let server: PythonServer
  private let asker: Asker

  init() throws {
    server = try PythonServer(
      PythonServer.folder.appendingPathComponent("Servers/faults.py"), lines: 4)
    asker = try Asker()
  }

  private struct Count {
    var requests: Int
    var most: Int
    var authorized: Int
  }

  /// What all servers together counted of a fault; one asks them as one asks for models.
  private func count(_ fault: String) throws -> Count {
    let request = EndpointRequest(.models, expecting: .json)
    let reply = try asker.answer(to: SingleRequest(request: request), from: try add("counts"))
    guard case .json(let counts) = reply else { throw ReplyError.malformed("no counts") }
    func number(_ name: String) -> Int { counts[fault]?[name]?.integer ?? 0 }
    return Count(
      requests: number("requests"), most: number("most"), authorized: number("authorized"))
  }

  private func add(
    _ fault: String, line: Int = 0, key: String? = nil, certificates: String? = nil,
    limits: TimeLimits = TimeLimits(), limit: Int = 4
  ) throws -> Int {
    let address = try EndpointAddress(server.lines[line] + "/" + fault)
    return asker.add(
      Endpoint(
        "expert", at: address, key: key.map { SecretKey($0) }, certificates: certificates,
        timeLimits: limits), limit: limit)
  }

  private let question = EndpointRequest(
    .completions, JSONValue([("prompt", .string("x"))]), expecting: .completion)

  private func ask(_ number: Int, tries: Int = 2) throws -> CompletionReply {
    try asker.answer(to: SingleRequest(request: question), from: number, tries: tries).completion()
  }

  private func failed(_ number: Int, tries: Int = 2) -> EndpointFailure? {
    do {
      _ = try ask(number, tries: tries)
      return nil
    } catch {
      return error as? EndpointFailure
    }
  }

  @Test func `a good reply is read`() throws {
    let reply = try ask(try add("ok"))
    #expect(reply.places.map(\.log) == [-0.25])
    #expect(reply.usage == TokenUsage(prompt: 4, written: 1))
  }

  @Test(
    arguments: [
      ("500", .busy, 2), ("503", .busy, 2), ("cut", .interrupted, 2), ("reset", .interrupted, 2),
      ("malformed", .malformed, 2), ("type", .malformed, 2), ("events", .malformed, 2),
      ("nan", .malformed, 2), ("choices", .malformed, 2), ("quota", .quota, 1),
      ("huge", .malformed, 1), ("nothing", .refused, 1), ("302", .redirected, 1),
      ("307", .redirected, 1),
    ] as [(String, EndpointFailure.Kind, Int)])
  func `every fault of a server is a failure of its kind, tried as often as it may pass`(
    fault: String, kind: EndpointFailure.Kind, requests: Int
  ) throws {
    let number = try add(fault, key: "sk-of-this-server")
    let failure = try #require(failed(number))
    #expect(failure.kind == kind, "\(failure)")
    #expect(!failure.description.contains("sk-of-this-server"))
    #expect(try count(fault).requests == requests)
    // The next question is answered as if nothing had been.
    #expect(try ask(try add("ok")).places.count == 1)
  }

  @Test(arguments: ["301", "302", "307", "308"])
  func `a redirect is never followed, and the other address sees nothing`(fault: String) throws {
    let number = try add(fault, key: "sk-of-this-server")
    let failure = try #require(failed(number))
    #expect(failure.kind == .redirected && failure.reason.contains(fault))
    #expect(try count("elsewhere").requests == 0)
    #expect(try count(fault).authorized == 1)
  }

  @Test(arguments: ["429", "once", "loading"])
  func `what passes is waited for`(fault: String) throws {
    let began = Clocks.monotonic
    #expect(try ask(try add(fault)).places.count == 1)
    #expect(try count(fault).requests == 2)
    if fault == "429" { #expect(Clocks.monotonic - began >= 1) }
  }

  @Test func `a server that says nothing, or stops in the middle, is given up`() throws {
    for fault in ["slow", "stuck"] {
      let number = try add(fault, limits: TimeLimits(first: 0.3, silence: 0.3))
      let failure = try #require(failed(number, tries: 1))
      #expect(failure.kind == .interrupted && failure.reason.contains("silent"), "\(failure)")
    }
  }

  @Test func `control characters in a reply are kept as text for those who make it safe`() throws {
    #expect(try ask(try add("controls")).text.unicodeScalars.contains("\u{1b}"))
  }

  @Test func `a key that the server quotes is in no failure`() throws {
    let failure = try #require(failed(try add("quotes", key: "sk-secret-of-mine")))
    #expect(failure.kind == .unauthorized && failure.reason.contains("not a key"))
    #expect(!failure.description.contains("secret"))
  }

  @Test func `no key is sent where there is none`() throws {
    _ = try ask(try add("ok"))
    #expect(try count("ok").authorized == 0)
    _ = try ask(try add("ok", key: "sk-secret-of-mine"))
    #expect(try count("ok").authorized == 1)
  }

  @Test func `many questions are under way at once, never more than allowed`() throws {
    for (limit, fault) in [(5, "pause"), (1, "ok")] {
      let number = try add(fault, limit: limit)
      let answered = Guarded(0)
      for _ in 0..<60 {
        asker.submit(SingleRequest(request: question), to: number) { _, _ in
          answered.change { $0 += 1 }
        }
      }
      answered.wait { $0 == 60 }
      let count = try count(fault)
      #expect(count.requests == 60 && count.most <= limit)
      #expect(limit == 1 || count.most > 1)
    }
  }

  @Test func `a storm of refusals ends, with few questions more than without`() throws {
    let number = try add("storm", limit: 4)
    let answered = Guarded<[Bool]>([])
    for _ in 0..<12 {
      asker.submit(SingleRequest(request: question), to: number) { result, _ in
        answered.change { $0.append((try? result.get()) != nil) }
      }
    }
    answered.wait { $0.count == 12 }
    #expect(answered.withLock { $0.allSatisfy { $0 } })
    let count = try count("storm")
    #expect(count.requests <= 19 && count.most <= 4, "\(count)")
    let standing = asker.standing(of: number)
    #expect(standing.failed == 0 && standing.tokens == TokenUsage(prompt: 48, written: 12))
  }

  @Test func `what is cancelled is answered never, and closing does not wait for a slow server`()
    throws
  {
    let number = try add("slow", limit: 1)
    let failures = Guarded<[EndpointFailure.Kind]>([])
    func submit() -> Int {
      asker.submit(SingleRequest(request: question), to: number) { result, _ in
        if case .failure(let failure) = result { failures.change { $0.append(failure.kind) } }
      }
    }
    let first = submit()
    _ = submit()
    while try count("slow").requests == 0 { usleep(10_000) }
    asker.cancel(first)
    // The place is free for the second.
    while try count("slow").requests < 2 { usleep(10_000) }
    let began = Clocks.monotonic
    asker.close()
    // The server would answer after a minute.
    #expect(Clocks.monotonic - began < 20)
    #expect(failures.withLock { $0 } == [.cancelled])
    // Nobody waits for what a closed asker is asked.
    #expect(throws: EndpointFailure.self) {
      try asker.answer(to: SingleRequest(request: question), from: number)
    }
  }

  @Test func `how long a server has been silent is known while it is`() throws {
    let number = try add("slow")
    asker.submit(SingleRequest(request: question), to: number) { _, _ in }
    while (asker.standing(of: number).silence ?? 0) < 1 { usleep(50_000) }
    #expect(asker.standing(of: number).open == 1)
  }

  @Test func `a certificate that nobody vouches for is refused unless its file is named`() throws {
    let failure = try #require(failed(try add("ok", line: 2, key: "sk-secret-of-mine")))
    #expect(failure.kind == .untrusted, "\(failure)")
    #expect(try count("ok").requests == 0)
    let trusted = try add("ok", line: 2, certificates: server.lines[3])
    #expect(try ask(trusted).places.count == 1)
    let missing = try add("ok", line: 2, certificates: "/no/such/file")
    #expect(try #require(failed(missing)).kind == .refused)
  }
}
