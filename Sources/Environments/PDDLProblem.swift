import TreeSearch

/// A problem file of the `blocksworld-4ops` domain, read but not yet known to make sense.
struct PDDLProblem {
  /// A fact and where it stands.
  typealias PlacedAtom = (atom: BlocksAtom, position: TextPosition)

  /// What the blocks are called.
  let names: BlockNames
  /// The facts that hold at the start.
  let initial: [PlacedAtom]
  /// The facts that shall hold at the end.
  let goal: [PlacedAtom]
  /// Where the facts of the start begin.
  let initialPosition: TextPosition
  /// Where the goal begins.
  let goalPosition: TextPosition
  /// The file, for errors.
  private let source: String

  /// The domains with these four operators and five predicates.
  private static let domains = ["blocksworld-4ops", "blocksworld", "blocks"]
  /// The sections that are read, in their usual order.
  private static let sections = [":domain", ":objects", ":init", ":goal"]

  /// Reads the text of a file.
  init(_ text: String, source: String) throws(ProblemError) {
    self.source = source
    let whole = try PDDLExpression(reading: text, source: source)
    let found = try Self.findSections(in: whole, source: source)
    func section(_ name: String) throws(ProblemError) -> PDDLExpression {
      guard let section = found[name] else {
        throw Self.invalid(source, whole.position, "the section (\(name) ...) is missing")
      }
      return section
    }
    let domain = try section(":domain")
    let domainName = domain.items?.dropFirst().first?.word ?? ""
    guard Self.domains.contains(domainName) else {
      let reason = "the domain is \"\(domainName)\"; accepted is blocksworld-4ops"
      throw Self.invalid(source, domain.position, reason)
    }
    names = try Self.readObjects(section(":objects"), source: source)
    let initial = try section(":init")
    let goal = try section(":goal")
    initialPosition = initial.position
    goalPosition = goal.position
    var atoms: [PlacedAtom] = []
    for fact in initial.items?.dropFirst() ?? [] {
      atoms.append(try Self.readAtom(fact, names: names, source: source))
    }
    self.initial = atoms
    atoms = []
    for fact in goal.items?.dropFirst() ?? [] {
      guard fact.items?.first?.word == "and" else {
        atoms.append(try Self.readAtom(fact, names: names, source: source))
        continue
      }
      for part in fact.items?.dropFirst() ?? [] {
        atoms.append(try Self.readAtom(part, names: names, source: source))
      }
    }
    self.goal = atoms
    if atoms.isEmpty { throw invalid(goal.position, "the goal asks for nothing") }
  }

  /// Returns an error at a place of this file.
  func invalid(_ position: TextPosition, _ reason: String) -> ProblemError {
    Self.invalid(source, position, reason)
  }

  /// Returns an error at a place of a file.
  private static func invalid(
    _ source: String, _ position: TextPosition, _ reason: String
  ) -> ProblemError {
    ProblemError(source: source, line: position.line, column: position.column, reason: reason)
  }

  /// Returns the sections of `(define (problem NAME) (SECTION ...) ...)` by name.
  private static func findSections(
    in whole: PDDLExpression, source: String
  ) throws(ProblemError) -> [String: PDDLExpression] {
    let items = whole.items ?? []
    guard items.first?.word == "define" else {
      throw invalid(source, whole.position, "expected (define (problem NAME) ...)")
    }
    guard items.dropFirst().first?.items?.first?.word == "problem" else {
      let position = items.dropFirst().first?.position ?? whole.position
      throw invalid(source, position, "expected (problem NAME) after define")
    }
    var found: [String: PDDLExpression] = [:]
    for section in items.dropFirst(2) {
      let name = section.items?.first?.word ?? section.word ?? "()"
      guard section.items != nil, (sections + [":requirements"]).contains(name) else {
        let accepted = sections.joined(separator: ", ")
        throw invalid(
          source, section.position, "\"\(name)\" is not a section; expected \(accepted)")
      }
      guard found.updateValue(section, forKey: name) == nil else {
        throw invalid(source, section.position, "the section \(name) stands here a second time")
      }
    }
    return found
  }

  /// Reads the names of the blocks; a type such as `- block` is passed over.
  private static func readObjects(
    _ section: PDDLExpression, source: String
  ) throws(ProblemError) -> BlockNames {
    var objects: [String] = []
    var isType = false
    for item in section.items?.dropFirst() ?? [] {
      guard let word = item.word else {
        throw invalid(source, item.position, "expected the name of a block")
      }
      if isType || word == "-" {
        isType = word == "-"
        continue
      }
      guard word.utf8.allSatisfy({ 0x21...0x7e ~= $0 }) else {
        throw invalid(source, item.position, "\"\(word)\" is not a name of ASCII characters")
      }
      guard !objects.contains(word) else {
        throw invalid(source, item.position, "the block \"\(word)\" is named twice")
      }
      objects.append(word)
    }
    guard 1...Blocksworld.mostBlocks ~= objects.count else {
      let accepted = "accepted are 1 to \(Blocksworld.mostBlocks)"
      throw invalid(source, section.position, "\(objects.count) blocks; " + accepted)
    }
    return BlockNames(objects: objects)
  }

  /// Reads a fact.
  private static func readAtom(
    _ fact: PDDLExpression, names: BlockNames, source: String
  ) throws(ProblemError) -> PlacedAtom {
    guard let items = fact.items, let predicate = items.first?.word else {
      throw invalid(source, fact.position, "expected a fact such as (on a b)")
    }
    let arguments = Array(items.dropFirst())
    let counts = ["clear": 1, "ontable": 1, "handempty": 0, "holding": 1, "on": 2]
    guard let count = counts[predicate] else {
      let accepted = "expected clear, ontable, handempty, holding or on"
      throw invalid(source, fact.position, "unknown predicate \"\(predicate)\"; \(accepted)")
    }
    guard arguments.count == count else {
      let blocks = count == 1 ? "1 block" : "\(count) blocks"
      let reason = "\(predicate) takes \(blocks), here are \(arguments.count)"
      throw invalid(source, fact.position, reason)
    }
    var blocks: [UInt8] = []
    for argument in arguments {
      let word = argument.word ?? "("
      guard let index = names.objects.firstIndex(of: word) else {
        let accepted = names.objects.sorted().joined(separator: ", ")
        throw invalid(
          source, argument.position, "unknown object \"\(word)\"; the objects are \(accepted)")
      }
      blocks.append(UInt8(index))
    }
    let atom: BlocksAtom =
      switch predicate {
      case "clear": .clear(blocks[0])
      case "ontable": .onTable(blocks[0])
      case "holding": .holding(blocks[0])
      case "on": .on(blocks[0], blocks[1])
      default: .handEmpty
      }
    return (atom, fact.position)
  }
}
