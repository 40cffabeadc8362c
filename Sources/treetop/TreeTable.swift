import Drawing
import Groundwork
import SearchTrees
import Sessions

/// The trees of a list, a line each, or as JSON.
struct TreeTable {
  private let list: TreeList
  private let repertoire: Repertoire
  /// What was found of the trees; nil where nothing was asked.
  private var found: NodeQuestions.Answers?

  init(_ list: TreeList, repertoire: Repertoire) {
    self.list = list
    self.repertoire = repertoire
  }

  /// The widest answer and text.
  private static let widestAnswer = 24
  private static let widestText = 80

  /// Finds the trees that are asked for, and the groups that they are in.
  mutating func answer(_ questions: NodeQuestions) throws(CommandError) {
    let file = try list.recordingForCommand()
    guard questions.filter != nil || questions.group != nil else { return }
    do {
      found = try MomentReading(of: file, at: .end, answer: nil, questions: questions).read()
        .result.nodes
    } catch {
      throw CommandError(error, at: "--at", in: file)
    }
  }

  /// The trees that are listed, by their places.
  private var places: [Int] {
    guard let matches = found?.matches else { return Array(list.rows.indices) }
    return matches.matches.map { $0.node.index - 1 }.filter { list.rows.indices.contains($0) }
  }

  /// Prints the list; files that hold no tree are named on standard error.
  func print(isJSON: Bool) throws(CommandError) -> ExitStatus {
    let text =
      isJSON
      ? json.printed(in: repertoire) + "\n" : lines.map { $0.plain + "\n" }.joined()
    if let reason = StandardStream.output.write(text) {
      throw .failure("standard output: \(reason)")
    }
    for (name, reason) in list.others.prefix(20) {
      StandardStream.error.print(
        SafeText("treetop: \(name): \(reason)", repertoire: repertoire, limit: 600))
    }
    let more = list.others.count - 20
    if more > 0 { StandardStream.error.print(SafeText("treetop: and \(more) more files")) }
    return list.others.isEmpty && list.undecided == 0 ? .success : .incomplete
  }

  /// The lines, the heads first: of the trees, or of their groups.
  private var lines: [SafeText] {
    if let groups = found?.groups {
      return GroupTable(groups, repertoire: repertoire).lines
    }
    guard let matches = found?.matches else { return trees + [words(list.words)] }
    let rest = MatchTable.rest(matches.count - matches.matches.count)
    if matches.columns != nil { return MatchTable(matches, repertoire: repertoire).lines }
    let count = NumberText.grouped(matches.count)
    return trees + rest + [words("\(count) of \(list.words)")]
  }

  private func words(_ text: String) -> SafeText {
    SafeText(text, repertoire: repertoire, limit: 600)
  }

  private var trees: [SafeText] {
    let places = places
    let rows = places.map { list.rows[$0] }
    var columns: [(head: String, cell: (TreeList.Row) -> String)] = [
      ("NODES", { NumberText.grouped($0.nodes) }),
      ("DEPTH", { "\($0.depth)" }),
      ("N", { NumberText.count($0.visits) }),
      ("Q", { MatchTable.number($0.value) }),
    ]
    if rows.contains(where: { $0.isRight != nil }) {
      columns.append(("RIGHT", { $0.isRight.map { $0 ? "yes" : "no" } ?? "-" }))
    }
    if rows.contains(where: { $0.faults > 0 }) { columns.append(("FAULTS", { "\($0.faults)" })) }
    if rows.contains(where: { $0.cost != nil }) {
      columns.append(("COST", { MatchTable.number($0.cost) }))
    }
    if rows.contains(where: { $0.answer != nil }) {
      columns.append(("ANSWER", { $0.answer ?? "-" }))
    }
    let heads = ["TREE"] + columns.map(\.head) + ["TEXT"]
    let cells = zip(places, rows).map { place, row in
      let text = list.isFolder && row.text != row.file ? row.file + "  " + row.text : row.text
      return ["\(place + 1)"] + columns.map { $0.cell(row) } + [text]
    }
    return TextTable(
      rows: ([heads] + cells).map { row in
        row.enumerated().map { place, text in
          SafeText(text, repertoire: repertoire, limit: 400).ellipsized(
            to: place == row.count - 1 ? Self.widestText : Self.widestAnswer)
        }
      }
    ).lines
  }

  private var json: JSONValue {
    func number(_ number: Double?) -> JSONValue { number.map { .number($0) } ?? .null }
    func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    let trees = places.map { place -> JSONValue in
      let row = list.rows[place]
      return [
        "tree": .integer(place + 1), "file": .string(row.file), "text": .string(row.text),
        "nodes": .integer(row.nodes), "depth": .integer(row.depth), "visits": number(row.visits),
        "value": number(row.value), "answer": text(row.answer),
        "right": row.isRight.map { .bool($0) } ?? .null, "faults": .integer(row.faults),
        "cost": number(row.cost),
      ]
    }
    return [
      "name": .string(list.name), "count": .integer(list.rows.count), "trees": .array(trees),
      "groups": found?.groups.map { NodeObjects.groups($0) } ?? .null,
      "others": .array(
        list.others.map { ["file": .string($0.name), "reason": .string($0.reason)] }),
    ]
  }
}
