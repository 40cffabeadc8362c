import Groundwork

extension SearchTree {
  /// Returns one sentence for every rule of a well-formed tree that this one breaks; none if sound.
  ///
  /// Checked: ids increase from parent to child, sibling links and counts agree, no node is an orphan,
  /// children have at most as many visits as their parent together, sums and exact values are
  /// numbers, terminal nodes have no children, the numbers on edges are not below the least that
  /// their declaration allows. O(n).
  public func brokenInvariants(edge: Statistic = .prior) -> [String] {
    var broken: [String] = []
    var childrenSeen = [Int](repeating: 0, count: count)
    if links[0].parent != .none { broken.append("the root has a parent") }
    for index in 1..<max(1, count) {
      let parent = links[index].parent
      guard parent.index < index else {
        broken.append("#\(index) is not younger than its parent \(parent)")
        continue
      }
      childrenSeen[parent.index] += 1
    }
    for index in 0..<count {
      broken += brokenInvariants(of: NodeID(index), linked: childrenSeen[index], edge)
    }
    return broken
  }

  private func brokenInvariants(
    of node: NodeID, linked: Int, _ edge: Statistic
  ) -> [String] {
    var broken: [String] = []
    let numbers = nodes[node.index]
    let childCount = childCount(of: node)
    if linked != childCount {
      broken.append("\(node) counts \(childCount) children but \(linked) name it as parent")
      return broken
    }
    var visits = 0
    var previous: NodeID?
    var isScattered = false
    var child = numbers.firstChild
    for _ in 0..<childCount {
      guard child.index < count else {
        broken.append("\(node) links to the child \(child), which is not there")
        return broken
      }
      visits += Int(nodes[child.index].visits)
      if links[child.index].parent != node { broken.append("\(child) is not a child of \(node)") }
      if let previous {
        if child <= previous { broken.append("\(child) comes after its younger sibling") }
        if child.rawValue != previous.rawValue + 1 { isScattered = true }
      }
      previous = child
      child = links[child.index].nextSibling
    }
    if let previous, links[previous.index].nextSibling != .none {
      broken.append("\(previous) is the youngest child of \(node) but links to a sibling")
    }
    if childCount == 0, nodes[node.index].firstChild != .none {
      broken.append("\(node) has no children but links to one")
    }
    if isScattered != numbers.flags.contains(.scattered) {
      broken.append("\(node) does not say rightly whether its children are scattered")
    }
    if visits > Int(numbers.visits), !numbers.flags.contains(.unknownVisits) {
      broken.append("the children of \(node) have \(visits) visits, itself \(numbers.visits)")
    }
    if !numbers.valueSum.isFinite { broken.append("the value sum of \(node) is not a number") }
    if numbers.flags.contains(.terminal), childCount > 0 {
      broken.append("\(node) is terminal but has children")
    }
    let isExact = !numbers.flags.isDisjoint(with: [.proven, .pinned])
    if isExact, exactValues.count != count {
      broken.append("\(node) has no place for its exact value")
    } else if let exact = exactValue(of: node), !exact.isFinite {
      broken.append("the exact value of \(node) is not a number")
    }
    if let number = prior(of: node), !(number >= edge.least ?? -.infinity) {
      broken.append(
        "the \(edge.name) of \(node) is \(edge.least == nil ? "no number" : "negative")")
    }
    return broken
  }
}
