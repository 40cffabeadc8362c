import SearchTrees
import Testing

@testable import Groundwork

/// A checker is worth what it finds: each rule is broken by hand and must be named.
struct InvariantsTests {
  /// The root with children 1, 2 and 5; node 1 with children 3 and 4; some visits and values.
  private func sound() -> SearchTree {
    var tree = SearchTree(hasPriors: true)
    _ = tree.appendChildren(of: .root, count: 2)
    _ = tree.appendChildren(of: NodeID(1), count: 2)
    _ = tree.appendChildren(of: .root, count: 1)
    for (index, visits) in [10, 6, 2, 3, 2, 1].enumerated() {
      tree.nodes[index].visits = UInt32(visits)
      tree.nodes[index].valueSum = Double(visits) / 2
      tree.priors[index] = 0.25
    }
    tree.nodes[3].flags.formUnion([.terminal, .proven])
    tree.setExactValue(1, of: NodeID(3))
    return tree
  }

  private func expectBroken(
    _ sentence: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ damage: (inout SearchTree) -> Void
  ) {
    var tree = sound()
    damage(&tree)
    let broken = tree.brokenInvariants()
    #expect(broken.contains(sentence), "\(broken)", sourceLocation: sourceLocation)
  }

  @Test func `a sound tree breaks nothing`() {
    #expect(sound().brokenInvariants() == [])
    #expect(SearchTree(hasPriors: false).brokenInvariants() == [])
  }

  @Test func `wrong parents are found`() {
    expectBroken("the root has a parent") { $0.links.base[0].parent = NodeID(1) }
    expectBroken("#2 is not younger than its parent #2") { $0.links.base[2].parent = NodeID(2) }
    expectBroken("#2 is not younger than its parent #4") { $0.links.base[2].parent = NodeID(4) }
    expectBroken("#5 is not younger than its parent #\(UInt32.max)") {
      $0.links.base[5].parent = .none
    }
    expectBroken("#3 is not a child of #0") {
      $0.nodes[0].firstChild = NodeID(3)
      $0.nodes[0].childCount = 2
      $0.links.base[5].parent = NodeID(2)
      $0.nodes[2].childCount = 1
      $0.nodes[2].firstChild = NodeID(5)
    }
  }

  @Test func `wrong counts of children are found`() {
    expectBroken("#0 counts 4 children but 3 name it as parent") { $0.nodes[0].childCount = 4 }
    expectBroken("#1 counts 1 children but 2 name it as parent") { $0.nodes[1].childCount = 1 }
    expectBroken("#5 counts 1 children but 0 name it as parent") { $0.nodes[5].childCount = 1 }
    expectBroken("#5 has no children but links to one") { $0.nodes[5].firstChild = NodeID(1) }
  }

  @Test func `wrong links between siblings are found`() {
    expectBroken("#3 comes after its younger sibling") {
      $0.nodes[1].firstChild = NodeID(4)
      $0.links.base[4].nextSibling = NodeID(3)
      $0.links.base[3].nextSibling = .none
    }
    expectBroken("#3 comes after its younger sibling") {
      $0.links.base[3].nextSibling = NodeID(3)
    }
    expectBroken("#4 is the youngest child of #1 but links to a sibling") {
      $0.links.base[4].nextSibling = NodeID(5)
    }
    expectBroken("#0 links to the child #\(UInt32.max), which is not there") {
      $0.links.base[1].nextSibling = .none
    }
    expectBroken("#1 links to the child #6, which is not there") {
      $0.links.base[3].nextSibling = NodeID(6)
    }
    expectBroken("#1 links to the child #\(UInt32.max), which is not there") {
      $0.nodes[1].firstChild = .none
    }
  }

  @Test func `a wrong word on scattered children is found`() {
    expectBroken("#0 does not say rightly whether its children are scattered") {
      $0.nodes[0].flags.remove(.scattered)
    }
    expectBroken("#1 does not say rightly whether its children are scattered") {
      $0.nodes[1].flags.insert(.scattered)
    }
  }

  @Test func `impossible statistics are found`() {
    expectBroken("the children of #1 have 7 visits, itself 6") { $0.nodes[3].visits += 2 }
    expectBroken("the children of #0 have 9 visits, itself 8") { $0.nodes[0].visits = 8 }
    expectBroken("the value sum of #2 is not a number") { $0.nodes[2].valueSum = .nan }
    expectBroken("the value sum of #4 is not a number") { $0.nodes[4].valueSum = -.infinity }
  }

  @Test func `impossible flags, exact values and priors are found`() {
    expectBroken("#1 is terminal but has children") { $0.nodes[1].flags.insert(.terminal) }
    expectBroken("the exact value of #3 is not a number") { $0.setExactValue(.nan, of: NodeID(3)) }
    expectBroken("the prior of #2 is negative") { $0.priors[2] = -0.1 }
    expectBroken("the prior of #5 is negative") { $0.priors[5] = .nan }
    var tree = SearchTree(hasPriors: false)
    _ = tree.appendChildren(of: .root, count: 1)
    tree.nodes[1].flags.insert(.proven)
    #expect(tree.brokenInvariants() == ["#1 has no place for its exact value"])
  }
}
