/// The facts of a search with the notes that a person wrote beside it.
public struct AnnotatedFacts: TreeFacts {
  private let facts: any TreeFacts
  private let notes: [NodeID: String]

  /// Puts notes on nodes; untrusted text.
  public init(_ facts: any TreeFacts, notes: [NodeID: String]) {
    self.facts = facts
    self.notes = notes
  }

  /// The nodes.
  public var nodeCount: Int { facts.nodeCount }
  /// The names that an expression may use.
  public var expressionNames: ExpressionNames { facts.expressionNames }
  /// The search as a whole.
  public var searchFacts: SearchFacts { facts.searchFacts }
  /// The simulation that was completed last.
  public var lastSimulation: LastSimulation? { facts.lastSimulation }
  /// Whether the answer is a plan that holds.
  public var isPlanValid: Bool? { facts.isPlanValid }
  /// Lends the tree, to be read only.
  public func read(_ body: (borrowing SearchTree) -> Void) { facts.read(body) }
  /// Returns the parent of a node.
  public func parent(of node: NodeID) -> NodeID? { facts.parent(of: node) }
  /// Returns the children of a node, oldest first.
  public func children(of node: NodeID) -> [NodeID] { facts.children(of: node) }
  /// Returns the actions of the children of a node.
  public func childLabels(of node: NodeID) -> [String] { facts.childLabels(of: node) }
  /// Returns the actions and the states of the children of a node.
  public func childTexts(of node: NodeID) -> [ChildTexts] { facts.childTexts(of: node) }
  /// Returns a number of a node.
  public func number(_ number: NodeNumber, of node: NodeID) -> Double? {
    facts.number(number, of: node)
  }
  /// Returns whether something is so of a node.
  public func condition(_ condition: NodeCondition, of node: NodeID) -> Bool? {
    facts.condition(condition, of: node)
  }
  /// Returns what can be read of a node; a note that nobody wrote is empty.
  public func text(_ text: NodeText, of node: NodeID) -> String? {
    text == .note ? notes[node] ?? "" : facts.text(text, of: node)
  }
  /// Returns the choice among the children of a node.
  public func decision(at node: NodeID, isRecorded: Bool) -> SelectionTable? {
    facts.decision(at: node, isRecorded: isRecorded)
  }
  /// Returns what an evaluator said of a node.
  public func verdict(on node: NodeID) -> Verdict? { facts.verdict(on: node) }
  /// Returns what is said of a node beside all that.
  public func extras(of node: NodeID) -> NodeExtras { facts.extras(of: node) }
  /// Returns what of a node contradicts something else.
  public func contradiction(of node: NodeID) -> String? { facts.contradiction(of: node) }
  /// Returns the texts of one kind as numbers; the notes are those of a person.
  public func textCodes(_ text: NodeText) -> (any TextCodes)? {
    text == .note ? NoteCodes(notes) : facts.textCodes(text)
  }
  /// Begins to look for words where texts are stored; the notes are looked through first.
  public func textScan(for words: StoredWords, from node: NodeID) -> (any TextScan)? {
    guard let scan = facts.textScan(for: words, from: node) else { return nil }
    guard words.texts.contains(.note), !notes.isEmpty else { return scan }
    return NotedScan(notes.keys.sorted(), scan)
  }
}

/// Hands some nodes out before those that a scan finds.
private final class NotedScan: TextScan {
  private var noted: [NodeID]?
  private let scan: any TextScan

  init(_ noted: [NodeID], _ scan: any TextScan) {
    self.noted = noted
    self.scan = scan
  }

  var isComplete: Bool { scan.isComplete }
  var progress: Double { scan.progress }

  func next() -> [NodeID]? {
    guard let first = noted else { return scan.next() }
    noted = nil
    return first
  }
}
