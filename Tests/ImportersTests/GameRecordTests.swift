import Groundwork
import Journals
import SearchTrees
import Testing

@testable import Importers

/// Games with what programs said of their positions.
@Suite struct GameRecordTests {
  @Test func `what KaTrain packs into a game is a tree of moves`() throws {
    let file = try ReadFile(named: "katrain-KT-9x9.sgf")
    #expect(file.report.rootVisits == 151 && file.report.rootValue == 0.6)
    #expect(file.children.map(\.action) == ["E5"])
    #expect(file.children[0].visits == 120 && file.children[0].value == 0.62)
    #expect(file.report.summary.nodes == 3, "its line goes one move further")
    #expect(file.importer.trees[0].text == "position after move 1 B E5")
  }

  @Test func `what Lizzie writes of a position is seen by the player who moved`() throws {
    let file = try ReadFile(named: "lizzie-LZ.sgf")
    #expect(file.report.rootVisits == 1_300, "1.3k")
    #expect(file.report.rootValue == 0.4596)
    #expect(file.children.map(\.action) == ["R5", "C4"])
    #expect(file.children.map(\.visits) == [38, 20])
    #expect(file.assumption("view") == "mover")
  }

  @Test func `a value for each move makes a tree of the game, without visits`() throws {
    let sabaki = try ReadFile(named: "sabaki-SBKV.sgf")
    #expect(sabaki.report.summary.nodes == 3 && sabaki.report.rootVisits == nil)
    #expect(sabaki.children.map(\.action) == ["B E5"])
    #expect(sabaki.children[0].value == 0.553)
    let q5go = try ReadFile(named: "q5go-QKGV.sgf")
    #expect(q5go.children.map(\.value) == [0.55])
  }

  @Test func `each position that was analysed is a tree`() throws {
    let game = """
      (;SZ[9];B[ee]LZ[Lizzie 50.0 100
      move C3 visits 60 winrate 5500 pv C3];W[cc]LZ[Lizzie 45.0 80
      move D4 visits 50 winrate 5600 pv D4 E5](;B[dd])(;B[gg]LZ[Lizzie 40.0 30
      move A1 visits 20 winrate 6100 pv A1]))
      """
    let trees = try ReadFile(game).importer.trees
    #expect(
      trees.map(\.text) == [
        "position after move 1 B E5", "position after move 2 W C7", "position after move 3 B G3",
      ])
    #expect(trees.map(\.visits) == [100, 80, 30])
  }

  @Test func `a game without analysis says what is read`() {
    let error = #expect(throws: ImportError.self) { try ReadFile("(;SZ[9]GM[1];B[ee];W[cc])") }
    #expect(error?.reason.contains("KT, LZ, SBKV and QKGV") == true)
  }

  @Test func `bytes are packed and unpacked`() throws {
    #expect(Base64.decoded("aGVsbG8=") == Array("hello".utf8))
    #expect(Base64.decoded("a?b") == nil)
    // Made by gzip.
    let packed = try #require(Base64.decoded("H4sIAAAAAAACAyspSk1VKEElACVOF3QUAAAA"))
    let text = Gzip.inflated(packed).map { String(decoding: $0, as: UTF8.self) }
    #expect(text == "tree tree tree tree ")
    for cut in 0..<packed.count { _ = Gzip.inflated(Array(packed[..<cut])) }
    for place in packed.indices {
      var damaged = packed
      damaged[place] ^= 0x55
      _ = Gzip.inflated(damaged)
    }
  }
}
