import Groundwork

/// Which rows of a tree are shown, before they are filled in.
extension TreeSlicer {
  mutating func list<Explanation: TreeExplanation & ~Copyable>(
    _ request: SliceRequest, _ tree: borrowing SearchTree, _ explanation: borrowing Explanation,
    _ root: NodeID, _ target: NodeID?
  ) -> [Entry] {
    // The cursor's ancestors are open, whatever was asked, and shown, however many siblings they have.
    let ancestors = Set(target.map { tree.path(to: $0) } ?? [])
    var limit = max(5, min(20, request.rowCount / 2))
    while true {
      let entries = list(request, tree, explanation, root, target, ancestors, limit)
      // Nothing is hidden beside blank rows.
      let cuts = entries.reduce(0) { $0 + ($1.hidden == nil ? 0 : 1) }
      let blank = request.rowCount - entries.count
      guard cuts > 0, blank > 0 else { return entries }
      limit += max(1, blank / cuts)
    }
  }

  mutating func list<Explanation: TreeExplanation & ~Copyable>(
    _ request: SliceRequest, _ tree: borrowing SearchTree, _ explanation: borrowing Explanation,
    _ root: NodeID, _ target: NodeID?, _ ancestors: Set<NodeID>, _ usual: Int
  ) -> [Entry] {
    var entries: [Entry] = []
    var pending = [Entry(id: root, depth: 0, level: 0, parent: -1, hasNext: false)]
    func isOpen(_ node: NodeID) -> Bool {
      request.open.contains(node) || (ancestors.contains(node) && node != target)
    }
    while var entry = pending.popLast() {
      let index = entries.count
      let first = entry
      if let chainLevel = request.chainLevel, entry.level > chainLevel, !entry.isRest,
        let parent = tree.parent(of: entry.id), Self.onlyChild(of: parent, tree) == entry.id
      {
        entry.isUnchained =
          request.unchained.contains(parent) || entries[entry.parent].isUnchained
        while !entry.isUnchained, entry.id != target, isOpen(entry.id),
          !request.unchained.contains(entry.id),
          Self.isUnremarkable(entry.id, tree, explanation),
          request.found?.matches.contains(entry.id) != true,
          let next = Self.onlyChild(of: entry.id, tree),
          request.found?.shown.contains(next) != false
        {
          entry.id = next
          entry.chain += 1
        }
        entry.above = parent
      }
      entries.append(entry)
      guard !entry.isRest, isOpen(entry.id) else { continue }
      // Of a filter's matches nothing is missing, and a new child is none.
      let isWhole = request.found == nil
      let missing =
        isWhole ? explanation.unexpanded(below: entry.id).flatMap { $0 > 0 ? $0 : nil } : nil
      let newcomers = isWhole ? explanation.newChildCount(below: entry.id) : 0
      guard tree.nodes[entry.id.index].childCount > 0 || missing != nil || newcomers > 0 else {
        continue
      }
      let depth = first.depth + entry.chain
      var all = order(of: entry.id, request, tree, explanation)
      if let found = request.found { all.removeAll { !found.shown.contains($0) } }
      let limit = max(usual, request.shownChildren[entry.id] ?? 0)
      var shown = Array(all.prefix(all.count == limit + 1 ? all.count : limit))
      if let forced = all.dropFirst(shown.count).first(where: { ancestors.contains($0) }) {
        shown.append(forced)
      }
      let isCut = shown.count < all.count
      if let missing {
        pending.append(
          Entry(
            id: entry.id, depth: depth, level: entry.level + 1, parent: index, hasNext: false,
            unexpanded: missing))
      }
      for source in (0..<newcomers).reversed() {
        pending.append(
          Entry(
            id: entry.id, depth: depth, level: entry.level + 1, parent: index,
            hasNext: missing != nil || source + 1 < newcomers, newChild: source))
      }
      if isCut {
        let hidden = all.dropFirst(limit).filter { $0 != shown.last }
        pending.append(
          Entry(
            id: entry.id, depth: depth, level: entry.level + 1, parent: index,
            hasNext: missing != nil || newcomers > 0, hidden: hidden))
      }
      for (position, child) in shown.enumerated().reversed() {
        pending.append(
          Entry(
            id: child, depth: depth, level: entry.level + 1, parent: index,
            hasNext: isCut || missing != nil || newcomers > 0 || position + 1 < shown.count))
      }
    }
    return entries
  }

  /// The child of a node that has one.
  static func onlyChild(of node: NodeID, _ tree: borrowing SearchTree) -> NodeID? {
    tree.nodes[node.index].childCount == 1 ? tree.nodes[node.index].firstChild : nil
  }

  /// Whether nothing but numbers would be missed if a node were not shown.
  static func isUnremarkable<Explanation: TreeExplanation & ~Copyable>(
    _ node: NodeID, _ tree: borrowing SearchTree, _ explanation: borrowing Explanation
  ) -> Bool {
    tree.nodes[node.index].flags
      .isDisjoint(with: [.banned, .pinned, .proven, .terminal, .priorEdited, .retired])
      && node != explanation.root && explanation.kind(of: node) == nil
      && (explanation.unexpanded(below: node) ?? 0) == 0
      && explanation.newChildCount(below: node) == 0
  }

  func position(
    of target: NodeID?, _ cursor: SliceRequest.Target, in entries: [Entry]
  ) -> Int {
    guard let target else {
      guard case .row(let row) = cursor else { return 0 }
      return max(0, min(row, entries.count - 1))
    }
    let exact = entries.firstIndex { entry in
      guard entry.id == target else { return false }
      return switch cursor {
      case .more: entry.hidden != nil
      case .unexpanded: entry.unexpanded != nil
      case .newChild(_, let source): entry.newChild == source
      default: !entry.isRest
      }
    }
    return exact ?? entries.firstIndex { $0.id == target } ?? 0
  }
}
