import Groundwork
import SearchTrees

/// Reads what stands behind the name of a directive, in a file or as a command that is typed.
struct DirectiveReader {
  /// The directive.
  let name: DirectiveName
  /// What stands behind it.
  let rest: String
  /// The line of the file.
  let line: Int
  /// The character at which `rest` begins, from 1.
  let column: Int
  /// The names that were given to numbers and nodes so far.
  let remembered: Set<String>

  private func fault(_ message: String, at offset: Int = 0) -> LessonFault {
    LessonFault(line, message, column: column + offset)
  }

  private func expected(_ found: String, at offset: Int = 0) -> LessonFault {
    fault(
      "\(found.isEmpty ? "nothing" : "\"\(found)\"") behind :\(name.rawValue); expected "
        + name.takes, at: offset)
  }

  private func expression(
    _ part: (text: String, offset: Int)
  ) throws(LessonFault) -> LessonExpression {
    guard !part.text.isEmpty else { throw expected("", at: part.offset) }
    return LessonExpression(part.text, line: line, column: column + part.offset)
  }

  private func wholeNumber(
    _ part: (text: String, offset: Int), from least: Int = 1
  ) throws(LessonFault) -> Int {
    guard let number = Int(part.text), number >= least, number <= 1_000_000_000 else {
      throw expected(part.text, at: part.offset).adding(WrittenNumber.hint(part.text))
    }
    return number
  }

  private var whole: (text: String, offset: Int) { (rest, 0) }

  /// Splits a text at its last word.
  private func lastWord() throws(LessonFault) -> (
    before: (text: String, offset: Int), word: (text: String, offset: Int)
  ) {
    let words = LessonScanner.words(rest)
    guard words.count > 1, let last = words.last else { throw expected(rest) }
    let before = LessonScanner.trimmed(Array(rest), 0..<last.offset)
    return (before, last)
  }

  // MARK: - Places

  /// A node: a path with or without quotes, or an expression that names one.
  private func place(_ part: (text: String, offset: Int)) throws(LessonFault) -> LessonExpression {
    guard !part.text.isEmpty else { throw expected("", at: part.offset) }
    return LessonExpression(
      Self.place(part.text, remembered), line: line, column: column + part.offset)
  }

  /// A node as an expression: what is no expression that names one is a path.
  static func place(_ text: String, _ remembered: Set<String>) -> String {
    if text.hasPrefix("\"") { return text }
    let characters = Array(text)
    let names = remembered.union(["root", "last", "best"])
    if names.contains(text) { return text }
    if ["pick(", "top("].contains(where: { text.hasPrefix($0) }),
      LessonScanner.endOfAtom(characters) == characters.count
    {
      return text
    }
    return "\"" + text.replacing("\"", with: "\\\"") + "\""
  }

  // MARK: - Actions

  /// Returns what is done, where the directive does something in a step.
  ///
  /// - Throws: a fault where it cannot be read.
  func action() throws(LessonFault) -> Directive.Action? {
    if let motion = try motion() { return .motion(motion) }
    if let view = try view() { return .view(view) }
    switch name {
    case .search:
      guard !rest.isEmpty else { throw expected("") }
      return .search(words: rest)
    case .open: return try open()
    case .hide:
      let parts = try concealed()
      guard !parts.isEmpty else { throw expected("") }
      return .hide(parts)
    case .show: return .show(rest.isEmpty ? nil : try concealed())
    case .remember: return try remember()
    case .expect: return .expect(try expression(whole))
    case .verify: return try verify()
    case .tally: return try tally()
    default: return nil
    }
  }

  private func open() throws(LessonFault) -> Directive.Action {
    guard !rest.isEmpty, !rest.hasSuffix(" at") else { throw expected(rest) }
    guard let range = rest.range(of: " at ") else { return .open(file: rest, at: nil) }
    let moment = rest[range.upperBound...].trimmingBlanks
    let file = rest[..<range.lowerBound].trimmingBlanks
    guard !moment.isEmpty, !file.isEmpty else { throw expected(rest) }
    return .open(file: file, at: moment)
  }

  private func remember() throws(LessonFault) -> Directive.Action {
    let characters = Array(rest)
    guard let sign = characters.firstIndex(of: "=") else { throw expected(rest) }
    let name = LessonScanner.trimmed(characters, 0..<sign)
    let value = LessonScanner.trimmed(characters, sign + 1..<characters.count)
    let isName =
      name.text.first.map { $0.isASCII && $0.isLetter || $0 == "_" } == true
      && name.text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" }
    guard isName else { throw expected(name.text, at: name.offset) }
    if ExpressionNames.isTaken(name.text) {
      throw fault("\(name.text) has a meaning already; choose another name", at: name.offset)
    }
    return .remember(name: name.text, try expression(value))
  }

  private func concealed() throws(LessonFault) -> [Concealable] {
    var parts: [Concealable] = []
    for word in LessonScanner.words(rest) {
      let text = word.text.hasSuffix(",") ? String(word.text.dropLast()) : word.text
      guard let part = Concealable(named: text) else {
        let near = EditDistance.nearest(to: text, among: Concealable.allCases.map(\.rawValue))
        throw fault(
          "there is no column or page \"\(text)\"; "
            + (near.map { "did you mean \($0)? " } ?? "") + "expected \(name.takes)",
          at: word.offset)
      }
      parts.append(part)
    }
    return parts
  }

  /// Several motions with semicolons between them.
  private func motions(_ part: (text: String, offset: Int)) throws(LessonFault) -> [Directive] {
    var motions: [Directive] = []
    for piece in LessonScanner.split(part.text, at: ";") where !piece.text.isEmpty {
      motions.append(
        try Self.motion(
          piece.text, line: line, column: column + part.offset + piece.offset, remembered))
    }
    return motions
  }

  /// Reads a motion or an edit, as it stands behind `:then` or is typed.
  static func motion(
    _ text: String, line: Int, column: Int, _ remembered: Set<String>
  ) throws(LessonFault) -> Directive {
    let characters = Array(text.hasPrefix(":") ? String(text.dropFirst()) : text)
    let end = characters.firstIndex { $0.isWhitespace } ?? characters.count
    let word = String(characters[..<end])
    let rest = LessonScanner.trimmed(characters, end..<characters.count)
    guard let name = DirectiveName(rawValue: word),
      let motion = try DirectiveReader(
        name: name, rest: rest.text, line: line, column: column + rest.offset,
        remembered: remembered
      ).motion()
    else {
      let near = EditDistance.nearest(to: word, among: Self.motionNames)
      throw LessonFault(
        line,
        "\"\(word)\" is no motion or edit; " + (near.map { "did you mean \($0)? " } ?? "")
          + "expected one of \(Self.motionNames.joined(separator: " "))", column: column)
    }
    return Directive(line: line, text: String(characters), action: .motion(motion))
  }

  /// The names of motions and edits.
  static let motionNames: [String] = [
    DirectiveName.run, .to, .until, .phase, .back, .restart, .ban, .allow, .pin, .prior, .visits,
    .set, .branch, .goBack,
  ].map(\.rawValue)

  private func verify() throws(LessonFault) -> Directive.Action {
    let parts = LessonScanner.split(rest, at: "|")
    guard parts.count == 3, !parts[0].text.isEmpty else { throw expected(rest) }
    return .verify(
      search: parts[0].text, try motions(parts[1]), try expression(parts[2]))
  }

  private func tally() throws(LessonFault) -> Directive.Action {
    let parts = LessonScanner.split(rest, at: "|")
    guard parts.count == 4, let first = LessonScanner.words(parts[0].text).first else {
      throw expected(rest)
    }
    guard let seeds = Self.seeds(first.text) else { throw expected(first.text) }
    let search = parts[0].text.dropFirst(first.text.count).trimmingBlanks
    guard !search.isEmpty else { throw expected(rest) }
    return .tally(
      seeds: seeds, search: search, try motions(parts[1]), try expression(parts[2]),
      count: try wholeNumber(parts[3], from: 0))
  }

  /// Reads `A..B`.
  static func seeds(_ text: String) -> ClosedRange<UInt64>? {
    guard let dots = text.range(of: "..") else { return nil }
    guard let first = UInt64(text[..<dots.lowerBound]), let last = UInt64(text[dots.upperBound...]),
      first <= last, last - first < 100_000
    else { return nil }
    return first...last
  }

  // MARK: - Motions

  private func motion() throws(LessonFault) -> Motion? {
    switch name {
    case .run:
      let words = LessonScanner.words(rest)
      guard let count = words.first else { throw expected("") }
      if words.count == 1 { return .run(try wholeNumber(count), pace: nil) }
      guard words.count == 3, words[1].text == "at", let pace = Double(words[2].text), pace > 0
      else { throw expected(rest) }
      return .run(try wholeNumber(count), pace: pace)
    case .to: return .to(try wholeNumber(whole, from: 0))
    case .until: return try until()
    case .phase: return .phase(rest.isEmpty ? 1 : try wholeNumber(whole))
    case .back: return .back(rest.isEmpty ? 1 : try wholeNumber(whole))
    case .restart, .branch, .goBack:
      guard rest.isEmpty else { throw expected(rest) }
      return name == .restart ? .restart : name == .branch ? .branch : .goBack
    case .ban: return .ban(try place(whole))
    case .allow: return .allow(try place(whole))
    case .pin:
      let (before, word) = try lastWord()
      return .pin(try place(before), try expression(word))
    case .prior:
      let (before, word) = try lastWord()
      return .prior(try place(before), try expression(word))
    case .visits:
      let (before, word) = try lastWord()
      return .visits(try place(before), try wholeNumber(word))
    case .set:
      let words = LessonScanner.words(rest)
      guard words.count > 1 else { throw expected(rest) }
      return .set(
        words[0].text,
        try expression(LessonScanner.trimmed(Array(rest), words[1].offset..<rest.count)))
    default: return nil
    }
  }

  private func until() throws(LessonFault) -> Motion {
    var text = whole.text
    var most = Motion.usualMost
    let words = LessonScanner.words(rest)
    if words.count > 2, words[words.count - 2].text == "max" {
      most = try wholeNumber(words[words.count - 1])
      text = LessonScanner.trimmed(Array(rest), 0..<words[words.count - 2].offset).text
    }
    switch text {
    case "": throw expected("")
    case "best changes": return .until(.bestChanges, most: most)
    case "stops": return .until(.stops, most: most)
    default: return .until(.condition(try expression((text, 0))), most: most)
    }
  }

  // MARK: - Views

  private func view() throws(LessonFault) -> ViewChange? {
    switch name {
    case .view:
      guard rest == "tree" || rest == "steps" else { throw expected(rest) }
      return .view(isSteps: rest == "steps")
    case .page:
      guard let page = Concealable(rawValue: rest.lowercased()), Concealable.pages.contains(page)
      else {
        let near = EditDistance.nearest(to: rest, among: Concealable.pages.map(\.rawValue))
        throw fault(
          "there is no page \"\(rest)\"; " + (near.map { "did you mean \($0)? " } ?? "")
            + "expected one of \(name.takes)")
      }
      return .page(page)
    case .cursor: return .cursor(try place(whole))
    case .unfold: return .unfold(try place(whole))
    case .fold: return .fold(try place(whole))
    case .sort:
      guard let column = Concealable(named: rest), Concealable.columns.contains(column) else {
        throw expected(rest)
      }
      return .sort(column)
    case .mark: return .mark(try marked())
    default: return nil
    }
  }

  private func marked() throws(LessonFault) -> [ViewChange.Marked] {
    var marked: [ViewChange.Marked] = []
    var words = LessonScanner.words(rest)[...]
    while let word = words.popFirst() {
      var text = word.text
      if text.hasSuffix(","), !text.hasPrefix("\"") || text.hasSuffix("\",") { text.removeLast() }
      switch text {
      case "": break
      case "column", "term":
        guard let name = words.popFirst() else { throw expected(rest) }
        let column = name.text.hasSuffix(",") ? String(name.text.dropLast()) : name.text
        marked.append(
          text == "term" ? .term(column) : .column(try self.column(column, at: name.offset)))
      default: marked.append(.node(try place((text, word.offset))))
      }
    }
    guard !marked.isEmpty else { throw expected("") }
    return marked
  }

  /// A column of the tree.
  private func column(_ text: String, at offset: Int) throws(LessonFault) -> Concealable {
    guard let column = Concealable(named: text), Concealable.columns.contains(column) else {
      throw fault(
        "there is no column \"\(text)\"; expected one of "
          + Concealable.columns.map(\.rawValue).joined(separator: " "), at: offset)
    }
    return column
  }
}

extension Substring {
  /// The text without blanks at its ends.
  var trimmingBlanks: String {
    var rest = self
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}

extension String {
  /// Returns where a text occurs first.
  func range(of words: String) -> Range<String.Index>? { ranges(of: words).first }
}
