import Environments
import Glibc
import Groundwork
import Journals
import Presets
import SearchTrees
import Sessions
import Testing
import TreeSearch

/// Servers of their own kind: every question has an answer that follows from its key alone.
private final class AnyAnswer: CallCache {
  private let asked = Guarded(0)
  var path: String { "nowhere" }
  var failure: String? { nil }
  /// How often it was asked.
  var count: Int { asked.withLock { $0 } }

  func answer(to key: String) -> ModelCall? {
    asked.withLock { $0 += 1 }
    var random = RandomSource(
      seed: key.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 })
    let places = (0..<4).map { token in
      let top = (0..<5).map { number in
        // Four decimals, as servers' numbers are kept.
        ModelCall.Token(
          number: number, text: number == 3 ? " good" : "",
          log: (log(0.01 + 0.18 * random.unit()) * 1e4).rounded() / 1e4)
      }
      return ModelCall.Place(top[token], top: top)
    }
    return ModelCall(
      key: key, name: "expert", ability: "score", prompt: "prompt \(key.prefix(1))",
      text: " step [EVAL] good",
      outcome: .scored(
        ModelCall.Score(places: places, parts: [0..<2, 2..<3, 3..<4], start: 7)))
  }

  func keep(_ call: ModelCall) -> ModelCall { call }
}

/// Recordings of searches whose models ran on servers, opened where these are not.
@Suite struct RecordedCallsTests {
  private let folder: Folder
  private let servers = ["expert", "amateur"].map {
    var server = ModelServer(
      $0, at: "http://\($0)", server: "held", model: $0, way: "held", alternatives: 5,
      vocabulary: 28)
    // Without its template no recorded answer would be found again.
    server.template =
      $0 == "expert" ? ChatTemplate(before: "<|user|>\n", after: "\n<|answer|>") : nil
    return server
  }
  private let answers = AnyAnswer()

  init() throws { folder = try Folder() }

  private func plan() throws -> SearchPlan {
    var plan = SearchPlan(try Problem.named("blocksworld:blocks=4,steps=4,seed=1"), .contrastive)
    plan.seed = 3
    plan.takeModels(recorded: servers, calls: KeptCalls(cache: answers))
    return plan
  }

  private func run(_ session: any SearchSession, to count: Int, _ recorder: JournalRecorder?) {
    while session.iterations < count, session.waiting?.failure == nil {
      if let recorder {
        session.run(count - session.iterations, recordedBy: recorder)
      } else {
        session.run(count - session.iterations)
      }
    }
  }

  /// Records a search of so many simulations, in which one was taken back and an edit made.
  private func record(_ plan: SearchPlan, _ count: Int) throws -> any SearchSession {
    let request = SearchRequest(exploring: plan)
    let recorder = JournalRecorder(
      try JournalFile(creating: folder.path()), header: JournalHeader(plan, request.limits),
      calls: plan.calls)
    let session = request.beginSession(undoBytes: 1 << 20)
    run(session, to: count / 2, recorder)
    for _ in 0..<2 where session.stepBack() { recorder.tookBackSimulation() }
    _ = try session.edit(.boost(NodeID(2), visits: 2), by: .user)
    recorder.edited(.boost(NodeID(2), visits: 2), by: .user)
    run(session, to: count, recorder)
    recorder.finish()
    #expect(recorder.failure == nil)
    return session
  }

  private func resume(_ file: RecordedFile, at event: Int) throws -> ResumedSearch {
    let plan = try #require(file.plan)
    return try RecordedPlan(path: file.path, plan: plan, event: event).resume(
      undoBytes: 0, isCancelled: { false }, { _ in })
  }

  @Test func `it goes on from any moment as far as the calls know, and asks nobody`() throws {
    let whole = try record(plan(), 24)
    let lines = try folder.text().split(separator: "\n")
    let asked = answers.count
    let file = try RecordedFile(folder.path(), name: "a.jsonl")
    #expect(file.header.servers.map(\.name) == ["expert", "amateur"])
    let end = try resume(file, at: lines.count)
    #expect(end.session.fingerprint == whole.fingerprint)
    // From the middle of what came after the edit it does what it did, and from there on it cannot.
    let event = try #require(lines.lastIndex { $0.contains("\"iteration\":18,") }) + 1
    let middle = try resume(file, at: event).session
    #expect(middle.iterations == 18)
    run(middle, to: 24, nil)
    #expect(middle.fingerprint == whole.fingerprint)
    run(middle, to: 400, nil)
    let reason = try #require(middle.waiting?.failure)
    #expect(reason.contains("this needs the server") && reason.contains("--expert http://expert"))
    #expect(middle.iterations >= 24 && middle.phase == .select)
    #expect(answers.count == asked)
  }

  @Test func `what was said of a step names its calls, here and in the recording`() throws {
    let plan = try plan()
    let whole = try record(plan, 12)
    let calls = try #require(plan.calls)
    var request = SliceRequest()
    request.wantsVerdicts = true
    request.cursor = .node(NodeID(1))
    var slice = TreeSlice()
    whole.fill(&slice, for: request)
    let verdict = try #require(slice.detail.verdict)
    #expect(verdict.calls.map(\.name) == ["expert", "amateur"])
    for reference in verdict.calls { #expect(calls.call(reference.number) != nil) }
    // The log-probability of the step is that of its first two tokens.
    let score = try #require(calls.call(verdict.calls[0].number)?.score)
    let part = try #require(verdict.parts.first { $0.name == "R_LL" })
    #expect(part.raw == score.places[0].token.log + score.places[1].token.log)
    let recording = Recording(try JournalBytes(mapping: folder.path()))
    recording.readWhole()
    #expect(recording.callCount(upTo: .max) == calls.count)
    #expect(calls.window(2..<5).calls == calls.calls(2..<5) && calls.window(2..<5).first == 2)
    // A window beyond the last call is the last one of its length.
    let last = calls.window(900..<903)
    #expect(last.calls == calls.calls(calls.count - 3..<calls.count) && last.count == calls.count)
    #expect(calls.window(0..<10_000_000).calls.count == calls.count)
    for place in 0..<calls.count {
      var call = try recording.call(at: place)
      #expect(call.line != nil)
      call.line = nil
      #expect(call == calls.call(place + 1))
    }
    let text = try folder.text()
    #expect(
      text.contains(
        "\"asked\":{\"expert\":\(verdict.calls[0].number),\"amateur\":\(verdict.calls[1].number)}"))
    // A prompt is written once, however often it is asked about.
    let prompts = Set((1...calls.count).compactMap { calls.call($0)?.prompt })
    #expect(text.ranges(of: "{\"type\":\"text\"").count == prompts.count)
  }

  @Test func `a killed search has every answer that its tree rests on`() throws {
    _ = try record(plan(), 20)
    let bytes = Array(try folder.text().utf8)
    // Wherever it is cut, what is left goes on without the servers to where it was.
    for part in [0.3, 0.45, 0.6, 0.7, 0.85, 0.95] {
      let cut = String(decoding: bytes[..<Int(part * Double(bytes.count))], as: UTF8.self)
      try folder.write(cut, "cut.jsonl")
      let recorder = try JournalRecorder(resuming: folder.path("cut.jsonl"))
      let header = try #require(recorder.past?.header)
      let plan = try SearchPlan(header)
      try recorder.restore(try #require(plan.calls), isCompared: false)
      var request = SearchRequest(exploring: plan)
      request.recorder = recorder
      let session = try request.makeSession { _ in }
      #expect(session.waiting == nil, "\(part)")
      recorder.finish()
    }
  }

  @Test func `one question with two answers is refused, with both lines`() throws {
    _ = try record(plan(), 8)
    let text = try folder.text()
    let lines = text.split(separator: "\n")
    let first = try #require(lines.firstIndex { $0.hasPrefix("{\"type\":\"call\"") })
    let other = lines[first].replacing("\"start\":7", with: "\"start\":8")
    try folder.write(text + other + "\n")
    let file = try RecordedFile(folder.path(), name: "a.jsonl")
    let problem = #expect(throws: JournalProblem.self) { try resume(file, at: lines.count) }
    #expect(problem?.line == lines.count + 1)
    #expect(problem?.reason.contains("another answer here than on line \(first + 1)") == true)
  }

  @Test func `a new answer to a recorded question is compared where that is asked for`() throws {
    let calls = KeptCalls()
    var call = try #require(answers.answer(to: "k"))
    call.line = 12
    #expect(calls.restore(call, isCompared: true) == nil)
    #expect(calls.answer(to: "k") == nil)
    call.line = nil
    #expect(calls.add(call) == .kept(1))
    #expect(calls.answer(to: "k") == 1 && calls.count == 1)
    let strict = KeptCalls()
    _ = strict.restore(call, isCompared: true)
    call.outcome = .failed("busy")
    #expect(strict.add(call) == .kept(2) && strict.answer(to: "k") == nil)
    var other = try #require(answers.answer(to: "other"))
    other.key = "k"
    #expect(strict.add(other) == .differs(from: 1))
    #expect(strict.totals.map(\.failed) == [1])
  }

  @Test func `a shared file answers other runs, and the first answer counts`() throws {
    let path = folder.path("cache.jsonl")
    let (one, other) = (try CallFile(path), try CallFile(path))
    let call = try #require(answers.answer(to: "a"))
    #expect(one.answer(to: "a") == nil)
    #expect(one.keep(call) == call)
    #expect(other.answer(to: "a") == call && other.count == 1)
    var second = call
    second.outcome = try #require(answers.answer(to: "b")).outcome
    #expect(other.keep(second) == call && one.count == 1)
    // A run that was killed left half a line, and the next one goes on behind it.
    let whole = try folder.text("cache.jsonl")
    try folder.write(whole + "{\"type\":\"call\",\"key\":\"c\",\"na", "cache.jsonl")
    let third = try CallFile(path)
    let last = try #require(answers.answer(to: "d"))
    #expect(third.keep(last) == last && third.count == 2)
    #expect(try CallFile(path).answer(to: "d") == last)
    let kept = KeptCalls(cache: third)
    #expect(kept.answer(to: "d") == 1 && kept.answer(to: "nothing") == nil)
    #expect(kept.totals.map(\.cached) == [1] && kept.call(1)?.isCached == true)
    // A recording is none, and stays as it is.
    try folder.write("{\"type\":\"search\",\"version\":1}\n", "run.jsonl")
    #expect(throws: JournalProblem.self) { try CallFile(folder.path("run.jsonl")) }
    #expect(try folder.text("run.jsonl") == "{\"type\":\"search\",\"version\":1}\n")
  }
}
