import Groundwork
public import SearchTrees

/// Looks for words in the bytes of a recording, without reading its events.
///
/// An event in which the words may stand hands out the nodes that it says something of: those that it adds,
/// the one that it evaluates. Whether they really have the words, whoever asked finds out. The recording
/// must stay at the event at which this began.
final class RecordedTextScan: TextScan {
  private let recording: Recording
  private let words: StoredWords
  /// The bytes of which one stands where the words may; nil where every event is looked at.
  private let needles: [ByteSearch]?
  /// The bytes that are left, in the order in which they are looked at.
  private var ranges: [Range<Int>]
  private let total: Int
  private var checked = 0
  private var handsRootOut = true
  /// Whether no text stands anywhere else.
  let isComplete: Bool

  /// The bytes that are looked at in one go.
  private static let portion = 1 << 20

  init(_ recording: Recording, _ words: StoredWords, from node: NodeID, isComplete: Bool) {
    self.recording = recording
    self.isComplete = isComplete
    self.words = words
    needles = words.needles.map { $0 + [StoredWords.escapedLetter] }
    recording.writeDown()
    let last = recording.position
    let end = last > 0 ? recording.place(of: last).upperBound : 0
    let event =
      node.index < recording.fold.births.count ? Int(recording.fold.births[node.index]) : 0
    let middle = event > 0 && event <= last ? recording.place(of: event).lowerBound : 0
    ranges = [middle..<end, 0..<middle].filter { !$0.isEmpty }
    total = end
  }

  var progress: Double { total > 0 ? Double(checked) / Double(total) : 1 }

  func next() -> [NodeID]? {
    if handsRootOut {
      // The root's text stands in the first line, which is no event, and notes are few.
      handsRootOut = false
      return [.root] + recording.notes.keys.sorted()
    }
    guard var range = ranges.first else { return nil }
    // Whole events are looked at, so that no word is cut in two.
    let lowest = min(range.lowerBound + Self.portion, range.upperBound)
    let cut = lowest < range.upperBound ? recording.index.end(ofEventAt: lowest) : lowest
    let portion = range.lowerBound..<min(max(cut, lowest), range.upperBound)
    range = portion.upperBound..<range.upperBound
    if range.isEmpty { ranges.removeFirst() } else { ranges[0] = range }
    checked += portion.count
    return nodes(of: events(in: portion))
  }

  /// The events of a range in which the words may stand.
  private func events(in portion: Range<Int>) -> [Int] {
    guard words.tellsMore else { return eventsWithNeedles(in: portion) }
    var events: [Int] = []
    recording.bytes.withBytes(portion) { bytes in
      func look(at event: Int) {
        guard [.expand, .evaluate].contains(recording.index.kind(of: event)) else { return }
        let line = recording.place(of: event)
        let range = line.lowerBound - portion.lowerBound..<line.upperBound - portion.lowerBound
        if words.mayStand(in: bytes.extracting(range)) { events.append(event) }
      }
      if needles != nil {
        for event in eventsWithNeedles(in: portion) { look(at: event) }
      } else {
        var event = recording.index.event(at: portion.lowerBound)
        let last = recording.position
        while event <= last, recording.place(of: event).lowerBound < portion.upperBound {
          look(at: event)
          event += 1
        }
      }
    }
    return events
  }

  /// The events of a range in which one of the needles stands.
  private func eventsWithNeedles(in portion: Range<Int>) -> [Int] {
    var events: Set<Int> = []
    recording.bytes.withBytes(portion) { bytes in
      for needle in needles ?? [] {
        var place = 0
        while let hit = needle.first(in: bytes, from: place) {
          let event = recording.index.event(at: portion.lowerBound + hit)
          let isMeant =
            needle != StoredWords.escapedLetter || Self.isLetter(bytes, escapedAt: hit)
          if isMeant { events.insert(event) }
          // The rest of the event says nothing more.
          place =
            isMeant
            ? recording.place(of: event).upperBound + 1 - portion.lowerBound : hit + 1
          if place >= bytes.count { break }
        }
      }
    }
    return events.sorted()
  }

  /// Whether the escape at a place is that of a visible ASCII character.
  private static func isLetter(_ bytes: Span<UInt8>, escapedAt place: Int) -> Bool {
    guard place + 4 < bytes.count else { return false }
    return UInt8(ascii: "2")...UInt8(ascii: "7") ~= bytes[place + 4]
  }

  private func nodes(of events: [Int]) -> [NodeID] {
    var nodes: [NodeID] = []
    let births = recording.fold.births.count
    for event in events {
      switch recording.index.kind(of: event) {
      case .expand:
        var node = recording.firstNode(of: event, below: births)
        while node < births, Int(recording.fold.births[node]) == event {
          nodes.append(NodeID(node))
          node += 1
        }
      case .evaluate:
        if let node = recording.node(evaluatedBy: event) { nodes.append(node) }
      default: break
      }
    }
    return nodes
  }
}

extension Recording {
  /// Begins to look for words in the bytes of the recording.
  public func textScan(for words: StoredWords, from node: NodeID) -> (any TextScan)? {
    guard !words.texts.contains(.kind) else { return nil }
    // The rules of a search know states that the file does not hold.
    let isComplete = interpreter == nil || !words.texts.contains(.text)
    return RecordedTextScan(self, words, from: node, isComplete: isComplete)
  }

  /// Returns the node that an event evaluated last; nil where another event has done so since.
  func node(evaluatedBy event: Int) -> NodeID? {
    load(event, into: &other)
    otherEvent = event
    guard let node = other.node.flatMap({ fold.names.node($0) }), fold.verdictAt.count > node.index,
      Int(fold.verdictAt[node.index]) == event
    else { return nil }
    return node
  }
}
