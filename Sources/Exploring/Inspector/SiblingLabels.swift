import Drawing
import SearchTrees

/// A label as it stands in a row: what it shares with its siblings, and what tells it apart.
struct ShortLabel: Hashable {
  /// The common beginning, or what is left of it, with the sign of a cut; drawn quietly.
  var shared = SafeText.empty
  /// What follows the shared part, by which the sibling is told from others.
  var own: SafeText

  /// The columns that it takes.
  var width: Int { shared.width + own.width }
}

/// The labels of siblings, shortened by what they share.
///
/// Siblings that begin with the same word are cut at the same place and by one rule: a label keeps its
/// first words and goes on with the word at which it parts from its nearest sibling. Where that word is
/// a number or an operator for any of them, one word more is kept before it.
struct SiblingLabels {
  /// The bytes of a label that are compared; what parts later is not told apart.
  private static let comparedBytes = 8192

  /// Returns labels in as many columns as each has.
  ///
  /// - Complexity: O(n log n) comparisons of beginnings for n labels, the rest linear in the columns.
  static func shortened(
    _ labels: [(text: String, room: Int)], repertoire: Repertoire
  ) -> [ShortLabel] {
    let narrowest = labels.map(\.room).min() ?? 0
    let words = labels.map { Words($0.text.utf8.prefix(comparedBytes), longest: max(8, narrowest)) }
    var groups: [ArraySlice<UInt8>: [Int]] = [:]
    for (index, label) in words.enumerated() {
      groups[label.count == 0 ? [] : label[0], default: []].append(index)
    }
    var result = [ShortLabel](repeating: ShortLabel(own: .empty), count: labels.count)
    for members in groups.values {
      let group = Group(
        members.map { (words[$0], labels[$0].room) }, texts: members.map { labels[$0].text },
        repertoire)
      for (member, label) in zip(members, group.labels) { result[member] = label }
    }
    return result
  }

  /// The words of a label, as places in its bytes.
  ///
  /// A word that is wider than the room (an address, a path) is split.
  private struct Words {
    let bytes: [UInt8]
    /// Where each word begins, and the end of each.
    let ranges: [Range<Int>]

    init(_ text: some Sequence<UInt8>, longest: Int) {
      let bytes = Array(text)
      self.bytes = bytes
      var ranges: [Range<Int>] = []
      var start: Int?
      func end(at place: Int) {
        if let begun = start {
          if place - begun > longest {
            ranges += Self.pieces(of: begun..<place, in: bytes)
          } else {
            ranges.append(begun..<place)
          }
        }
        start = nil
      }
      for (place, byte) in bytes.enumerated() {
        let isBlank = byte == 0x20 || (0x09...0x0D).contains(byte)
        if isBlank {
          end(at: place)
        } else if Self.beginsWideCharacter(byte), start != nil {
          // Scripts without blanks between words are told apart by their characters.
          end(at: place)
          start = place
        } else if start == nil {
          start = place
        }
      }
      end(at: bytes.count)
      self.ranges = ranges
    }

    /// Splits a word behind its signs, and where it has none after every eighth letter.
    private static func pieces(of word: Range<Int>, in bytes: [UInt8]) -> [Range<Int>] {
      var pieces: [Range<Int>] = []
      var start = word.lowerBound
      for place in word where place > start {
        let isInside = bytes[place] & 0xC0 == 0x80
        let before = bytes[place - 1]
        let isSign =
          before < 0x80 && !Character(Unicode.Scalar(before)).isLetter
          && !Character(Unicode.Scalar(before)).isNumber
        if !isInside, isSign || place - start >= 8 {
          pieces.append(start..<place)
          start = place
        }
      }
      return pieces + [start..<word.upperBound]
    }

    /// Whether a byte begins a character of U+3000 to U+FFFF or beyond, most of which are wide.
    private static func beginsWideCharacter(_ byte: UInt8) -> Bool { byte >= 0xE3 && byte < 0xF8 }

    var count: Int { ranges.count }

    subscript(word: Int) -> ArraySlice<UInt8> { bytes[ranges[word]] }

    /// The words that begin both.
    func commonCount(with other: Words) -> Int {
      var word = 0
      while word < count, word < other.count, self[word] == other[word] { word += 1 }
      return word
    }

    /// Whether a word has no letter: a number or an operator.
    func isNumber(_ word: Int) -> Bool {
      !String(decoding: self[word], as: UTF8.self).unicodeScalars
        .contains { $0.properties.isAlphabetic }
    }

    static func precedes(_ left: Words, _ right: Words) -> Bool {
      left.bytes.lexicographicallyPrecedes(right.bytes)
    }
  }

  /// Siblings that begin with the same word.
  private struct Group {
    let members: [(words: Words, room: Int)]
    let texts: [String]
    let repertoire: Repertoire
    /// For each label the word that the part begins with that tells it apart; 0 where none does.
    let parting: [Int]

    init(_ members: [(words: Words, room: Int)], texts: [String], _ repertoire: Repertoire) {
      self.members = members
      self.texts = texts
      self.repertoire = repertoire
      parting = Self.parting(members.map(\.words))
    }

    /// Finds for each label the word at which it parts from its nearest sibling that is not the same.
    private static func parting(_ labels: [Words]) -> [Int] {
      guard labels.count > 1 else { return labels.map { _ in 0 } }
      let order = labels.indices.sorted { Words.precedes(labels[$0], labels[$1]) }
      // The nearest stand beside each other; equal ones count as one.
      var common = [Int](repeating: 0, count: labels.count)
      var starts: [Int] = [0]
      for place in 1..<order.count
      where labels[order[place]].bytes != labels[order[place - 1]].bytes { starts.append(place) }
      guard starts.count > 1 else { return common }
      for run in 1..<starts.count {
        let (left, right) = (starts[run - 1], starts[run])
        let shared = labels[order[left]].commonCount(with: labels[order[right]])
        let end = run + 1 < starts.count ? starts[run + 1] : order.count
        for place in left..<end { common[order[place]] = max(common[order[place]], shared) }
      }
      let stepsBack = labels.indices.contains {
        common[$0] < labels[$0].count && labels[$0].isNumber(common[$0])
      }
      return labels.indices.map {
        max(0, min(common[$0] - (stepsBack ? 1 : 0), labels[$0].count - 1))
      }
    }

    var labels: [ShortLabel] {
      let whole = members.indices.map { label($0, head: nil) }
      if fit(whole) { return whole }
      if members.count == 1 || parting.allSatisfy({ $0 == 0 }) {
        return members.indices.map { cut(whole[$0], to: members[$0].room) }
      }
      for head in [1, 0] {
        let labels = members.indices.map { label($0, head: head) }
        if fit(labels) { return labels }
      }
      let head = longestHead
      return members.indices.map { cut(label($0, head: head), to: members[$0].room) }
    }

    private func fit(_ labels: [ShortLabel]) -> Bool {
      zip(labels, members).allSatisfy { $0.width <= $1.room }
    }

    /// The words that fit into a third of the narrowest room.
    private var longestHead: Int {
      guard let room = members.map(\.room).min(), let first = members.first?.words else { return 0 }
      let least = parting.min() ?? 0
      var count = 0
      while count < max(1, least), count < first.count,
        text(0, first.ranges[0].lowerBound..<first.ranges[count].upperBound).width <= room / 3
      {
        count += 1
      }
      return count
    }

    /// Returns a label with its first words and what tells it apart; nil keeps all words.
    private func label(_ member: Int, head: Int?) -> ShortLabel {
      let words = members[member].words
      let parting = parting[member]
      guard parting > 0, parting < words.count else { return ShortLabel(own: text(member)) }
      let start = words.ranges[parting].lowerBound
      let kept = head ?? parting
      let own = text(member, from: start)
      if kept >= parting { return ShortLabel(shared: text(member, 0..<start), own: own) }
      let ellipsis: SafeText = repertoire == .unicode ? "\u{2026} " : "~ "
      guard kept > 0 else { return ShortLabel(shared: ellipsis, own: own) }
      let end = words.ranges[kept - 1].upperBound
      return ShortLabel(
        shared: text(member, words.ranges[0].lowerBound..<end) + ellipsis, own: own)
    }

    /// Cuts a label at its end.
    private func cut(_ label: ShortLabel, to room: Int) -> ShortLabel {
      guard label.width > room else { return label }
      if label.shared.width + 4 > room {
        // The beginning alone fills the room.
        return ShortLabel(own: (label.shared + label.own).ellipsizedAtWord(to: room))
      }
      return ShortLabel(
        shared: label.shared, own: label.own.ellipsizedAtWord(to: room - label.shared.width))
    }

    /// As many scalars as any room has columns.
    private static let limit = 1000

    private func text(_ member: Int) -> SafeText {
      SafeText(texts[member], repertoire: repertoire, limit: Self.limit)
    }

    private func text(_ member: Int, _ range: Range<Int>) -> SafeText {
      SafeText(
        String(decoding: members[member].words.bytes[range], as: UTF8.self), repertoire: repertoire,
        limit: Self.limit)
    }

    private func text(_ member: Int, from start: Int) -> SafeText {
      SafeText(
        String(decoding: texts[member].utf8.dropFirst(start).prefix(8 * Self.limit), as: UTF8.self),
        repertoire: repertoire, limit: Self.limit)
    }
  }
}
