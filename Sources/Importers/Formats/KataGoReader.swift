import Groundwork

/// Reads replies of KataGo's analysis engine: a root with its moves, each with the line behind it.
///
/// Replies of one query for several turns are positions of a game, hence trees of their own.
enum KataGoReader {
  static func read(_ source: SourceText) throws(ImportError) -> ForeignReading {
    let table = RecordTable(source)
    let reading = ForeignReading(table, link: .parents, format: FormatPreset.kataGo.title)
    var documents = JSONDocuments(source)
    var replies: [(id: String, turn: Int, isDuring: Bool, value: JSONValue)] = []
    while var cursor = documents.next() {
      do throws(ReadingFault) {
        let value = try cursor.value()
        documents.accept(cursor)
        guard value["moveInfos"]?.elements != nil else {
          let error = value["error"]?.string ?? value["warning"]?.string
          reading.passOver(
            error == nil ? "lines without moves" : "errors and warnings of the engine")
          if let error { reading.remarks.append("the engine said: \(error)") }
          continue
        }
        replies.append(
          (
            value["id"].flatMap(FieldReader.text) ?? "", value["turnNumber"]?.integer ?? 0,
            value["isDuringSearch"]?.bool ?? false, value
          ))
      } catch {
        documents.refuse(error)
      }
    }
    if replies.isEmpty, let fault = documents.fault { throw fault.error(in: source) }
    reading.leaveOut("documents that are broken", documents.broken)
    // Turns may be answered in any order; what was said during a search comes before its end.
    replies.sort { first, second in
      (first.id, first.turn, first.isDuring ? 0 : 1) < (
        second.id, second.turn, second.isDuring ? 0 : 1
      )
    }
    let positions = Set(replies.map { "\($0.id)/\($0.turn)" })
    for reply in replies { take(reply.value, reading) }
    reading.areSnapshots = positions.count == 1 && replies.count > 1
    reading.isViewOpen = true
    return reading
  }

  private static func take(_ reply: JSONValue, _ reading: ForeignReading) {
    let table = reading.table
    let root = table.add()
    let info = reply["rootInfo"] ?? .null
    for key in ["visits", "winrate", "scoreLead", "utility"] {
      if let number = info[key]?.number { table.set(number, under: key, root) }
    }
    let turn = reply["turnNumber"]?.integer ?? 0
    let player = info["currentPlayer"]?.string.map { ", \($0) to move" } ?? ""
    table.set("turn \(turn)\(player)", under: "@text", root)
    for move in reply["moveInfos"]?.elements ?? [] {
      let row = table.add(parent: root)
      for key in [
        "move", "visits", "winrate", "prior", "lcb", "scoreLead", "utility", "edgeVisits",
      ] {
        if let text = move[key].flatMap(FieldReader.text) { table.set(word: text, under: key, row) }
      }
      let line = (move["pv"]?.elements ?? []).compactMap(\.string)
      let visits = (move["pvVisits"]?.elements ?? []).map { $0.number }
      var parent = row
      for (place, name) in line.enumerated().dropFirst() {
        parent = table.add(parent: parent)
        table.set(name, under: "move", parent)
        if place < visits.count, let number = visits[place] {
          table.set(number, under: "visits", parent)
        }
      }
    }
    reading.groups.append(
      .init(
        rows: root..<table.count,
        facts: ["id": reply["id"] ?? .null, "turn": reply["turnNumber"] ?? .null]))
  }
}
