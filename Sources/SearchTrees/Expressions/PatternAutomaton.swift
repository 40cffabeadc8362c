import Groundwork

/// A regular expression as a table: a state and a character lead to a state, and nothing is ever tried twice.
///
/// It finds what Swift's `Regex` finds in a text of ASCII without carriage returns, which is one character
/// with a newline behind it. Of other characters, and of those of ASCII beside them, which may be one
/// character together, it knows only what they can be at most: most texts that do not hold the pattern are
/// known not to, and those that hold it within ASCII are known to. O(bytes) for a look, whatever the pattern.
///
/// K. Thompson, "Regular expression search algorithm", CACM 11 (6), 1968.
struct PatternAutomaton: Hashable, Sendable {
  /// What is known of a text.
  enum Verdict {
    case found
    case absent
    /// There are characters in it of which the table does not speak.
    case open
  }

  /// The state in which it was found.
  static let found: UInt16 = 0
  /// The state at the beginning of a text.
  static let beginning: UInt16 = 1

  /// The next state of each state and byte, a row of 128 bytes for each state, and as many for bytes that
  /// may be part of another character.
  private let table: [UInt16]
  /// The next state of each state where another character follows.
  private let others: [UInt16]
  /// The state at a place of which nothing is known but that it is not the beginning.
  private let restart: UInt16
  /// Whether it knows anything of other characters.
  let knowsOthers: Bool
  /// The states at which the end of the text completes it.
  private let completes: [Bool]

  /// As many states are laid out: nobody waits for more.
  private static let mostStates = 512
  private static let mostSteps = 600

  /// Lays a pattern out; nil where it needs more than an automaton, or too large a one.
  init?(_ pattern: String, ignoresCase: Bool) {
    guard let syntax = PatternSyntax(pattern, ignoresCase: ignoresCase) else { return nil }
    var program = Program()
    let match = program.add(.match)
    guard let start = program.compile(syntax, before: match), program.steps.count < Self.mostSteps
    else { return nil }
    // What other characters may be takes more states; without it ASCII at least is known.
    var layout = Layout(program, start: start, knowsOthers: true)
    if !layout.run(most: Self.mostStates) {
      layout = Layout(program, start: start, knowsOthers: false)
      guard layout.run(most: Self.mostStates) else { return nil }
    }
    (table, others, completes) = (layout.table, layout.others, layout.completes)
    restart = layout.restart
    knowsOthers = layout.knowsOthers
  }

  /// Returns the state after a byte below 128.
  @inline(__always)
  func next(_ state: UInt16, _ byte: UInt8) -> UInt16 {
    table[Int(state) &<< 8 | Int(byte)]
  }

  /// Returns the state after a byte below 128 that may be part of another character.
  @inline(__always)
  private func nextBeside(_ state: UInt16, _ byte: UInt8) -> UInt16 {
    table[Int(state) &<< 8 | 128 | Int(byte)]
  }

  /// What may be found in a text with other characters in it, read a byte at a time.
  struct Look {
    private var state = PatternAutomaton.beginning
    /// The newest byte, until it is known what follows.
    private var newest: UInt8?
    private var isBeside = false

    /// Reads a byte below 128 that is no carriage return.
    @inline(__always)
    mutating func take(_ byte: UInt8, _ automaton: PatternAutomaton) {
      if let newest { state = automaton.next(state, newest) }
      newest = byte
      if isBeside {
        state = automaton.nextBeside(state, byte)
        (newest, isBeside) = (nil, false)
      }
    }

    /// Reads a byte of another character, or a whole one.
    @inline(__always)
    mutating func takeOther(_ automaton: PatternAutomaton) {
      if let newest { state = automaton.nextBeside(state, newest) }
      newest = nil
      state = automaton.others[Int(state)]
      isBeside = true
    }

    /// Returns whether the pattern may stand in the text that ends here; where it was all ASCII, whether it
    /// does.
    func mayBeFound(_ automaton: PatternAutomaton) -> Bool {
      automaton.isFound(atEndIn: newest.map { automaton.next(state, $0) } ?? state)
    }
  }

  /// Whether a byte is part of a character that is not ASCII alone: a carriage return is one with the
  /// newline behind it.
  @inline(__always)
  static func isOther(_ byte: UInt8) -> Bool { byte >= 0x80 || byte == 0x0D }

  /// Whether the end of a text in a state completes what is looked for.
  func isFound(atEndIn state: UInt16) -> Bool { state == Self.found || completes[Int(state)] }

  /// Looks through a text.
  ///
  /// O(bytes).
  func look(in text: Span<UInt8>) -> Verdict {
    var state = Self.beginning
    for index in text.indices {
      let byte = text[index]
      if Self.isOther(byte) { return knowsOthers ? lookBeside(text) : .open }
      state = next(state, byte)
    }
    return isFound(atEndIn: state) ? .found : .absent
  }

  /// Looks through a text with other characters in it.
  private func lookBeside(_ text: Span<UInt8>) -> Verdict {
    var look = Look()
    for index in text.indices {
      let byte = text[index]
      if Self.isOther(byte) { look.takeOther(self) } else { look.take(byte, self) }
    }
    guard look.mayBeFound(self) else { return .absent }
    // It is there where it stands among bytes that are surely characters of their own.
    var state = Self.beginning
    for index in text.indices {
      let isAlone =
        !Self.isOther(text[index]) && (index == 0 || !Self.isOther(text[index - 1]))
        && (index + 1 == text.count || !Self.isOther(text[index + 1]))
      state = isAlone ? next(state, text[index]) : state == Self.found ? state : restart
    }
    return isFound(atEndIn: state) ? .found : .open
  }

  // MARK: - Steps

  /// What may happen next while a text is read.
  fileprivate enum Step {
    case take(ASCIISet, then: Int)
    case either([Int])
    case atStart(then: Int)
    case atEnd(then: Int)
    case match
  }

  fileprivate struct Program {
    var steps: [Step] = []

    mutating func add(_ step: Step) -> Int {
      steps.append(step)
      return steps.count - 1
    }

    /// Adds the steps of a part, `next` behind it; returns the first of them, nil where there are too many.
    mutating func compile(_ syntax: PatternSyntax, before next: Int) -> Int? {
      guard steps.count < PatternAutomaton.mostSteps else { return nil }
      switch syntax {
      case .empty: return next
      case .set(let set): return add(.take(set, then: next))
      case .start: return add(.atStart(then: next))
      case .end: return add(.atEnd(then: next))
      case .sequence(let parts):
        var next = next
        for part in parts.reversed() {
          guard let first = compile(part, before: next) else { return nil }
          next = first
        }
        return next
      case .either(let branches):
        var firsts: [Int] = []
        for branch in branches {
          guard let first = compile(branch, before: next) else { return nil }
          firsts.append(first)
        }
        return add(.either(firsts))
      case .many(let part, let least, let most):
        var next = next
        if let most {
          for _ in 0..<max(0, most - least) {
            guard let first = compile(part, before: next) else { return nil }
            next = add(.either([first, next]))
          }
        } else {
          let loop = add(.either([]))
          guard let first = compile(part, before: loop) else { return nil }
          steps[loop] = .either([first, next])
          next = loop
        }
        for _ in 0..<least {
          guard let first = compile(part, before: next) else { return nil }
          next = first
        }
        return next
      }
    }
  }

  // MARK: - The table

  /// Works the table out, from the sets of steps that can be reached.
  fileprivate struct Layout {
    private let program: Program
    private let start: Int
    let knowsOthers: Bool
    private var states: [[Int]: UInt16] = [:]
    private var waiting: [[Int]] = []
    var table: [UInt16] = []
    var others: [UInt16] = []
    var completes: [Bool] = []
    var restart = PatternAutomaton.found

    init(_ program: Program, start: Int, knowsOthers: Bool) {
      self.program = program
      self.start = start
      self.knowsOthers = knowsOthers
    }

    /// Returns whether there were no more states than that.
    mutating func run(most: Int) -> Bool {
      // What was found stays found.
      table = [UInt16](repeating: PatternAutomaton.found, count: 256)
      others = [PatternAutomaton.found]
      completes = [true]
      waiting = [[]]
      _ = state(of: closure([start], isAtStart: true, isAtEnd: false), isBeginning: true)
      let parts = parts
      let again = closure([start], isAtStart: false, isAtEnd: false)
      restart = state(of: again, isBeginning: false)
      var place = 1
      while place < waiting.count {
        guard waiting.count <= most else { return false }
        let set = waiting[place]
        var row = [UInt16](repeating: PatternAutomaton.found, count: 256)
        let isFound = set.contains(where: isMatch)
        let beside = knowsOthers && !isFound ? reachedByOthers(from: Set(set).union(again)) : []
        others.append(
          knowsOthers && !isFound
            ? state(of: beside, isBeginning: false) : PatternAutomaton.found)
        for part in isFound ? [] : parts {
          var targets: [Int] = []
          for step in set {
            if case .take(let taken, let next) = program.steps[step], taken.contains(part[0]) {
              targets.append(next)
            }
          }
          let next = closure(targets, isAtStart: false, isAtEnd: false).union(again)
          let state = state(of: next, isBeginning: false)
          for byte in part { row[Int(byte)] = state }
          guard knowsOthers else { continue }
          let mixed = self.state(of: next.union(beside), isBeginning: false)
          for byte in part { row[128 + Int(byte)] = mixed }
        }
        table += row
        place += 1
      }
      return true
    }

    /// The bytes that no step tells apart, in groups.
    private var parts: [[UInt8]] {
      let sets = program.steps.compactMap { step in
        if case .take(let set, _) = step { set } else { nil as ASCIISet? }
      }
      var parts: [[Bool]: [UInt8]] = [:]
      for byte in UInt8(0)..<128 { parts[sets.map { $0.contains(byte) }, default: []].append(byte) }
      return parts.values.sorted { $0[0] < $1[0] }
    }

    /// The steps that are reached from some by any number of other characters, none among them.
    private func reachedByOthers(from steps: Set<Int>) -> Set<Int> {
      var reached = steps
      var waiting = Array(steps)
      while let step = waiting.popLast() {
        guard case .take(let set, let next) = program.steps[step], set.mayHoldOthers else {
          continue
        }
        for new in closure([next], isAtStart: false, isAtEnd: false)
        where reached.insert(new).inserted { waiting.append(new) }
      }
      return reached
    }

    private mutating func state(of steps: Set<Int>, isBeginning: Bool) -> UInt16 {
      if !isBeginning, steps.contains(where: isMatch) { return PatternAutomaton.found }
      let key = steps.sorted()
      // The beginning is a state of its own: at an empty text's end the start is there as well.
      if !isBeginning, let known = states[key] { return known }
      let number = UInt16(truncatingIfNeeded: waiting.count)
      if !isBeginning { states[key] = number }
      waiting.append(key)
      let atEnd = closure(Array(steps), isAtStart: isBeginning, isAtEnd: true)
      completes.append(atEnd.contains(where: isMatch))
      return number
    }

    private func isMatch(_ step: Int) -> Bool {
      if case .match = program.steps[step] { true } else { false }
    }

    /// The steps that are reached without taking a character, those they are reached through left out.
    private func closure(_ steps: [Int], isAtStart: Bool, isAtEnd: Bool) -> Set<Int> {
      var reached: Set<Int> = []
      var seen: Set<Int> = []
      var waiting = steps
      while let step = waiting.popLast() {
        guard seen.insert(step).inserted else { continue }
        switch program.steps[step] {
        case .either(let others): waiting += others
        case .atStart(let next): if isAtStart { waiting.append(next) }
        case .atEnd(let next):
          reached.insert(step)
          if isAtEnd { waiting.append(next) }
        case .take, .match: reached.insert(step)
        }
      }
      return reached
    }
  }
}
