import Groundwork

/// A journal made at random, as values and as text: mostly sound, here and there something that means
/// nothing, is not known, or names what is not there.
struct RandomJournal {
  /// An entry of a row of statistics.
  enum Cell: Equatable {
    case number(Double)
    case unknown
    case nonsense

    var text: String {
      switch self {
      case .number(let number):
        Double(exactly: number.rounded()) == number && abs(number) < 1e15
          ? String(Int(number)) : "\(number)"
      case .unknown: "null"
      case .nonsense: "\"x\""
      }
    }
  }

  struct Child {
    var id: UInt64
    var action: String
    var prior: Double?
  }

  struct Row {
    var id: UInt64
    var cells: [Cell]
  }

  /// A line.
  enum Event {
    case expand(UInt64, [Child])
    case stats([Row])
    case backup(iteration: Int?, path: [UInt64], [Row])
    case answer([UInt64])
    case other(String)
  }

  let root: UInt64
  let columns: [String]
  private(set) var events: [Event] = []
  private var ids: [UInt64]
  private var random: RandomSource

  private static let layouts = [
    ["visits", "mean"], ["visits", "sum"], ["mean", "visits"], ["visits"], ["mean"],
    ["visits", "mean", "max"], ["visits", "value"], ["spread", "sum", "visits"],
  ]
  /// Small, beyond what a double holds, and near the end.
  private static let roots: [UInt64] = [0, 0, 0, 5, 1 << 53 + 1, 1 << 63, .max - 9]

  init(seed: UInt64) {
    var random = RandomSource(seed: seed)
    columns = Self.layouts[Int(random.below(UInt32(Self.layouts.count)))]
    root = Self.roots[Int(random.below(UInt32(Self.roots.count)))]
    ids = [root]
    self.random = random
    let count = 2 + below(40)
    for _ in 0..<count { add() }
  }

  private mutating func below(_ bound: Int) -> Int { Int(random.below(UInt32(max(1, bound)))) }

  private mutating func add() {
    switch below(12) {
    case 0...3: addChildren()
    case 4...6: events.append(.stats(rows(of: (0...below(4)).map { _ in anyID() })))
    case 7...9:
      var path = [root]
      for _ in 0..<below(4) { path.append(anyID()) }
      let iteration: Int? = below(3) == 0 ? nil : 1 + below(50)
      events.append(.backup(iteration: iteration, path: path, rows(of: path)))
    case 10: events.append(.answer([root] + (0..<below(3)).map { _ in anyID() }))
    default:
      let lines = [
        #"{"type":"log","text":"hello"}"#, #"{"type":"mark","name":"here"}"#,
        #"{"type":"never heard of","node":7}"#, #"{"type":"stop","reason":"budget"}"#,
      ]
      events.append(.other(lines[below(lines.count)]))
    }
  }

  /// Mostly one that is there.
  private mutating func anyID() -> UInt64 {
    below(25) == 0 ? UInt64(900 + below(9)) : ids[below(ids.count)]
  }

  private mutating func addChildren() {
    let parent = anyID()
    let isTooWide = below(40) == 0
    let number = isTooWide ? 70_000 : 1 + below(5)
    var children: [Child] = []
    for _ in 0..<number {
      var id = (ids.max() ?? 0) < UInt64.max - 200_000 ? (ids.max() ?? 0) + 1 : UInt64(ids.count)
      if isTooWide { id = 1_000_000 + UInt64(children.count) }
      if !isTooWide, below(8) == 0 { id = 1 << 60 + UInt64(below(1 << 20)) * 3 }
      if below(60) == 0 { id = ids[below(ids.count)] }
      let prior: Double? = below(3) == 0 ? Double(below(9)) / 8 - (below(30) == 0 ? 2 : 0) : nil
      children.append(Child(id: id, action: "a\(id)", prior: prior))
      if !isTooWide, !ids.contains(id) { ids.append(id) }
    }
    events.append(.expand(parent, children))
  }

  private mutating func rows(of nodes: [UInt64]) -> [Row] {
    nodes.map { node in
      Row(id: node, cells: columns.map { name in cell(isCount: name == "visits") })
    }
  }

  private mutating func cell(isCount: Bool) -> Cell {
    switch below(40) {
    case 0...2: return .unknown
    case 3: return .nonsense
    case 4: return .number([1e300, -1e300, 4e9, 5e9, -1][below(5)])
    case 5: return .number(Double(below(1000)) / 8)
    default:
      return .number(isCount ? Double(below(100)) : Double(below(2001) - 1000) / 1024)
    }
  }

  /// The journal.
  var text: String {
    let names = columns.map { "\"\($0)\"" }.joined(separator: ",")
    let header =
      #"{"type":"search","version":1,"engine":"fuzz","root":{"id":\#(root)},"statistics":[\#(names)]}"#
    return ([header] + events.map(Self.line)).map { $0 + "\n" }.joined()
  }

  private static func line(_ event: Event) -> String {
    switch event {
    case .expand(let parent, let children):
      let list = children.map { child in
        let prior = child.prior.map { #","prior":\#($0)"# } ?? ""
        return #"{"id":\#(child.id),"action":"\#(child.action)"\#(prior)}"#
      }
      return #"{"type":"expand","node":\#(parent),"children":[\#(list.joined(separator: ","))]}"#
    case .stats(let rows): return #"{"type":"stats","stats":[\#(line(rows))]}"#
    case .backup(let iteration, let path, let rows):
      let number = iteration.map { #""iteration":\#($0),"# } ?? ""
      let nodes = path.map(String.init).joined(separator: ",")
      return #"{"type":"backup",\#(number)"path":[\#(nodes)],"stats":[\#(line(rows))]}"#
    case .answer(let path):
      return #"{"type":"answer","path":[\#(path.map(String.init).joined(separator: ","))]}"#
    case .other(let line): return line
    }
  }

  private static func line(_ rows: [Row]) -> String {
    rows.map { row in
      "[" + ([String(row.id)] + row.cells.map(\.text)).joined(separator: ",") + "]"
    }.joined(separator: ",")
  }
}
