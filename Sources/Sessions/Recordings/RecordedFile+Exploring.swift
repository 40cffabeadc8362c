public import Groundwork
public import Journals
import Presets
public import SearchTrees
public import TreeSearch

extension RecordedFile {
  /// Where notes on it are kept if it cannot hold them: it is another program's, or may not be written.
  ///
  /// Nil for a journal that can be saved under its own name, and where the person has no folder for it.
  public var notesPlace: NotesPlace? {
    guard let folder = UserFolder.state.path.map({ $0 + "/notes" }) else { return nil }
    if let account {
      let paths = account.paths.isEmpty ? [path] : account.paths
      return NotesPlace(folder: folder, paths: paths, tree: account.chosen, name: name)
    }
    if NotesPlace.canSave(over: path), !path.hasPrefix("/dev/") { return nil }
    return NotesPlace(folder: folder, paths: [path], name: name)
  }

  /// Returns what the recording is opened with in the explorer.
  ///
  /// - Parameters:
  ///   - checkPeriod: one time in how many slices are held against a second way; 0 is never.
  ///   - answer: how the answer is chosen; nil for what the recorded search itself did.
  public func options(checkPeriod: Int, answer: AnswerRule? = nil) -> RecordedSearch.Options {
    var options = RecordedSearch.Options()
    options.name = name
    options.checkPeriod = checkPeriod
    options.memory = MemoryAllowance()
    options.branchRefusal = unsupportedReason
    options.canMap = account != nil
    options.opening = account.map { $0.undecided.map { "not decided: " + $0 } ?? $0.words }
    let name = name
    options.makeExporter = { header in TreeExporter(name: name) { header } }
    let servers = header.servers
    // By the header that is read, which may be another one by now; servers are named behind it.
    options.makeInterpreter = { header in
      var asked = header
      asked.servers = servers
      var plan = Self.plan(of: asked).0 ?? Self.plan(of: header).0
      if answer != nil { plan?.answer = answer }
      return plan?.makeSession(undoBytes: 0)
    }
    if let answer {
      options.heedsAnswerRule = false
      options.makeReader = { TreeReader(answer) }
    }
    return options
  }
}

extension RecordedSearch.Options {
  /// What a search is opened with that is being recorded elsewhere.
  ///
  /// - Parameters:
  ///   - name: the file, or the program's command; untrusted text.
  ///   - origin: where its events come from.
  ///   - memory: how much memory the events and their tree may take; nil for as much as they want.
  public static func following(
    _ name: String, from origin: Timeline.Origin, _ memory: MemoryAllowance?
  ) -> Self {
    var options = Self()
    options.name = name
    options.origin = origin
    options.memory = memory
    options.branchRefusal =
      "the search is not run here; open its recording to go on from a moment of it"
    options.makeInterpreter = { RecordedFile.plan(of: $0).0?.makeSession(undoBytes: 0) }
    return options
  }
}
