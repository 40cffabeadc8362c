import Testing

@testable import Exporters

/// A figure keeps its nodes apart and its labels readable.
@Suite struct FigureTests {
  /// A tree that a seed chooses, parents before children.
  private static func tree(_ seed: UInt64, _ count: Int) -> [Int?] {
    var state = seed &* 2_862_933_555_777_941_757 &+ 3_037_000_493
    return (0..<count).map { node in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return node == 0 ? nil : Int(state >> 33) % node
    }
  }

  /// The same tree in the order of a walk, which exported trees have.
  private static func walked(_ parents: [Int?]) -> [Int?] {
    var children = [[Int]](repeating: [], count: parents.count)
    for (node, parent) in parents.enumerated() { if let parent { children[parent].append(node) } }
    var result: [Int?] = []
    var open: [(Int, Int?)] = [(0, nil)]
    while let (node, parent) = open.popLast() {
      let place = result.count
      result.append(parent)
      for child in children[node].reversed() { open.append((child, place)) }
    }
    return result
  }

  private static func levels(_ parents: [Int?]) -> [Int] {
    var levels: [Int] = []
    for parent in parents { levels.append(parent.map { levels[$0] + 1 } ?? 0) }
    return levels
  }

  @Test(arguments: 1...40)
  func `nodes of a level keep their order and their distance`(seed: Int) {
    let parents = Self.walked(Self.tree(UInt64(seed), 10 + seed * 3))
    let layout = TidyLayout(parents: parents)
    let levels = Self.levels(parents)
    for level in 0...(levels.max() ?? 0) {
      let nodes = parents.indices.filter { levels[$0] == level }
      for (node, next) in zip(nodes, nodes.dropFirst()) {
        #expect(layout.positions[next] - layout.positions[node] > 0.999)
      }
    }
    #expect(layout.positions.min() == 0)
  }

  @Test(arguments: 1...40)
  func `a parent stands in the middle of its children`(seed: Int) {
    let parents = Self.walked(Self.tree(UInt64(seed), 10 + seed * 3))
    let layout = TidyLayout(parents: parents)
    for node in parents.indices {
      let family = parents.indices.filter { parents[$0] == node }
      guard let first = family.first, let last = family.last else { continue }
      let middle = (layout.positions[first] + layout.positions[last]) / 2
      #expect(abs(layout.positions[node] - middle) < 1e-9)
    }
  }

  @Test func `a tree that is its own mirror image is drawn as one`() {
    // A node with three children, of which the outer ones have two each.
    let parents: [Int?] = [nil, 0, 1, 1, 0, 0, 5, 5]
    let layout = TidyLayout(parents: parents)
    let middle = layout.extent / 2
    for (node, mirrored) in [(0, 0), (1, 5), (2, 7), (3, 6), (4, 4)] {
      #expect(abs(layout.positions[node] - middle + layout.positions[mirrored] - middle) < 1e-9)
    }
  }

  @Test func `the leaf between two families stands in the middle, not beside the first`() {
    let parents: [Int?] = [nil, 0, 1, 1, 1, 1, 0, 0, 7, 7, 7, 7]
    let layout = TidyLayout(parents: parents)
    let (left, leaf, right) = (layout.positions[1], layout.positions[6], layout.positions[7])
    #expect(abs((leaf - left) - (right - leaf)) < 1e-9)
  }

  @Test func `one node alone and a chain are drawn on a line`() {
    #expect(TidyLayout(parents: [nil]).positions == [0])
    #expect(TidyLayout(parents: [nil, 0, 1, 2]).extent == 0)
  }

  @Test func `a chain of a hundred thousand nodes takes no time that anybody notices`() {
    let parents = (0..<100_000).map { $0 == 0 ? nil : $0 - 1 }
    #expect(TidyLayout(parents: parents).extent == 0)
  }

  @Test(arguments: [
    (["left", "right"], ["left", "right"]),
    (
      ["put the red block down on the table", "jump"],
      ["put the red block down on the\u{2026}", "jump"]
    ),
    (["two\nlines  here"], ["two lines here"]),
  ])
  func `a label that is too long is cut at a word`(labels: [String], short: [String]) {
    #expect(FigureLabels.shortened(labels) == short)
  }

  @Test func `labels that begin alike stay apart`() {
    let labels = [
      "Multiply both sides of the equation by the number 4 and simplify",
      "Multiply both sides of the equation by the number 7 and simplify",
    ]
    let short = FigureLabels.shortened(labels)
    #expect(short[0] != short[1])
    #expect(short[0].contains("4") && short[1].contains("7"))
    #expect(short.allSatisfy { $0.count <= FigureLabels.longest })
  }
}

/// The policy of a page names its script and style and nothing else.
@Suite struct ContentPolicyTests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"),
  ])
  func `bytes in 64 characters are those of RFC 4648`(text: String, encoded: String) {
    #expect(ContentPolicy.base64(Array(text.utf8)) == encoded)
  }

  @Test func `everything is refused but the two texts`() {
    let policy = ContentPolicy.text(script: "alert(1)", style: "")
    // As openssl works it out: openssl dgst -sha256 -binary | base64
    #expect(
      policy == "default-src 'none'; "
        + "script-src 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='; "
        + "style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; "
        + "base-uri 'none'; form-action 'none'")
  }
}
