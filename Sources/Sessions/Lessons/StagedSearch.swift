public import Environments
import Groundwork
public import Journals
public import Lessons
import Presets
public import SearchTrees
import TreeSearch

/// The search of a lesson, on the thread of whoever plays it: a session that runs, or a recording.
public final class StagedSearch: LessonStage {
  /// What the stage takes from outside.
  public struct Sources {
    /// Makes of the arguments of `treetop search` what is to be searched.
    public var makeRequest:
      (_ words: [String], _ kinds: [ProblemKind]) throws(StageError) -> SearchRequest
    /// Opens a recording by the name that the lesson calls it.
    public var openRecording: (_ file: String) throws(StageError) -> JournalBytes
    /// The folder that the lesson's files lie in, with a slash at its end; empty for where the program runs.
    public var folder: String

    /// Names what the stage takes from outside.
    public init(
      makeRequest:
        @escaping (_ words: [String], _ kinds: [ProblemKind]) throws(StageError)
        -> SearchRequest,
      openRecording: @escaping (_ file: String) throws(StageError) -> JournalBytes, folder: String
    ) {
      self.makeRequest = makeRequest
      self.openRecording = openRecording
      self.folder = folder
    }
  }

  /// A search that runs, and when it ends.
  struct Live {
    var session: any SearchSession
    var request: SearchRequest
    var rules: [any StoppingRule]
  }

  /// What is on the stage.
  enum Matter {
    case none
    case live(Live)
    case recording(Recording)
  }

  /// What is put aside for a branch.
  private enum Aside {
    case live(Live)
    case event(Int)
  }

  private let sources: Sources
  private(set) var matter = Matter.none
  private var aside: [Aside] = []

  /// Makes an empty stage.
  public init(_ sources: Sources) { self.sources = sources }

  // MARK: - Beginning

  /// Begins a new search.
  public func begin(_ words: String, trees: [Lesson.NamedTree]) throws(StageError) {
    var arguments = try Self.arguments(words)
    let isBlind = arguments.contains("--blind")
    arguments.removeAll { $0 == "--blind" }
    var request = try sources.makeRequest(arguments, kinds(trees))
    if isBlind {
      guard let bandit = request.plan.problem.environment as? Bandit else {
        throw StageError("--blind is for bandit; \(request.plan.problem.name) is none")
      }
      request.plan.problem = Problem(bandit.blind())
    }
    aside = []
    let session = request.beginSession(undoBytes: request.undoBytes)
    session.keepHistories()
    matter = .live(Live(session: session, request: request, rules: request.rules))
  }

  /// The words of a command line; what stands between quotes is one.
  private static func arguments(_ words: String) throws(StageError) -> [String] {
    var arguments: [String] = []
    var word = ""
    var quote: Character?
    var isWord = false
    for character in words {
      if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        isWord = true
      } else if character.isWhitespace {
        if isWord { arguments.append(word) }
        (word, isWord) = ("", false)
      } else {
        word.append(character)
        isWord = true
      }
    }
    if let quote { throw StageError("a \(quote) that is never closed") }
    return isWord ? arguments + [word] : arguments
  }

  /// The kinds of problems, `tree` being one of the lesson's own trees or a file beside the lesson.
  private func kinds(_ trees: [Lesson.NamedTree]) -> [ProblemKind] {
    let folder = sources.folder
    let tree = ProblemKind(
      "tree", forms: ProblemKind.tree.forms, examples: [], isFile: { _ in true },
      make: { name throws(ProblemError) in
        if let own = trees.first(where: { $0.name == name }) {
          return try ExplicitTree(json: own.json, path: own.name)
        }
        guard let name, !name.isEmpty else {
          throw ProblemError(source: "tree:", reason: "expected a tree, as in tree:NAME")
        }
        let path = name.hasPrefix("/") ? name : folder + name
        guard let file = try Problem.named("tree:" + path).environment as? ExplicitTree else {
          throw ProblemError(source: path, reason: "this file holds no tree")
        }
        return file
      })
    return ProblemKind.all.map { $0.name == "tree" ? tree : $0 }
  }

  /// Returns what is wrong with a tree of the lesson.
  public func fault(in tree: Lesson.NamedTree) -> StageError? {
    do throws(ProblemError) {
      _ = try ExplicitTree(json: tree.json, path: tree.name)
      return nil
    } catch {
      return StageError(
        "the tree \"\(tree.name)\": \(error.reason)",
        tree: StageError.Tree(name: tree.name, line: error.line ?? 1))
    }
  }

  /// Opens a recording at an iteration, a mark, or its beginning.
  public func open(_ file: String, at moment: String?) throws(StageError) {
    let recording = Recording(try sources.openRecording(file))
    recording.makeInterpreter = { RecordedFile.plan(of: $0).0?.makeSession(undoBytes: 0) }
    recording.readWhole()
    guard recording.header != nil else {
      throw StageError(
        "\(file) is no recording of treetop; expected JSON Lines that begin a search")
    }
    let event: Int
    if let moment, let number = Int(moment) {
      guard 0...recording.iterationTotal ~= number else {
        throw StageError(
          "no iteration \(number): the recording ends at \(recording.iterationTotal)")
      }
      event = recording.event(ofIteration: number)
    } else if let moment {
      guard let mark = recording.marks.first(where: { $0.name == moment }) else {
        let names = recording.marks.map { "\"\($0.name)\"" }.joined(separator: " ")
        throw StageError(
          "no mark \"\(moment)\" in \(file); "
            + (names.isEmpty ? "it has none" : "there are \(names)"))
      }
      event = mark.event
    } else {
      event = recording.event(ofIteration: 0)
    }
    recording.isAtEnd = false
    recording.show(event: event)
    aside = []
    matter = .recording(recording)
  }

  // MARK: - What there is

  /// What an expression may ask.
  public var facts: (any TreeFacts)? {
    switch matter {
    case .none: nil
    case .live(let live): live.session
    case .recording(let recording): recording
    }
  }

  /// The simulations that are complete.
  public var iterations: Int {
    switch matter {
    case .none: 0
    case .live(let live): live.session.iterations
    case .recording(let recording): recording.searchFacts.iterations ?? 0
    }
  }

  /// Why no simulation can be completed any more.
  public var ending: String? {
    switch matter {
    case .none: return "there is no search"
    case .live(var live):
      guard let reason = live.session.reason(in: &live.rules, seconds: 0) else { return nil }
      if case .solved = reason { return "solved at iteration \(iterations)" }
      return reason.words
    case .recording(let recording):
      return iterations >= recording.iterationTotal
        ? "the recording ends at \(recording.iterationTotal)" : nil
    }
  }

  // MARK: - Moving

  /// Completes at most `count` simulations.
  public func run(_ count: Int) -> Int {
    switch matter {
    case .none: return 0
    case .live(var live):
      let before = live.session.iterations
      while live.session.iterations - before < count {
        if live.session.reason(in: &live.rules, seconds: 0) != nil { break }
        let left = count - (live.session.iterations - before)
        let now = live.session.iterations
        live.session.run(min(left, live.session.checkInterval(of: live.rules, seconds: 0)))
        if live.session.iterations == now { break }
      }
      matter = .live(live)
      return live.session.iterations - before
    case .recording(let recording):
      let before = iterations
      let target = min(before + count, recording.iterationTotal)
      guard target > before else { return 0 }
      recording.show(event: recording.event(ofIteration: target))
      return iterations - before
    }
  }

  /// Runs phases.
  public func stepPhases(_ count: Int) -> Int {
    switch matter {
    case .none: return 0
    case .live(let live):
      for done in 0..<count {
        if live.session.phase == .select, ending != nil { return done }
        live.session.stepPhase()
      }
      return count
    case .recording(let recording):
      let before = recording.position
      recording.show(event: min(before + count, recording.eventCount))
      return recording.position - before
    }
  }

  /// Takes simulations back.
  public func back(_ count: Int) -> Int {
    switch matter {
    case .none: return 0
    case .live(let live):
      for done in 0..<count where !live.session.stepBack() { return done }
      return count
    case .recording(let recording):
      let before = iterations
      recording.show(event: recording.event(ofIteration: max(0, before - count)))
      return before - iterations
    }
  }

  /// Begins again from the same seed.
  public func restart() {
    switch matter {
    case .none: break
    case .live(var live):
      live.session = live.session.again(live.request.undoBytes)
      live.session.keepHistories()
      live.rules = live.request.rules
      matter = .live(live)
    case .recording(let recording): recording.show(event: recording.event(ofIteration: 0))
    }
  }

  /// Changes the search.
  public func edit(_ edit: TreeEdit) throws(StageError) {
    switch matter {
    case .none: throw StageError("there is no search to change")
    case .recording: throw StageError("a recording cannot be changed; :search begins a search")
    case .live(let live):
      do throws(EditError) {
        _ = try live.session.edit(edit, by: .user)
      } catch {
        throw StageError(error.reason)
      }
    }
  }

  /// Puts the search aside and goes on with a copy of it.
  public func branch() throws(StageError) {
    switch matter {
    case .none: throw StageError("there is no search to branch")
    case .recording(let recording): aside.append(.event(recording.position))
    case .live(var live):
      aside.append(.live(live))
      live.session = live.session.branch(
        at: live.session.focus, undoBytes: live.request.undoBytes)
      matter = .live(live)
    }
  }

  /// Throws the copy away and takes the search out again.
  public func goBack() -> Bool {
    guard let last = aside.popLast() else { return false }
    switch last {
    case .live(let live): matter = .live(live)
    case .event(let event):
      if case .recording(let recording) = matter { recording.show(event: event) }
    }
    return true
  }

  /// The searches that are put aside.
  public var branchCount: Int { aside.count }
}
