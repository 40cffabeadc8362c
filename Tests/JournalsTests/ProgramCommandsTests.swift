import Groundwork
import Journals
import SearchTrees
import Testing

@Suite struct ProgramCommandsTests {
  /// The line of a first command, where the journal's ids are a hundred more than ours.
  private func line(_ command: SearchCommand) -> String? {
    var commands = ProgramCommands()
    return commands.line(for: command) { UInt64($0.index + 100) }
  }

  @Test func `every command of the protocol is one line`() {
    let two = NodeID(2)
    #expect(line(.run) == #"{"command":"run","id":1}"#)
    #expect(line(.runUntil(.iterations(5))) == #"{"command":"run","id":1,"count":5}"#)
    #expect(line(.pause) == #"{"command":"pause","id":1}"#)
    #expect(line(.step(3)) == #"{"command":"step","id":1,"count":3,"by":"iteration"}"#)
    #expect(line(.stepPhase(1)) == #"{"command":"step","id":1,"count":1,"by":"phase"}"#)
    #expect(line(.back(2)) == #"{"command":"back","id":1,"count":2,"by":"iteration"}"#)
    #expect(line(.backPhase(2)) == #"{"command":"back","id":1,"count":2,"by":"phase"}"#)
    #expect(line(.branch(at: two, name: nil)) == #"{"command":"branch","id":1,"node":102}"#)
    #expect(
      line(.branch(at: two, name: "a \"b\"\u{1B}"))
        == #"{"command":"branch","id":1,"node":102,"name":"a \"b\"\u001b"}"#)
    #expect(
      line(.edit(.boost(two, visits: 9))) == #"{"command":"boost","id":1,"node":102,"visits":9}"#)
    #expect(
      line(.edit(.parameter(name: "c", value: 1.5)))
        == #"{"command":"parameters","id":1,"parameters":{"c":1.5}}"#)
  }

  @Test(arguments: [
    (TreeEdit.ban(NodeID(2)), #"{"banned":true}"#),
    (.allow(NodeID(2)), #"{"banned":false}"#),
    (.pin(NodeID(2), value: 0.25), #"{"pinned":0.25}"#),
    (.pin(NodeID(2), value: nil), #"{"pinned":null}"#),
    (.prior(NodeID(2), value: 0.5), #"{"prior":0.5}"#),
    (.note(NodeID(2), text: "look\nhere"), #"{"note":"look\nhere"}"#),
  ])
  func `edits of a node are sets`(edit: TreeEdit, set: String) {
    #expect(line(.edit(edit)) == #"{"command":"set","id":1,"node":102,"set":\#(set)}"#)
  }

  @Test(arguments: [
    SearchCommand.runUntil(.bestActionChange(within: 9)), .runUntil(.visits(.root, 3)), .pace(nil),
    .switchBranch(1), .undoEdit, .restart, .restartWith(NamedNumber("c", 1)), .goTo(event: 3),
    .goToIteration(3),
    .mark(name: "m", node: .root), .save(path: "p"), .edit(.prior(.root, value: .nan)),
  ])
  func `what the protocol has no word for is no line`(command: SearchCommand) {
    #expect(line(command) == nil)
  }

  @Test func `a node that the journal does not know cannot be branched at`() {
    var commands = ProgramCommands()
    #expect(commands.line(for: .branch(at: NodeID(7), name: nil)) { _ in nil } == nil)
    #expect(commands.line(for: .pause) { _ in nil } == #"{"command":"pause","id":1}"#)
  }

  /// A reply as the reader of journals gives it.
  private func reply(_ to: Double, _ members: JSONValue.Member...) -> JSONValue {
    .object([.init("type", .string("reply")), .init("to", .number(to))] + members)
  }

  @Test func `a reply is told by the name of its command, and only if something is wrong`() {
    var commands = ProgramCommands()
    for command in [SearchCommand.run, .pause, .step(1)] {
      _ = commands.line(for: command) { UInt64($0.index) }
    }
    #expect(commands.unansweredCount == 3)
    #expect(commands.notice(for: reply(1, .init("ok", .bool(true)))) == nil)
    let refused = reply(3, .init("error", .string("not now")), .init("field", .string("by")))
    #expect(commands.notice(for: refused) == "the program refused \"step\": not now (by)")
    #expect(
      commands.notice(for: reply(2)) == "the program refused \"pause\": it gave no reason")
    #expect(
      commands.notice(for: reply(2, .init("ok", .bool(true))))
        == "the program answered a command that it was not given (2)")
    #expect(commands.unansweredCount == 0)
  }

  @Test func `what a program does not offer is refused with the reason`() {
    let disabledReasons = Capabilities(["run", "step", "set:prior", "telepathy"]).disabledReasons
    #expect(
      Set(disabledReasons.keys)
        == [
          .stepPhase, .back, .backPhase, .branch, .ban, .pin, .boost, .parameter, .note,
          .undoEdit, .redoEdit, .restart, .ask,
        ])
    #expect(
      disabledReasons[.back] == "this program cannot take steps back: it does not offer \"back\"")
  }

  @Test func `a program that offers everything is refused only what the protocol lacks`() {
    let all = [
      "run", "step", "step:phase", "back", "branch", "set:prior", "set:value", "set:note", "ban",
      "pin", "boost", "parameters",
    ]
    #expect(Set(Capabilities(all).disabledReasons.keys) == [.undoEdit, .redoEdit, .restart, .ask])
  }
}
