import Drawing
import Groundwork
import SearchTrees

/// The groups of nodes, a line each: how many there are, what they are worth, and the best of them.
struct GroupTable {
  private let list: GroupList
  private let repertoire: Repertoire

  init(_ list: GroupList, repertoire: Repertoire) {
    self.list = list
    self.repertoire = repertoire
  }

  /// The widest text that groups have in common.
  private static let widestValue = 40

  /// The lines, the heads first.
  var lines: [SafeText] {
    let heads = ["COUNT", "N", "%", "MEAN Q", "SPREAD", "BEST"].map { SafeText($0) }
    let rows = list.groups.groups.map { group in
      let numbers = [
        NumberText.grouped(group.count), NumberText.count(group.visits),
        group.share.map { NumberText.plain($0 * 100, places: 1) } ?? "-",
        MatchTable.number(group.mean), MatchTable.number(group.deviation),
        MatchTable.number(group.bestValue),
      ].map { SafeText($0) }
      return [group.isRoot ? "(the root)" : value(group.value)] + numbers + [best(group)]
    }
    let values = [SafeText("VALUE")] + rows.map { $0[0] }
    let width = values.map(\.width).max() ?? 0
    let cells = [[SafeText("VALUE")] + heads + [SafeText("BEST NODE")]] + rows
    let table = TextTable(
      rows: cells.map { row in [row[0].padded(to: width)] + row.dropFirst() }
    ).lines
    return table + MatchTable.rest(list.count - list.groups.groups.count)
  }

  private func value(_ value: NodeGroup.Value) -> SafeText {
    let text =
      switch value {
      case .text(""): "(empty)"
      case .text(let text): text
      case .number(let number): NodeGroups.words(number)
      case .numbers(let low, let high):
        NodeGroups.words(low.value) + " to " + NodeGroups.words(high.value)
      case .truth(let isTrue): isTrue ? "yes" : "no"
      case .unknown: "(not known)"
      case .otherTexts: "(other texts)"
      }
    return SafeText(text, repertoire: repertoire, limit: 400).ellipsized(to: Self.widestValue)
  }

  private func best(_ group: NodeGroup) -> SafeText {
    guard let match = group.best.flatMap({ list.best[$0] }) else { return "-" }
    return SafeText("\(match.node) ") + MatchTable.path(match, repertoire)
  }
}
