import Groundwork
public import SearchTrees

/// The texts of the nodes of a recording as numbers, from what was kept of them when they were read.
extension Recording {
  /// Returns the numbers of the texts of one kind; nil where they must be read from the file.
  public func textCodes(_ text: NodeText) -> (any TextCodes)? {
    switch text {
    case .action: actionTable.isFull ? nil : TableCodes(self, isAction: true)
    case .text:
      // The rules of a search know states that the file does not hold.
      stateTable.isFull || interpreter != nil ? nil : TableCodes(self, isAction: false)
    case .rationale: RationaleCodes(self)
    case .note: NoteCodes(notes)
    case .kind: KindCodes(self)
    }
  }

  /// Keeps the texts of the children that the event in `line` added, the first of them `before`.
  func noteChildTexts(_ event: Int, from before: Int) {
    let number = line.children.count
    guard number > 0, !actionTable.isFull || !stateTable.isFull else { return }
    withTexts(of: event) { bytes, start in
      for place in 0..<number {
        let child = line.children[place]
        if !actionTable.isFull, child.action.offset >= 0 {
          let text = bytes.extracting(child.action.range(from: start))
          fold.actions.set(actionTable.number(of: text), of: before + place, count: fold.tree.count)
        }
        if !stateTable.isFull, child.text.offset >= 0 {
          let text = bytes.extracting(child.text.range(from: start))
          fold.states.set(stateTable.number(of: text), of: before + place, count: fold.tree.count)
        }
      }
    }
  }

  /// Returns the action that leads to a node as it was kept; nil where it was not.
  func keptAction(of node: NodeID) -> String? {
    guard !actionTable.isFull else { return nil }
    let number = fold.actions.number(of: node)
    return number == 0 ? "" : actionTable.text(number)
  }

  /// Returns the actions and states of some nodes as they were kept; nil where they were not.
  func keptTexts(of nodes: [NodeID]) -> [ChildTexts]? {
    guard !actionTable.isFull, !stateTable.isFull else { return nil }
    return nodes.map { node in
      let number = fold.states.number(of: node)
      return ChildTexts(
        action: keptAction(of: node) ?? "", text: number == 0 ? nil : stateTable.text(number))
    }
  }

  /// Returns why a node was evaluated as it was last; nil where no text says it.
  func keptRationale(of node: NodeID) -> String? {
    guard fold.verdictAt.count > 0, case let event = Int(fold.verdictAt[node.index]), event > 0,
      let place = rationale(of: event, near: rationaleRead)
    else { return nil }
    rationaleRead = place
    writeDown()
    return bytes.withBytes(rationales[place].range) { JournalReader.text($0) }
  }

  /// Keeps where the rationale of the event in `line` stands, if it has one.
  func noteRationale(_ event: Int) {
    guard line.rationale.offset >= 0 else { return }
    rationales.append(PlacedText(event: event, range: line.rationale))
  }

  /// Returns the place of the rationale of an event among all, looked for near a place first; nil where it
  /// has none.
  ///
  /// O(log of the distance).
  fileprivate func rationale(of event: Int, near place: Int) -> Int? {
    var (low, high) = (0, rationales.count)
    var step = 1
    if place < high, Int(rationales[place].event) <= event {
      low = place
      while low + step < high {
        guard Int(rationales[low + step].event) <= event else {
          high = low + step
          break
        }
        low += step
        step *= 2
      }
    } else {
      high = min(place, high)
    }
    // The last one that is not behind the event.
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(rationales[middle].event) <= event { low = middle } else { high = middle }
    }
    return low < rationales.count && Int(rationales[low].event) == event ? low : nil
  }
}

/// Where a text of an event stands.
struct PlacedText: BitwiseCopyable {
  let event: UInt32
  private let length: UInt32
  private let offset: Int

  init(event: Int, range: TextRange) {
    self.event = UInt32(event)
    length = UInt32(truncatingIfNeeded: range.length)
    offset = range.offset
  }

  /// Nowhere, where the event could not be read again.
  var range: Range<Int> { max(0, offset)..<max(0, offset) + Int(length) }
}

extension TextRange {
  fileprivate func range(from start: Int) -> Range<Int> { offset - start..<offset - start + length }
}

/// For each node the number of a text; nothing at all until one has any.
struct NodeTextColumn: ~Copyable {
  private(set) var numbers = Column<UInt32>()

  /// Sets the number of a text of one of so many nodes; nil is more than are kept.
  @inline(__always)
  mutating func set(_ number: UInt32?, of node: Int, count: Int) {
    guard let number else {
      numbers = Column()
      return
    }
    let missing = max(0, count - numbers.count)
    if missing > 0 { numbers.append(repeating: 0, count: missing) }
    numbers[node] = number
  }

  /// Forgets the nodes from one on.
  mutating func truncate(to count: Int) {
    if numbers.count > count { numbers.truncate(to: count) }
  }

  /// The number of the text of a node; 0 where it has none.
  func number(of node: NodeID) -> Int {
    node.index < numbers.count ? Int(numbers[node.index]) : 0
  }

  /// Copies the numbers of some nodes; 0 for those without any.
  func copy(_ nodes: Range<Int>, into codes: inout Column<UInt32>) {
    let known = min(nodes.upperBound, numbers.count) - nodes.lowerBound
    for index in 0..<max(0, known) { codes[index] = numbers[nodes.lowerBound + index] }
    for index in max(0, known)..<nodes.count { codes[index] = 0 }
  }
}

/// Actions or states, by their numbers in a table; 0 stands for none.
private final class TableCodes: TextCodes {
  private let recording: Recording
  private let isAction: Bool

  init(_ recording: Recording, isAction: Bool) {
    (self.recording, self.isAction) = (recording, isAction)
  }

  var count: Int { (isAction ? recording.actionTable.count : recording.stateTable.count) + 1 }

  var isUsable: Bool {
    isAction
      ? !recording.actionTable.isFull
      : !recording.stateTable.isFull && recording.interpreter == nil
  }

  func copy(_ nodes: Range<Int>, into codes: inout Column<UInt32>) {
    if isAction {
      recording.fold.actions.copy(nodes, into: &codes)
    } else {
      recording.fold.states.copy(nodes, into: &codes)
      if nodes.lowerBound == 0, !nodes.isEmpty { codes[0] = recording.rootTextNumber ?? 0 }
    }
  }

  func text(_ code: Int) -> String? {
    // An action that nobody wrote is an empty one; a state is not known.
    guard code > 0 else { return isAction ? "" : nil }
    return isAction ? recording.actionTable.text(code) : recording.stateTable.text(code)
  }
}

/// Rationales, each a number of its own; 0 stands for none.
private final class RationaleCodes: TextCodes {
  private let recording: Recording
  private var newest = 0

  init(_ recording: Recording) { self.recording = recording }

  var count: Int { recording.rationales.count + 1 }

  func copy(_ nodes: Range<Int>, into codes: inout Column<UInt32>) {
    let hasVerdicts = recording.fold.verdictAt.count > 0 && recording.rationales.count > 0
    for index in 0..<nodes.count {
      codes[index] = 0
      guard hasVerdicts else { continue }
      let event = Int(recording.fold.verdictAt[nodes.lowerBound + index])
      guard event > 0, let place = recording.rationale(of: event, near: newest) else { continue }
      newest = place
      codes[index] = UInt32(place + 1)
    }
  }

  func text(_ code: Int) -> String? {
    guard code > 0 else { return nil }
    recording.writeDown()
    return recording.bytes.withBytes(recording.rationales[code - 1].range) {
      JournalReader.text($0)
    }
  }

  func matches(_ code: Int, _ pattern: TextPattern) -> Bool? {
    guard code > 0 else { return nil }
    recording.writeDown()
    let known = recording.bytes.withBytes(recording.rationales[code - 1].range) {
      JournalText.isPlain($0) ? pattern.matches(bytes: $0) : nil
    }
    return known ?? text(code).map { pattern.matches($0) }
  }
}

/// Kinds of node; 0 stands for none.
private final class KindCodes: TextCodes {
  private let recording: Recording

  init(_ recording: Recording) { self.recording = recording }

  var count: Int { recording.fold.kindNames.count + 1 }

  func copy(_ nodes: Range<Int>, into codes: inout Column<UInt32>) {
    let hasKinds = recording.fold.kinds.count > 0
    for index in 0..<nodes.count {
      codes[index] = hasKinds ? UInt32(recording.fold.kinds[nodes.lowerBound + index]) : 0
    }
  }

  func text(_ code: Int) -> String? { code == 0 ? nil : recording.fold.kindNames[code - 1] }
}
