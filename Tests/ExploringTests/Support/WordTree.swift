import Drawing
import Groundwork
import Testing

@testable import Exploring
@testable import SearchTrees

/// A tree of words, as another program's recording holds it, under the explorer.
///
/// Every request is answered at once from a tree that does not change.
struct WordTree {
  /// A node as it is written down.
  struct Node {
    var label: String
    var visits: Int
    var value: Double
    var flags: NodeFlags = []
    var children: [Node] = []
    var kind: String?
    var unexpanded: Int?

    init(
      _ label: String, _ visits: Int = 1, _ value: Double = 0.5, flags: NodeFlags = [],
      _ children: [Node] = []
    ) {
      self.label = label
      self.visits = visits
      self.value = value
      self.flags = flags
      self.children = children
    }

    /// A chain of only children.
    static func chain(_ count: Int, _ name: String, end: [Node] = []) -> Node {
      var node = Node("\(name) \(count)", 1, 0.5, end)
      for number in stride(from: count - 1, through: 1, by: -1) {
        node = Node("\(name) \(number)", 1, 0.5, [node])
      }
      return node
    }
  }

  private final class Words: TreeExplanation {
    var tree = SearchTree(hasPriors: false)
    var labels: [String] = [""]
    var kinds: [NodeID: String] = [:]
    var missing: [NodeID: Int] = [:]

    func kind(of node: NodeID) -> String? { kinds[node] }

    func unexpanded(below node: NodeID) -> Int? { missing[node] }

    func label(of node: NodeID) -> String { labels[node.index] }

    func childLabels(of node: NodeID) -> [String] {
      tree.children(of: node).map { labels[$0.index] }
    }

    func childScores(of node: NodeID) -> [(terms: [Double], score: Double)] {
      tree.children(of: node).map { _ in ([], .nan) }
    }
  }

  var state: ExplorerState
  /// What is recorded of the states.
  var texts: [NodeID: String] = [:]
  /// What else is known of the node under the cursor.
  var amend: (inout NodeDetail) -> Void = { _ in }
  private let words = Words()
  private var slicer = TreeSlicer()
  private var time = 0.0

  init(_ root: Node, width: Int, height: Int) {
    state = ExplorerState(size: Size(width: width, height: height))
    let words = words
    func add(_ node: Node, as id: NodeID) {
      words.tree.nodes[id.index].visits = UInt32(node.visits)
      words.tree.nodes[id.index].valueSum = Double(node.visits) * node.value
      words.tree.nodes[id.index].flags.formUnion(node.flags)
      words.kinds[id] = node.kind
      words.missing[id] = node.unexpanded
      guard !node.children.isEmpty else { return }
      let first = words.tree.appendChildren(of: id, count: node.children.count)
      words.labels += node.children.map(\.label)
      for (offset, child) in node.children.enumerated() {
        add(child, as: NodeID(first.index + offset))
      }
    }
    add(root, as: .root)
    settle()
  }

  var screen: Canvas { ExplorerScreen.draw(state) }

  /// The rows of the tree in sight, without what stands beside them.
  var rows: [SliceRow] {
    let end = min(state.slice.rowTotal, state.slice.topRow + state.request.rowCount)
    return (state.slice.topRow..<end).compactMap { state.slice.row(at: $0) }
  }

  mutating func press(_ keys: String) {
    for key in ExplorerHarness.keys(keys) { perform(.key(key)) }
  }

  mutating func type(_ text: String) {
    for scalar in text.unicodeScalars { perform(.key(Key(scalar))) }
  }

  mutating func perform(_ event: InputEvent) {
    time += 0.001
    _ = Explorer.reduce(&state, .input(event), at: time)
    settle()
  }

  private mutating func settle() {
    var answered: SliceRequest?
    var rounds = 0
    while answered != state.request {
      let request = state.request
      answered = request
      var slice = TreeSlice()
      let line = words.tree.principalVariation(range: 0...1)
      slicer.cutRows(
        request, of: words.tree, words,
        marking: TreeSlicer.Lines(best: line, answer: [], simulation: []), into: &slice)
      slice.summary.abilities = .search
      slice.summary.problem = "pencils"
      slice.summary.nodes = words.tree.count
      slice.summary.iterations = Int(words.tree.nodes[0].visits)
      var detail = NodeDetail()
      detail.steps = slice.detail.steps
      detail.node = slice.cursor
      detail.label = slice.cursorPath.last ?? ""
      detail.depth = slice.cursorPath.count
      detail.statistics = words.tree.nodes[slice.cursor.index]
      detail.visits = words.tree.visits(of: slice.cursor)
      detail.valueSum = words.tree.valueSum(of: slice.cursor)
      detail.mean = words.tree.mean(of: slice.cursor)
      detail.childCount = words.tree.childCount(of: slice.cursor)
      if request.wantsState || request.wantsTexts { detail.text = texts[slice.cursor] }
      for place in detail.steps.indices {
        detail.steps[place].text = texts[detail.steps[place].node]
      }
      detail.kind = words.kinds[slice.cursor]
      detail.unexpanded = words.missing[slice.cursor]
      amend(&detail)
      slice.detail = detail
      _ = Explorer.reduce(&state, .slice(slice), at: time)
      rounds += 1
      guard rounds < 8 else {
        Issue.record("the explorer asks for ever")
        return
      }
    }
  }
}

extension WordTree.Node {
  /// A word problem that a language model took apart.
  static let pencils = WordTree.Node(
    "", 240, 0.67,
    [
      WordTree.Node(
        "First find how many pencils there are in all: 18 boxes of 24 pencils make 18 * 24 = 432 "
          + "pencils.", 151, 0.81,
        [
          WordTree.Node(
            "Then find how many pencils are given away: 62 pupils get 5 pencils each, so 62 * 5 = 310 "
              + "pencils.", 118, 0.87,
            [
              WordTree.Node(
                "Subtract what is given away from what there is: 432 - 310 = 122 pencils are left for "
                  + "the bags.", 112, 0.88,
                [
                  WordTree.Node(
                    "Put the rest in bags of 7: 122 / 7 = 17, and 3 pencils are left over.", 109,
                    0.89,
                    [
                      WordTree.Node(
                        "The school has 17 full bags. The answer is 17.", 88, 0.97,
                        flags: .terminal),
                      WordTree.Node(
                        "Counting the bag that is not full, the school has 18 bags. The answer is 18.",
                        20, 0.55, flags: .terminal),
                    ])
                ])
            ]),
          WordTree.Node(
            "Then find how many pencils are given away: 62 pupils get 5 pencils each, so 62 + 5 = 67 "
              + "pencils.", 21, 0.19),
          WordTree.Node(
            "Then put them in bags of 7 before anything is given away: 432 / 7 = 61, and 5 pencils are "
              + "left over.", 11, 0.31),
        ]),
      WordTree.Node(
        "First find how many pencils are given away: 62 pupils get 5 pencils each, so 62 * 5 = 310 "
          + "pencils.", 59, 0.6,
        [
          WordTree.Node(
            "Now find how many pencils there are in all: 18 boxes of 24 pencils make 18 * 24 = 432.",
            51, 0.66),
          WordTree.Node(
            "Now find how many boxes are needed for them: 310 / 24 = 12, and 22 pencils are left over.",
            7, 0.2),
        ]),
      WordTree.Node(
        "First find how many pencils there are in all: 18 boxes of 24 pencils make 18 * 24 = 422 "
          + "pencils.", 20, 0.18),
      WordTree.Node(
        "Let us restate the task: there are boxes, each box holds pencils, each pupil gets some, and "
          + "the rest goes into bags.", 9, 0.31),
    ])
}
