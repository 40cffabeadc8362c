import Foundation
import SearchTrees
import Testing

/// `treetop doctor` and `--assert` on files, by exit codes and what is printed.
@Suite struct DoctorTests {
  private struct Diagnosis: Decodable {
    struct Finding: Decodable {
      var rule: String
      var grade: String
      var node: Int
      var path: [String]
      var event: Int?
      var meaning: String
    }
    var faults: Int
    var remarks: Int
    var findings: [Finding]
  }

  private static let sound = #"""
    {"type":"search","version":1,"root":{"id":0},"statistics":["visits","mean"],"value":{"perspective":"root","low":0,"high":1}}
    {"type":"expand","node":0,"children":[{"id":7,"action":"left"},{"id":9,"action":"right"}]}
    {"type":"stats","stats":[[0,10,0.5],[7,6,0.6],[9,4,0.3]]}

    """#

  private func doctor(
    _ text: String, _ options: String...
  ) throws -> (status: Int32, diagnosis: Diagnosis) {
    let file = try TemporaryFile(text, named: "run.jsonl")
    let ending = try Program.start(["doctor", file.path, "--json"] + options).end()
    return (
      ending.status,
      try JSONDecoder().decode(Diagnosis.self, from: Data(ending.output.utf8))
    )
  }

  @Test func `a fault ends with 1 and names its node, a sound file with 0`() throws {
    let sound = try doctor(Self.sound)
    #expect(sound.status == 0 && sound.diagnosis.findings.isEmpty)
    let ill = try doctor(Self.sound.replacingOccurrences(of: "0.6", with: "1.6"))
    #expect(ill.status == 1 && ill.diagnosis.faults == 1)
    let finding = try #require(ill.diagnosis.findings.first)
    #expect(finding.rule == "value-outside-range" && finding.grade == "fault")
    #expect(finding.node == 7 && finding.path == ["left"] && !finding.meaning.isEmpty)
    let allowed = try doctor(
      Self.sound.replacingOccurrences(of: "0.6", with: "1.6"), "--allow", "value-outside-range")
    #expect(allowed.status == 0 && allowed.diagnosis.findings.isEmpty)
  }

  @Test func `a remark ends with 0, and with 1 where remarks count`() throws {
    let same = Self.sound.replacingOccurrences(of: "right", with: "left")
    let remark = try doctor(same)
    #expect(remark.status == 0 && remark.diagnosis.findings.map(\.rule) == ["duplicate-siblings"])
    #expect(try doctor(same, "--strict").status == 1)
  }

  @Test func `a rule that does not exist is refused with the nearest one`() throws {
    let ending = try Program.start(["doctor", "x", "--allow", "one-chian"]).end()
    #expect(ending.status == 2 && ending.error.contains("one-chain"))
    #expect(try Program.start(["doctor"]).end().status == 2)
  }

  @Test func `every rule is listed with its grade and its thresholds`() throws {
    let list = try Program.run("doctor", "--rules").output
    for rule in CheckRule.all {
      #expect(list.contains("\(rule.name)  \(rule.grade.rawValue)\n"))
    }
    #expect(list.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: [
    (#"best = "left" and N("left") > 5"#, Int32(0)), (#"N("left") > 6"#, 1), ("Q >= .5", 0),
    (#"U("left") > 0"#, 1), ("Q >", 2),
  ])
  func `an assertion decides how a batch ends`(condition: String, status: Int32) throws {
    let file = try TemporaryFile(Self.sound, named: "run.jsonl")
    let ending = try Program.start(["open", file.path, "--batch", "--assert", condition]).end()
    #expect(ending.status == status, "\(ending.error)")
    #expect(ending.error.contains("--assert") == (status != 0))
  }
}
