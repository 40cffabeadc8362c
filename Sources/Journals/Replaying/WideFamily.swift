import Groundwork
import SearchTrees

/// The children that one event added, where they are so many that its line is not read again for every
/// look at one of them.
struct WideFamily {
  /// As many children make a family wide.
  static let least = 4096
  /// As many families are kept.
  static let most = 4

  /// The children in the order of the event.
  var children: [JournalChild]
  /// How many more there are, as the event says.
  var unexpanded: Int?
}

/// What the events that made nodes say of them.
extension Recording {
  /// Returns what an `expand` event says of a child; nil at the root.
  ///
  /// O(bytes of the event), and O(1) for a wide family that was looked at lately.
  func birth(of node: NodeID) -> JournalChild? {
    let event = Int(fold.births[node.index])
    guard event > 0, let first = firstNode(of: event, near: node) else { return nil }
    let place = node.index - first
    if let wide = wideFamily(event) {
      return wide.children.indices.contains(place) ? wide.children[place] : nil
    }
    return place < other.children.count ? other.children[place] : nil
  }

  /// Returns the object by which an `expand` event adds a node; nil at the root.
  func child(_ node: NodeID) -> JSONValue? {
    guard let birth = birth(of: node) else { return nil }
    let end = place(of: Int(fold.births[node.index])).upperBound
    do throws(JournalProblem) {
      return try bytes.withBytes(birth.start..<end) { (span) throws(JournalProblem) in
        try JournalReader.firstValue(of: span)
      }
    } catch {
      return nil
    }
  }

  /// Returns who proposed a node, if the journal says it.
  func source(of node: NodeID) -> String? { child(node)?["source"]?.string }

  /// Returns how many children a node can have beside those in the tree, if the newest `expand` event of
  /// the node says it.
  func unexpanded(below node: NodeID) -> Int? {
    guard fold.saysUnexpanded else { return fold.promises[node]?.last?.unexpanded }
    let promise = fold.promises[node]?.last
    guard fold.tree.childCount(of: node) > 0 else { return promise?.unexpanded }
    let youngest = fold.tree.youngestChild(of: node)
    let event = Int(fold.births[youngest.index])
    if let promise, promise.event > event { return promise.unexpanded }
    // Of every open node it is asked in every picture.
    if let known = unexpandedSaid[event] { return known }
    let said = wideFamily(event).map(\.unexpanded) ?? other.unexpanded
    if unexpandedSaid.count >= 100_000 { unexpandedSaid.removeAll() }
    unexpandedSaid[event] = .some(said)
    return said
  }

  /// Returns the family that an event added if it is a wide one; else the event is in `other` afterwards.
  private func wideFamily(_ event: Int) -> WideFamily? {
    if let known = wideFamilies.first(where: { $0.event == event }) { return known.family }
    if otherEvent != event {
      load(event, into: &other)
      otherEvent = event
    }
    guard other.children.count > WideFamily.least else { return nil }
    let children = (0..<other.children.count).map { other.children[$0] }
    let family = WideFamily(children: children, unexpanded: other.unexpanded)
    if wideFamilies.count == WideFamily.most { wideFamilies.removeFirst() }
    wideFamilies.append((event, family))
    return family
  }

  /// Returns the first node that an event made, one of which is at hand.
  ///
  /// O(log nodes): events make nodes in their order.
  private func firstNode(of event: Int, near node: NodeID) -> Int? {
    firstNode(of: event, below: node.index)
  }

  /// Returns the first node that an event or a later one made, `end` where there is none before it.
  func firstNode(of event: Int, below end: Int) -> Int {
    var low = 0
    var high = end
    while low < high {
      let middle = (low + high) / 2
      if Int(fold.births[middle]) < event { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
