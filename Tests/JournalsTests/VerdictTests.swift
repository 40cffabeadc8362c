import Foundation
import Groundwork
import SearchTrees
import Testing

@testable import Journals

/// What evaluators said, written to a journal and read from it.
@Suite(.timeLimit(.minutes(20)))
struct VerdictTests {
  private static let header =
    #"{"type":"search","version":1,"engine":"demo","root":{"id":0},"statistics":["visits","sum"]}"#
  private static let growth =
    #"{"type":"expand","node":0,"children":[{"id":1,"action":"left"},{"id":2,"action":"right"}]}"#

  /// A verdict with all that a verdict can have.
  private static var full: Verdict {
    var part = VerdictPart("R_LL", -2.3125)
    part.region = 1
    part.regionCount = 3
    part.mean = 0.1
    part.deviation = 1.0 / 3.0
    part.samples = 4807
    part.normalized = -7.2375
    part.weight = 0.5
    part.contribution = -3.61875
    return Verdict(
      value: -3.5, parts: [part, VerdictPart("R_SE", 0.1)],
      tokens: [
        TokenEvidence(
          text: "pick \"up\"\n", role: .action,
          likelihoods: ["expert": -2.09187, "amateur": -21.82],
          divergence: 0.000_123_456, isShared: true,
          top: [
            .init(text: "un\u{1B}[2J", likelihoods: ["expert": -0.28768, "amateur": -1e-5]),
            .init(text: "", likelihoods: ["expert": -1.38629]),
          ]),
        TokenEvidence(text: "good", role: .judgement, likelihoods: ["a \"third\"": 0]),
      ],
      rationale: "clears the way\u{202E}",
      generation: GeneratedText(
        text: "holding \u{1B}red", accepted: 12, rejected: 1,
        calls: [.init("expert", 4), .init("amateur", 13)],
        disagrees: true),
      proposal: GeneratedProposal(
        drawn: 3, samples: 8, illegal: 2, accepted: 20, rejected: 4,
        calls: [.init("expert", 11), .init("amateur", 30)]))
  }

  @Test func `of tokens that share what stands before them, the last one differs`() throws {
    let texts = [
      #"{"text":"pick","expert":0.5,"shared":true}"#, #"{"text":"up","expert":1,"shared":true}"#,
      #"{"text":"white","expert":0.5}"#, #"{"text":"good","expert":0.9,"role":"judgement"}"#,
    ]
    let line = #"{"value":1,"tokens":["# + texts.joined(separator: ",") + "]}"
    let tokens = Recording.verdict(
      try JournalReader.value(of: line.utf8.span)
    ).tokens
    #expect(tokens.map(\.isShared) == [true, true, false, false])
    #expect(tokens.map(\.isSame) == [true, false, false, false])
  }

  /// The journal of a search with one verdict on its root.
  private func journal(_ verdict: Verdict) throws -> String {
    let journal = try JournalInFolder()
    let recorder = try journal.recorder()
    var record = SimulationRecord()
    record.iteration = 1
    record.nodesBefore = 1
    record.nodesAfter = 1
    record.path.append(.root)
    record.visits.append(1)
    record.sums.append(1)
    record.verdict = verdict
    recorder.simulated(record)
    recorder.finish()
    #expect(recorder.failure == nil)
    return journal.text
  }

  @Test func `a verdict is written in this line`() throws {
    let lines = try journal(Self.full).split(separator: "\n").map { String($0) }
    #expect(
      lines[1] == #"{"type":"evaluate","node":0,"value":-3.5,"#
        + #""parts":[{"name":"R_LL","raw":-2.3125,"region":1,"regions":3,"mean":0.1,"#
        + #""deviation":0.3333333333333333,"samples":4807,"normalized":-7.2375,"weight":0.5,"#
        + #""contribution":-3.61875},{"name":"R_SE","raw":0.1}],"#
        + #""tokens":[{"text":"pick \"up\"\n","logprobs":{"expert":-2.09187,"amateur":-21.82},"#
        + #""divergence":0.000123456,"shared":true,"#
        + #""top":[["un\u001b[2J",-0.28768,-1e-05],{"text":"","logprobs":{"expert":-1.38629}}]},"#
        + #"{"text":"good","role":"judgement","logprobs":{"a \"third\"":0}}],"#
        + "\"rationale\":\"clears the way\u{202E}\","
        + #""generation":{"text":"holding \u001bred","accepted":12,"rejected":1,"#
        + #""calls":{"expert":4,"amateur":13},"disagrees":true},"#
        + #""proposal":{"drawn":3,"samples":8,"illegal":2,"accepted":20,"rejected":4,"#
        + #""calls":{"expert":11,"amateur":30}}}"#)
  }

  @Test func `what was written is read back`() throws {
    let recording = Recording.whole(try journal(Self.full))
    #expect(recording.problems == [])
    #expect(recording.verdict(of: .root) == Self.full)
  }

  @Test func `nothing that is no number is written`() throws {
    var verdict = Verdict(value: .nan, parts: [VerdictPart("a", .infinity)])
    verdict.parts[0].normalized = .nan
    verdict.parts[0].weight = 2
    verdict.tokens = [
      TokenEvidence(
        text: "x", role: .action, likelihoods: ["a": .nan, "b": -.infinity, "c": -1],
        divergence: .nan,
        top: [
          .init(text: "y", likelihoods: ["a": .nan]), .init(text: "z", likelihoods: ["c": -2]),
          .init(text: "u", likelihoods: ["a": -3, "c": -.infinity]),
        ])
    ]
    let text = try journal(verdict)
    #expect(
      text.contains(
        #"{"type":"evaluate","node":0,"parts":[{"name":"a","weight":2}],"tokens":[{"text":"x","#
          + #""logprobs":{"c":-1},"top":[["z",-2],{"text":"u","logprobs":{"a":-3}}]}]}"#))
    #expect(Recording.whole(text).problems == [])
  }

  /// Keys and values of other programs, and what is left of them.
  static let foreign: [(String, Verdict)] = [
    (
      #""value":0.5,"parts":[{"name":"a","normalized":2,"contribution":3}]"#,
      part("a", 3) {
        $0.normalized = 2
        $0.contribution = 3
      }
    ),
    (
      #""value":0.5,"parts":[{"name":"a","raw":"high"},{"raw":1},7,{"name":"b","raw":1,"#
        + #""region":-1,"regions":2.5,"deviation":-1,"samples":1e300,"weight":"much"}]"#,
      part("b", 1)
    ),
    (
      #""value":0.5,"parts":{"name":"a","raw":1},"tokens":"all","rationale":["why"]"#,
      Verdict(value: 0.5)
    ),
    (
      #""value":0.5,"tokens":["x",{"text":"y"},{"text":"z","expert":1.5},{"expert":0.5},"#
        + #"{"text":"t","expert":0.5,"amateur":-1,"divergence":-2,"role":"other","shared":"yes"}]"#,
      Verdict(
        value: 0.5, tokens: [TokenEvidence(text: "t", role: .action, likelihoods: .expert(0.5))])
    ),
    (
      #""value":0.5,"tokens":[{"text":"t","expert":0.5,"#
        + #""top":["bare",["a"],["b",2],[3,0.5],[],null,"#
        + #"["c",0.25,0.125],{"text":"d","expert":0.25},{"token":"e","probability":0.125},"#
        + #"["f",0.5,9]]}]"#,
      Verdict(
        value: 0.5,
        tokens: [
          TokenEvidence(
            text: "t", role: .action, likelihoods: .expert(0.5),
            top: [
              .init(text: "c", likelihoods: .expert(0.25, amateur: 0.125)),
              .init(text: "d", likelihoods: .expert(0.25)),
              .init(text: "e", likelihoods: .expert(0.125)),
              .init(text: "f", likelihoods: .expert(0.5)),
            ])
        ])
    ),
    (
      #""value":0.5,"tokens":[{"text":"t","logprobs":{"a":-1,"b":0.5,"c":null,"d":"x","e":-2},"#
        + #""top":[["u",-3,-4,-5],["v",1,-6],{"text":"w","logprobs":{"e":0}},{"text":"x"}]},"#
        + #"{"text":"none","logprobs":{}},{"text":"none","logprobs":[-1],"role":"judgement"}]"#,
      Verdict(
        value: 0.5,
        tokens: [
          TokenEvidence(
            text: "t", role: .action, likelihoods: ["a": -1, "e": -2],
            top: [
              .init(text: "u", likelihoods: ["a": -3, "b": -4, "c": -5]),
              .init(text: "v", likelihoods: ["b": -6]), .init(text: "w", likelihoods: ["e": 0]),
            ])
        ])
    ),
  ]

  @Test func `of other programs' generations what makes sense is kept`() {
    let whole: [(String, Verdict)] = [
      (#""generation":"text","proposal":3"#, Verdict(value: 0.5)),
      (#""generation":{"accepted":3},"proposal":{"drawn":-1,"samples":2}"#, Verdict(value: 0.5)),
      (
        #""generation":{"text":"t","accepted":-1,"rejected":"x"},"proposal":{"drawn":1,"samples":2}"#,
        Verdict(
          value: 0.5,
          generation: GeneratedText(
            text: "t", accepted: 0, rejected: 0, calls: [],
            disagrees: false),
          proposal: GeneratedProposal(
            drawn: 1, samples: 2, illegal: 0, accepted: 0, rejected: 0,
            calls: []))
      ),
    ]
    for (keys, expected) in whole + Self.named {
      let line = #"{"type":"evaluate","node":1,"value":0.5,"# + keys + "}"
      let recording = Recording.whole([Self.header, Self.growth, line, ""].joined(separator: "\n"))
      #expect(recording.problems == [])
      #expect(recording.verdict(of: NodeID(1)) == expected)
    }
  }

  /// Calls by the models' names, and as recordings of earlier versions have them.
  private static let named: [(String, Verdict)] = [
    (
      #""generation":{"text":"t","calls":{"a":3,"b":"x","c":0}}"#,
      Verdict(
        value: 0.5,
        generation: GeneratedText(
          text: "t", accepted: 0, rejected: 0, calls: [.init("a", 3), .init("c", 0)],
          disagrees: false))
    ),
    (
      #""generation":{"text":"t","amateur":13,"expert":4,"disagrees":true}"#,
      Verdict(
        value: 0.5,
        generation: GeneratedText(
          text: "t", accepted: 0, rejected: 0, calls: [.init("expert", 4), .init("amateur", 13)],
          disagrees: true))
    ),
  ]

  @Test func `probabilities of earlier versions are shown to the digit as they were written`()
    throws
  {
    for digits in stride(from: 1, through: 99_999, by: 7) {
      for scale in ["e-5", "e-9"] {
        let line = #"{"value":1,"tokens":[{"text":"t","expert":\#(digits)\#(scale)}]}"#
        let tokens = Recording.verdict(try JournalReader.value(of: line.utf8.span)).tokens
        if tokens.first?.likelihoods.probability("expert") != Double("\(digits)\(scale)") {
          Issue.record("\(line)")
        }
        #expect(tokens.first?.likelihoods.probability("amateur") == nil)
      }
    }
  }

  private static func part(
    _ name: String, _ raw: Double, _ change: (inout VerdictPart) -> Void = { _ in }
  ) -> Verdict {
    var part = VerdictPart(name, raw)
    change(&part)
    return Verdict(value: 0.5, parts: [part])
  }

  @Test(arguments: 0..<foreign.count) func `of other programs' verdicts what makes sense is kept`(
    index: Int
  ) {
    let (keys, expected) = Self.foreign[index]
    let line = #"{"type":"evaluate","node":1,"# + keys + "}"
    let recording = Recording.whole([Self.header, Self.growth, line, ""].joined(separator: "\n"))
    #expect(recording.problems == [])
    #expect(recording.verdict(of: NodeID(1)) == expected)
  }

  @Test func `a verdict without end is cut`() {
    func list(_ element: String, _ count: Int) -> String {
      "[" + Array(repeating: element, count: count).joined(separator: ",") + "]"
    }
    let top = list(#"["a",0.5]"#, 40)
    let line =
      #"{"type":"evaluate","node":0,"parts":"# + list(#"{"name":"a","raw":1}"#, 900)
      + #","tokens":"# + list(#"{"text":"x","expert":0.5,"top":"# + top + "}", 900) + "}"
    let recording = Recording.whole(Self.header + "\n" + line + "\n")
    let verdict = recording.verdict(of: .root)
    #expect(verdict?.parts.count == 64 && verdict?.tokens.count == 512)
    #expect(verdict?.tokens.last?.top.count == 16)
  }

  // MARK: - Siblings

  private func detail(
    _ recording: Recording, _ node: Int, wants: Bool = true, known: [StepEvaluation] = []
  ) -> NodeDetail {
    var detail = NodeDetail()
    detail.node = NodeID(node)
    detail.siblingVerdicts = known
    var request = SliceRequest()
    request.wantsVerdicts = wants
    recording.fill(&detail, for: request)
    return detail
  }

  @Test func `the verdicts on siblings are there if they are asked for`() {
    let lines = [
      Self.header, Self.growth, #"{"type":"evaluate","node":2,"value":0.25}"#,
      #"{"type":"evaluate","node":1,"value":0.5,"rationale":"so"}"#,
      #"{"type":"evaluate","node":2,"value":0.75}"#, "",
    ]
    let recording = Recording.whole(lines.joined(separator: "\n"))
    let both = [
      StepEvaluation(
        node: NodeID(1), label: "left", verdict: Verdict(value: 0.5, rationale: "so")),
      StepEvaluation(node: NodeID(2), label: "right", verdict: Verdict(value: 0.75)),
    ]
    #expect(detail(recording, 1).siblingVerdicts == both)
    #expect(detail(recording, 2).siblingVerdicts == both)
    #expect(detail(recording, 0).siblingVerdicts.isEmpty)
    #expect(detail(recording, 1, wants: false).siblingVerdicts.isEmpty)
    // What the rules at hand know of the way to the goal is kept, what they would say is not.
    var known = both
    known[1].isBest = true
    known[1].verdict.value = 9
    #expect(detail(recording, 1, known: known).siblingVerdicts.map(\.isBest) == [nil, true])
    #expect(detail(recording, 1, known: known).siblingVerdicts[1].verdict.value == 0.75)
    recording.show(event: 3)
    #expect(detail(recording, 1).siblingVerdicts.map(\.node) == [NodeID(2)])
    #expect(detail(recording, 1).siblingVerdicts[0].verdict.value == 0.25)
  }

  @Test func `of a thousand siblings those around the cursor are read`() {
    let children = (1...1000).map { #"{"id":\#($0)}"# }.joined(separator: ",")
    let verdicts = (1...1000).map { #"{"type":"evaluate","node":\#($0),"value":\#($0)}"# }
    let growth = #"{"type":"expand","node":0,"children":["# + children + "]}"
    let recording = Recording.whole(
      ([Self.header, growth] + verdicts + [""]).joined(separator: "\n"))
    for node in [1, 500, 1000] {
      let steps = detail(recording, node).siblingVerdicts
      #expect(steps.count == 64 && steps.contains { $0.node == NodeID(node) })
    }
  }
}

extension TokenLikelihoods {
  /// The probabilities of recordings of earlier versions.
  fileprivate static func expert(_ expert: Double, amateur: Double? = nil) -> TokenLikelihoods {
    let second = amateur.map { [NamedNumber("amateur", $0)] } ?? []
    return TokenLikelihoods(probabilities: [NamedNumber("expert", expert)] + second)
  }
}
