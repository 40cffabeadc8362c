/// The groups of the nodes that were asked, while they are counted.
///
/// Memory is bounded by the groups that are kept, not by the nodes.
struct GroupCounts {
  private var numbers = NumberBins()
  /// The groups of texts, and the place of each among them.
  private var texts: [GroupTally] = []
  private var places: [String: Int] = [:]
  /// For each number of a text the place of its group; -1 where it has none yet, -2 for no text, -3 for
  /// one that came too late.
  private var codes: [Int] = []
  private var otherTexts = GroupTally()
  private var truths = [GroupTally(), GroupTally()]
  private var unknown = GroupTally()

  /// Counts a node under a number; NaN where it is not known.
  @inline(__always)
  mutating func add(number: Double, _ node: NodeID, in tree: borrowing SearchTree) {
    let (visits, value) = (tree.visits(of: node), tree.value(of: node))
    if number.isNaN {
      unknown.add(node, visits: visits, value: value)
    } else {
      numbers.add(number, node, visits: visits, value: value)
    }
  }

  /// Counts a node under the answer to a condition; nil where it is not known.
  @inline(__always)
  mutating func add(truth: Bool?, _ node: NodeID, in tree: borrowing SearchTree) {
    let (visits, value) = (tree.visits(of: node), tree.value(of: node))
    if let truth {
      truths[truth ? 1 : 0].add(node, visits: visits, value: value)
    } else {
      unknown.add(node, visits: visits, value: value)
    }
  }

  /// Counts a node under a text; nil where it is not known.
  mutating func add(text: String?, _ node: NodeID, in tree: borrowing SearchTree) {
    add(place(of: text), node, in: tree)
  }

  /// Counts a node under the number of a text.
  @inline(__always)
  mutating func add(
    code: Int, of all: any TextCodes, _ node: NodeID, in tree: borrowing SearchTree
  ) {
    var place = code < codes.count ? codes[code] : Self.newText
    if place == Self.newText {
      place = self.place(of: all.text(code))
      keep(place, of: code)
    }
    add(place, node, in: tree)
  }

  private static let newText = -1
  private static let unknownText = -2
  private static let otherText = -3

  private mutating func keep(_ place: Int, of code: Int) {
    codes.append(
      contentsOf: repeatElement(Self.newText, count: max(0, code + 1 - codes.count)))
    codes[code] = place
  }

  private mutating func place(of text: String?) -> Int {
    guard let text else { return Self.unknownText }
    if let known = places[text] { return known }
    guard texts.count < GroupPass.mostTexts else { return Self.otherText }
    places[text] = texts.count
    texts.append(GroupTally())
    return texts.count - 1
  }

  @inline(__always)
  private mutating func add(_ place: Int, _ node: NodeID, in tree: borrowing SearchTree) {
    let (visits, value) = (tree.visits(of: node), tree.value(of: node))
    switch place {
    case Self.unknownText: unknown.add(node, visits: visits, value: value)
    case Self.otherText: otherTexts.add(node, visits: visits, value: value)
    default: texts[place].add(node, visits: visits, value: value)
    }
  }

  /// The groups, texts by how many nodes have them, all else by what it is; what is not known at the end.
  ///
  /// O(groups log groups).
  var groups: [NodeGroup] {
    var tallies: [(NodeGroup.Value, GroupTally)] = numbers.groups.map { bounds, tally in
      switch bounds {
      case .exactly(let number): (.number(number), tally)
      case .range(let low, let high): (.numbers(low, high), tally)
      }
    }
    tallies += places.map { (.text($0.key), texts[$0.value]) }
    tallies += [
      (.truth(true), truths[1]), (.truth(false), truths[0]), (.otherTexts, otherTexts),
      (.unknown, unknown),
    ]
    tallies.removeAll { $0.1.count == 0 }
    let visits = tallies.reduce(0) { $0 + $1.1.visits }
    let groups = tallies.map { NodeGroup($0, $1, visitsOfAll: visits) }
    let ordered = (texts.isEmpty ? GroupOrder.value : .count).sorted(groups)
    return ordered.filter(\.isAnswer) + ordered.filter { !$0.isAnswer }
  }
}
