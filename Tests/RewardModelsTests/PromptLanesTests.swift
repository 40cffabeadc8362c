import Groundwork
import Testing

@testable import RewardModels

/// Questions that share what a slot of a server has read.
@Suite struct PromptLanesTests {
  /// Who had its turn, in which slot, and whether it was the first there.
  private final class Turns: Sendable {
    private let list = Guarded<[String]>([])
    var all: [String] { list.withLock { $0 } }

    func enter(_ lanes: PromptLanes, _ prompt: String, _ name: String) {
      lanes.enter(prompt) { [list] slot, isFirst in
        list.withLock { $0.append("\(name) \(slot)" + (isFirst ? " first" : "")) }
      }
    }
  }

  @Test func `questions about one prompt follow each other in one slot, the first has it read`() {
    let lanes = PromptLanes(slots: 2)
    let turns = Turns()
    for name in ["a1", "a2", "a3"] { turns.enter(lanes, "A", name) }
    #expect(turns.all == ["a1 0 first"])
    lanes.leave(0, isRead: true)
    lanes.leave(0, isRead: true)
    #expect(turns.all == ["a1 0 first", "a2 0", "a3 0"])
    lanes.leave(0, isRead: true)
    // What the slot read last it still knows.
    turns.enter(lanes, "A", "a4")
    #expect(turns.all.last == "a4 0")
  }

  @Test func `other prompts have other slots, and wait where none is free`() {
    let lanes = PromptLanes(slots: 2)
    let turns = Turns()
    for name in ["A", "B", "C"] {
      turns.enter(lanes, name, name.lowercased() + "1")
      turns.enter(lanes, name, name.lowercased() + "2")
    }
    #expect(turns.all == ["a1 0 first", "b1 1 first"])
    lanes.leave(1, isRead: true)
    #expect(turns.all.last == "b2 1")
    lanes.leave(1, isRead: true)
    #expect(turns.all.last == "c1 1 first")
    lanes.leave(0, isRead: true)
    lanes.leave(1, isRead: true)
    #expect(turns.all.suffix(2) == ["a2 0", "c2 1"])
  }

  @Test func `where the prompt was not read the next one is the first again`() {
    let lanes = PromptLanes(slots: 1)
    let turns = Turns()
    for name in ["a1", "a2"] { turns.enter(lanes, "A", name) }
    lanes.leave(0, isRead: false)
    #expect(turns.all == ["a1 0 first", "a2 0 first"])
    lanes.leave(0, isRead: false)
    turns.enter(lanes, "A", "a3")
    #expect(turns.all.last == "a3 0 first")
  }

  @Test func `a new prompt takes the slot that was not used for the longest time`() {
    let lanes = PromptLanes(slots: 2)
    let turns = Turns()
    for name in ["A", "B", "C", "D"] {
      turns.enter(lanes, name, name)
      lanes.leave(name == "A" || name == "C" ? 0 : 1, isRead: true)
    }
    #expect(turns.all == ["A 0 first", "B 1 first", "C 0 first", "D 1 first"])
  }
}
