import Groundwork
import Journals
import SearchTrees

/// What is said above a tree, in lines: which search it is, what it answers, what its numbers mean, what is
/// not there.
enum PageFacts {
  /// A line, and the role of its colour.
  struct Line {
    var role: String
    /// May hold untrusted text.
    var text: String
  }

  /// Returns the lines of a tree.
  static func lines(of tree: ExportedTree) -> [Line] {
    var lines: [Line] = []
    let search = search(of: tree)
    if !search.isEmpty {
      lines.append(Line(role: "quiet", text: search.joined(separator: " \u{b7} ")))
    }
    if let answer = answer(of: tree) { lines.append(Line(role: "answer clamped", text: answer)) }
    lines.append(Line(role: "quiet", text: "Q: \(values(of: tree)).\(rule(of: tree))"))
    if tree.leftOut > 0 { lines.append(Line(role: "alert", text: leftOut(of: tree))) }
    for finding in (tree.search?.summary.findings ?? []).prefix(3) {
      lines.append(Line(role: "alert clamped", text: "! \(finding.words)"))
    }
    return lines
  }

  /// Which search it is.
  private static func search(of tree: ExportedTree) -> [String] {
    guard let search = tree.search else { return [] }
    let summary = search.summary
    var words: [String] = []
    if !summary.preset.isEmpty {
      words.append(summary.label.isEmpty ? summary.preset : "\(summary.preset) (\(summary.label))")
    }
    if let engine = summary.engine, engine != summary.title { words.append("by \(engine)") }
    if let seed = summary.seed { words.append("seed \(seed)") }
    if summary.areIterationsKnown {
      words.append("\(NumberText.grouped(summary.iterations)) iterations")
    }
    words.append("\(NumberText.grouped(summary.nodes)) nodes")
    if !search.moment.isEmpty { words.append(search.moment) }
    return words
  }

  /// What the search answers; nil where it answers nothing.
  private static func answer(of tree: ExportedTree) -> String? {
    guard let answer = tree.search?.summary.answer, !answer.path.isEmpty || answer.text != nil
    else { return nil }
    let said = answer.text.flatMap { $0.isEmpty ? nil : $0 }
    let words = said ?? answer.path.joined(separator: " \u{25b8} ")
    let reason = answer.reason
    return "\u{25c6} \(words)" + (reason.isEmpty ? "" : " (\(reason))")
  }

  /// What a value is, whose view it is, and where it lies, in words.
  static func values(of tree: ExportedTree) -> String {
    guard let search = tree.search else { return "mean of what was backed up" }
    let header = search.header
    var words = ["mean of what was backed up"]
    if let meaning = header.meaning ?? header.unit, !meaning.isEmpty { words = [meaning] }
    // The meaning of treetop's own values says whose view they are.
    if let view = search.viewWords {
      if header.meaning == nil { words.append(view) }
    } else {
      words.append("nobody said whose view it is")
    }
    switch (header.low, header.high) {
    case (let low?, let high?):
      words.append("from \(NumberText.short(low)) to \(NumberText.short(high))")
    case (let low?, nil): words.append("at least \(NumberText.short(low))")
    case (nil, let high?): words.append("at most \(NumberText.short(high))")
    case (nil, nil): break
    }
    return words.joined(separator: ", ")
  }

  private static func rule(of tree: ExportedTree) -> String {
    guard let search = tree.search else { return "" }
    let rule = search.header.rule ?? search.summary.rule
    guard !rule.isEmpty else { return "" }
    var words = " Selection: \(rule)"
    if let formula = search.header.formula, !formula.isEmpty { words += ", \(formula)" }
    let parameters = search.summary.parameters.map {
      "\($0.name) = \(NumberText.short($0.value))"
    }
    if !parameters.isEmpty { words += ", \(parameters.joined(separator: ", "))" }
    return words + "."
  }

  /// What is not there.
  static func leftOut(of tree: ExportedTree) -> String {
    "\(NumberText.grouped(tree.leftOut)) of "
      + "\(NumberText.grouped(tree.leftOut + tree.nodes.count)) nodes are left out; "
      + "counts of children are of all"
  }
}
