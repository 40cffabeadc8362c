import Environments
import Testing

@Suite struct PromptFormatTests {
  @Test func `a state is written from the tops of the towers down, with the goal behind`() throws {
    let world = try Blocksworld(blocks: 3, steps: 4, seed: 1)
    let prompt = world.prompt(for: world.initialState)
    #expect(prompt.hasPrefix("[STATE] hand empty "))
    #expect(prompt.contains(" [GOAL] "))
    #expect(prompt.split(separator: " ").count { $0 == "table" } >= 1)
  }
}
