public import Groundwork

/// The texts of all nodes of one kind, as numbers: nodes with the same number have the same text.
///
/// What is asked of a text is asked once for each number and not for each node. One owner, one thread; it
/// tells of the tree as it is when it is asked.
public protocol TextCodes: AnyObject {
  /// The number after the highest one.
  var count: Int { get }
  /// Whether it still tells anything: texts may have become too many.
  var isUsable: Bool { get }
  /// Puts the numbers of a range of nodes into the first elements of a column.
  ///
  /// - Precondition: it is usable, the nodes exist, and the column has room.
  func copy(_ nodes: Range<Int>, into codes: inout Column<UInt32>)
  /// Returns the text of a number; nil where it stands for a text that is not known.
  ///
  /// Untrusted text.
  func text(_ code: Int) -> String?
  /// Returns whether the text of a number holds words; nil where it is not known.
  func matches(_ code: Int, _ pattern: TextPattern) -> Bool?
}

extension TextCodes {
  /// Most texts are always known by number.
  public var isUsable: Bool { true }

  /// Looks at the text.
  public func matches(_ code: Int, _ pattern: TextPattern) -> Bool? {
    text(code).map { pattern.matches($0) }
  }
}

/// Notes, which few nodes have: of the others they are empty.
public final class NoteCodes: TextCodes {
  private let nodes: [NodeID]
  private let texts: [String]

  /// Takes the notes that there are; untrusted text.
  public init(_ notes: [NodeID: String]) {
    nodes = notes.keys.sorted()
    texts = [""] + nodes.map { notes[$0] ?? "" }
  }

  /// One for each note, and one for none.
  public var count: Int { texts.count }

  /// Puts the numbers of a range of nodes into a column.
  public func copy(_ range: Range<Int>, into codes: inout Column<UInt32>) {
    for index in 0..<range.count { codes[index] = 0 }
    for (place, node) in nodes.enumerated() where range.contains(node.index) {
      codes[node.index - range.lowerBound] = UInt32(place + 1)
    }
  }

  /// Returns a note.
  public func text(_ code: Int) -> String? { texts[code] }
}

/// Something that is asked of the texts of nodes, and answered once for each number.
final class TextTest {
  /// What is asked.
  enum Question {
    case isText(String)
    case matches(TextPattern)
    /// Whether there is a text that is not empty.
    case hasText
    /// Whether there is a text.
    case isKnown
  }

  private let codes: any TextCodes
  private let question: Question
  private var answers: [Double] = []
  private var numbers = Column<UInt32>()

  /// No answer: it was not asked yet.
  private static let open = -1.0

  init(_ question: Question, of codes: any TextCodes) {
    (self.question, self.codes) = (question, codes)
    numbers.append(repeating: 0, count: ColumnProgram.blockLength)
  }

  /// Whether there are answers.
  var isUsable: Bool { codes.isUsable }

  /// Puts 1, 0 or, where it is not known, one half for each of a range of nodes, at most a block.
  func answer(_ nodes: Range<Int>, into stack: inout Column<Double>, at top: Int) {
    codes.copy(nodes, into: &numbers)
    if answers.count < codes.count {
      answers.append(
        contentsOf: repeatElement(Self.open, count: max(0, codes.count - answers.count)))
    }
    for index in 0..<nodes.count {
      let code = Int(numbers[index])
      var answer = answers[code]
      if answer == Self.open {
        answer = self.answer(code)
        answers[code] = answer
      }
      stack[top + index] = answer
    }
  }

  private func answer(_ code: Int) -> Double {
    let holds: Bool? =
      switch question {
      case .isText(let words): codes.text(code).map { $0 == words }
      case .matches(let pattern): codes.matches(code, pattern)
      case .hasText: codes.text(code).map { !$0.isEmpty }
      case .isKnown: codes.text(code) != nil
      }
    return holds.map { $0 ? 1 : 0 } ?? ColumnProgram.half
  }
}
