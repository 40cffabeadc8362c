public import SearchTrees

/// What cannot be done to the search of a lesson.
public struct StageError: Error, Hashable, Sendable {
  /// What is wrong and what is accepted, in one line.
  ///
  /// May hold untrusted text.
  public var reason: String
  /// The tree of the lesson that is at fault, and the line of its JSON text, from 1.
  public var tree: (Tree)?

  /// A place in a tree that stands in the lesson.
  public struct Tree: Hashable, Sendable {
    /// The tree.
    public var name: String
    /// The line of its JSON text, from 1.
    public var line: Int

    /// Names a place.
    public init(name: String, line: Int) {
      self.name = name
      self.line = line
    }
  }

  /// States what is wrong.
  public init(_ reason: String, tree: Tree? = nil) {
    self.reason = reason
    self.tree = tree
  }
}

/// The search of a lesson: one that runs, or a recording, moved by one owner between two looks at it.
///
/// Every call does what it says before it returns. A player, a check and a screen ask the same things.
public protocol LessonStage: AnyObject {
  /// Begins a new search, paused at 0, from the arguments of `treetop search`; what was there is gone.
  func begin(_ words: String, trees: [Lesson.NamedTree]) throws(StageError)
  /// Opens a recording at an iteration, a mark or its end; what was there is gone.
  func open(_ file: String, at moment: String?) throws(StageError)
  /// Returns what is wrong with a tree of the lesson; nil where nothing is.
  func fault(in tree: Lesson.NamedTree) -> StageError?
  /// What an expression may ask; nil before there is a search.
  var facts: (any TreeFacts)? { get }
  /// The simulations that are complete.
  var iterations: Int { get }
  /// Completes at most `count` simulations; returns how many it came to.
  func run(_ count: Int) -> Int
  /// Why no simulation can be completed any more, in a few words; nil where one can.
  var ending: String? { get }
  /// Runs phases, and returns how many.
  func stepPhases(_ count: Int) -> Int
  /// Takes simulations back, and returns how many.
  func back(_ count: Int) -> Int
  /// Begins again from the same seed.
  func restart()
  /// Changes the search.
  func edit(_ edit: TreeEdit) throws(StageError)
  /// Puts the search aside and goes on with a copy of it.
  func branch() throws(StageError)
  /// Throws the copy away and takes the search out again; false where none was put aside.
  func goBack() -> Bool
  /// The searches that are put aside.
  var branchCount: Int { get }
}
