import Groundwork
import SearchTrees

/// Nodes that were asked for, and groups of them, as JSON.
enum NodeObjects {
  /// Returns the nodes of a filter.
  static func matches(_ list: MatchList) -> JSONValue {
    .array(list.matches.map { match($0, list.columns) })
  }

  private static func match(_ match: MatchList.Match, _ columns: [String]?) -> JSONValue {
    JSONValue([
      ("id", .integer(match.node.index)),
      ("path", .array(match.path.map { .string($0) })),
      ("visits", .optional(match.visits)),
      ("value", .optional(match.value)),
      ("prior", .optional(match.prior)),
      ("children", .integer(match.childCount)),
      ("statistics", JSONValue(match.statistics.map { ($0.name, .optional($0.value)) })),
      ("flags", flags(match.flags)),
      (
        "columns",
        columns.map { JSONValue(zip($0, match.cells).map { ($0, cell($1)) }) } ?? .null
      ),
    ])
  }

  private static func cell(_ cell: ColumnCell) -> JSONValue {
    switch cell {
    case .number(let number): .number(number)
    case .truth(let isTrue): .bool(isTrue)
    case .text(let text): .string(text)
    case .node(let node, _): .integer(node.index)
    case .unknown: .null
    }
  }

  /// Returns groups of nodes.
  static func groups(_ list: GroupList) -> JSONValue {
    .array(list.groups.groups.map { group($0, list) })
  }

  private static func group(_ group: NodeGroup, _ list: GroupList) -> JSONValue {
    let (kind, value, from, to) = members(group.value)
    return JSONValue([
      ("is", .string(kind)),
      ("value", value),
      ("from", from),
      ("to", to),
      ("count", .integer(group.count)),
      ("visits", .optional(group.visits)),
      ("share", .optional(group.share)),
      ("values", .integer(group.valueCount)),
      ("mean", .optional(group.mean)),
      ("spread", .optional(group.deviation)),
      ("best", group.best.flatMap { list.best[$0] }.map(best) ?? .null),
      ("condition", .optional(list.groups.condition(of: group))),
    ])
  }

  private static func members(
    _ value: NodeGroup.Value
  ) -> (kind: String, value: JSONValue, from: JSONValue, to: JSONValue) {
    switch value {
    case .text(let text): ("value", .string(text), .null, .null)
    // JSON has no infinite numbers; the condition tells them apart.
    case .number(let number): ("value", .number(number), .null, .null)
    case .numbers(let low, let high): ("range", .null, .number(low.value), .number(high.value))
    case .truth(let isTrue): ("value", .bool(isTrue), .null, .null)
    case .unknown: ("unknown", .null, .null, .null)
    case .otherTexts: ("others", .null, .null, .null)
    }
  }

  private static func best(_ match: MatchList.Match) -> JSONValue {
    JSONValue([
      ("id", .integer(match.node.index)),
      ("path", .array(match.path.map { .string($0) })),
      ("visits", .optional(match.visits)),
      ("value", .optional(match.value)),
    ])
  }

  /// Returns what is known of a node beside its numbers, in words that do not change.
  static func flags(_ flags: NodeFlags) -> JSONValue { .array(flags.names.map { .string($0) }) }
}
