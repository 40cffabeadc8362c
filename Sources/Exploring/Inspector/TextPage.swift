import Drawing
import SearchTrees

/// The whole texts of a node and of the steps to it, laid out for a width: nothing in it is cut.
///
/// Laid out once for a node and a width, and kept, so that a long text costs nothing while it is read.
struct TextPage: Sendable {
  /// What is laid out.
  struct Source: Hashable, Sendable {
    /// A step: its label, and what is recorded of its state.
    struct Step: Hashable, Sendable {
      var label: String
      var text: String?
    }

    var node = NodeID.root
    var steps: [Step] = []
    var note: String?
    var rationale: String?
    var picture: [String] = []
    var width = 0
    var repertoire = Repertoire.unicode

    /// Makes an empty source.
    init() {}

    /// Takes from a state what is read of the node under its cursor.
    init(_ state: ExplorerState, width: Int) {
      let detail = state.slice.detail
      node = detail.node
      steps = detail.steps.map { Step(label: $0.label, text: $0.text) }
      note = detail.note
      rationale = detail.verdict?.rationale
      // A picture stands as it is, line by line; a text in its place was recorded.
      picture = detail.picture ?? []
      self.width = width
      repertoire = state.glyphs.repertoire
    }
  }

  /// A line of the page.
  enum Line: Hashable, Sendable {
    case blank
    /// The head of a step, by its place among the steps of the source.
    case step(Int)
    case heading(SafeText)
    /// A part of a paragraph.
    case text(paragraph: Int, range: Range<Int>)
  }

  /// Where something that was looked for stands.
  struct Hit: Hashable, Sendable {
    var paragraph: Int
    var range: Range<Int>
    /// The line that it begins in.
    var line: Int
  }

  /// The most scalars that are laid out; a page that holds more says how many are left.
  static let mostScalars = 1_000_000
  /// Lines of prose are no longer than this, also where there is more room.
  private static let longestLine = 76

  let source: Source
  private(set) var paragraphs: [SafeText] = []
  private(set) var lines: [Line] = []
  /// The lines that the parts of the page begin at.
  private(set) var heads: [Int] = []
  /// The line at which what belongs to the node itself begins.
  private(set) var own = 0
  private var scalarsLeft = TextPage.mostScalars
  private var scalarsCut = 0

  /// Lays a page out.
  init(_ source: Source) {
    self.source = source
    for (index, step) in source.steps.enumerated() {
      let isOwn = index == source.steps.count - 1
      let label = step.label.isEmpty ? nil : step.label
      let text = step.text == step.label ? nil : step.text
      // The root is worth a head only where something is known of it.
      guard isOwn || label != nil || text != nil else { continue }
      begin(.step(index))
      if isOwn { own = lines.count - 1 }
      if let label { add(label) }
      if let text {
        if label != nil { lines.append(.blank) }
        add(text)
      }
    }
    add("NOTE", source.note)
    add("WHY", source.rationale)
    if !source.picture.isEmpty {
      begin(.heading("STATE"))
      for line in source.picture { add(line, wraps: false) }
    }
    if scalarsCut > 0 {
      lines.append(.blank)
      lines.append(.heading(SafeText("\(scalarsCut) more characters are not shown")))
    }
  }

  private mutating func begin(_ line: Line) {
    if !lines.isEmpty { lines.append(.blank) }
    heads.append(lines.count)
    lines.append(line)
  }

  private mutating func add(_ name: SafeText, _ text: String?) {
    guard let text, !text.isEmpty else { return }
    begin(.heading(name))
    add(text)
  }

  /// Adds a text, line by line.
  private mutating func add(_ text: String, wraps: Bool = true) {
    let count = text.unicodeScalars.count
    let taken = min(count, scalarsLeft)
    scalarsCut += count - taken
    scalarsLeft -= taken
    guard taken > 0 || count == 0 else { return }
    let safe = SafeText.lines(
      of: text, width: .max, repertoire: source.repertoire, limit: taken)
    let room = max(1, min(Self.longestLine, source.width))
    for paragraph in safe {
      for range in wraps ? paragraph.lineRanges(width: room) : [0..<paragraph.count] {
        lines.append(.text(paragraph: paragraphs.count, range: range))
      }
      paragraphs.append(paragraph)
    }
  }

  // MARK: - Finding

  /// Returns where a text occurs, from the top; capital letters count if it has one.
  ///
  /// - Complexity: linear in the length of the page.
  func hits(of text: String) -> [Hit] {
    let needle = SafeText(text, repertoire: source.repertoire)
    let matchesCase = text.contains { $0.isUppercase }
    var lineOf: [Int: [(end: Int, line: Int)]] = [:]
    for case (let line, .text(let paragraph, let range)) in lines.enumerated().lazy.map({ ($0, $1) }
    ) {
      lineOf[paragraph, default: []].append((range.upperBound, line))
    }
    return paragraphs.indices.flatMap { paragraph in
      let ranges = paragraphs[paragraph].ranges(of: needle, matchesCase: matchesCase)
      guard !ranges.isEmpty, let places = lineOf[paragraph] else { return [Hit]() }
      var place = 0
      return ranges.map { range in
        while place + 1 < places.count, places[place].end <= range.lowerBound { place += 1 }
        return Hit(paragraph: paragraph, range: range, line: places[place].line)
      }
    }
  }
}
