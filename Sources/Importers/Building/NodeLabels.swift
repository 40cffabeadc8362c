/// The labels of the edges of a tree.
struct NodeLabels {
  private let forest: Forest
  private let action: FieldColumn?
  private let text: FieldColumn?
  /// What all labels begin and end with.
  private var prefix = 0
  private var suffix = 0
  /// Whether an action says the whole state, which begins with the parent's.
  private var isState = false

  /// As many labels are compared.
  static let most = 5_000
  /// As many characters of a state become a label.
  private static let longest = 200

  init(_ forest: Forest, _ mapping: Mapping, nodes: ArraySlice<Int32>) {
    self.forest = forest
    let reader = FieldReader(forest: forest)
    action = FieldColumn(mapping.fields[.action], reader)
    text = FieldColumn(mapping.fields[.text], reader)
    let sample = nodes.prefix(Self.most).map { Int($0) }.filter { forest.parents[$0] >= 0 }
    if let action {
      let pairs = sample.prefix(500).compactMap { node -> Bool? in
        guard let own = action.text(of: node),
          let parent = action.text(of: Int(forest.parents[node]))
        else { return nil }
        return Self.rest(of: own, behind: parent) != nil
      }
      isState = pairs.count > 1 && pairs.count { $0 } * 10 >= pairs.count * 9
    }
    trim(
      sample.map { node in
        action?.visit(node)
        return bare(node)
      })
  }

  /// Returns the label of the edge into a node: the action, what is new in its text, or its number among
  /// its siblings.
  func label(of node: Int) -> String {
    let bare = bare(node)
    guard prefix + suffix > 0 else { return bare }
    let cut = bare.dropFirst(prefix).dropLast(suffix)
    return cut.isEmpty ? bare : String(cut)
  }

  /// Returns where in the file the label of a record stands, if it is an action that stands there as it
  /// would in an event.
  @inline(__always)
  func copied(of node: Int) -> Range<Int>? {
    guard !isState, prefix + suffix == 0, let action, let range = action.copied(of: node),
      range.count <= Self.longest
    else { return nil }
    let bytes = forest.table.source.bytes
    guard bytes[range.lowerBound] != 0x20, bytes[range.upperBound - 1] != 0x20 else { return nil }
    return range
  }

  /// Looks at the actions of nodes that are wanted next; see ``ForeignJournal/lookAhead(_:)``.
  func lookAhead(_ nodes: ArraySlice<Int32>) -> Int { action?.lookAhead(nodes) ?? 0 }

  private func bare(_ node: Int) -> String {
    if forest.kinds[node] == .ghost {
      // A node that is known by its edges alone has the action of its edge.
      if let own = action?.text(of: node) { return Self.line(own) }
      return forest.ghosts[node] ?? "not in the file"
    }
    if let action, let own = action.text(of: node) {
      guard isState, forest.parents[node] >= 0,
        let parent = action.text(of: Int(forest.parents[node]))
      else { return Self.line(own) }
      return Self.line(Self.rest(of: own, behind: parent) ?? own)
    }
    if let name = forest.names[node] { return Self.line(name) }
    if let target = forest.targets[node], action == nil || text == nil { return bare(target) }
    if let text, let own = text.text(of: node) {
      let parent =
        forest.parents[node] >= 0
        ? text.text(of: Int(forest.parents[node])) : nil
      return Self.line(parent.flatMap { Self.newPart(of: own, beside: $0) } ?? own)
    }
    if let target = forest.targets[node] { return bare(target) }
    let place = forest.parents[node] >= 0 ? forest.place(of: node) : 0
    return "\(place + 1)"
  }

  /// Returns the first line that is not blank, in short.
  private static func line(_ text: String) -> String {
    // Nearly all actions are short words.
    if text.utf8.count <= longest, let first = text.utf8.first, let last = text.utf8.last,
      0x21...0x7e ~= first, 0x21...0x7e ~= last, text.utf8.allSatisfy({ 0x20...0x7e ~= $0 })
    {
      return text
    }
    let line = text.split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) }
    return String((line.map { $0.trimmingBlanks } ?? text).prefix(longest))
  }

  /// Returns what stands behind a beginning; nil where the text does not begin so, at a border of words.
  private static func rest(of text: String, behind start: String) -> String? {
    guard !start.isEmpty, text.utf8.count > start.utf8.count, text.hasPrefix(start) else {
      return nil
    }
    let rest = text.dropFirst(start.count)
    guard let first = rest.first,
      !(first.isLetter || first.isNumber) || !(start.last?.isLetter ?? false)
    else { return nil }
    let plain = rest.drop {
      $0.isWhitespace || $0.isPunctuation && "([{\"'-+".contains($0) == false
    }
    return plain.isEmpty ? nil : String(plain)
  }

  /// Returns what a state says beyond its parent's: what stands behind it, or behind the words that both
  /// begin with.
  private static func newPart(of text: String, beside parent: String) -> String? {
    if let rest = rest(of: text, behind: parent) { return rest }
    let (own, other) = (text.split(separator: " "), parent.split(separator: " "))
    var common = 0
    while common < min(own.count, other.count), own[common] == other[common] { common += 1 }
    guard common > 0, common < own.count, common + 1 >= other.count - 1 else { return nil }
    return own[common...].joined(separator: " ")
  }

  /// Finds what all labels have in common at both ends, and nothing of a word.
  private mutating func trim(_ labels: [String]) {
    let known = Array(Set(labels))
    guard labels.count > 2, known.count > 1, let first = known.first else { return }
    var prefix = Array(first)
    var suffix = prefix
    for label in known {
      let characters = Array(label)
      prefix = Array(zip(prefix, characters).prefix { $0 == $1 }.map(\.0))
      suffix = Array(
        zip(suffix.reversed(), characters.reversed()).prefix { $0 == $1 }.map(\.0).reversed())
      if prefix.isEmpty && suffix.isEmpty { return }
    }
    while let last = prefix.last,
      last.isLetter || last.isNumber || "([{\"-+.".contains(last) && prefix.count < 3
    {
      prefix.removeLast()
    }
    while let start = suffix.first, start.isLetter || start.isNumber { suffix.removeFirst() }
    let least = known.map(\.count).min() ?? 0
    guard prefix.count + suffix.count < least, prefix.contains(where: \.isLetter) else { return }
    // What is left must still say something.
    guard
      known.allSatisfy({
        $0.dropFirst(prefix.count).dropLast(suffix.count).contains(where: \.isLetter)
      })
    else { return }
    self.prefix = prefix.count
    self.suffix = suffix.count
  }
}
