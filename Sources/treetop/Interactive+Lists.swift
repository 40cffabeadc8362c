import CursesTerminal
import Exploring
import Journals
import SearchTrees
import Sessions

/// Lists of trees: Enter opens one, and leaving it comes back.
extension Interactive {
  /// Explores a list; `view` is what is shown of it first.
  func explore(
    _ list: TreeList, showing view: ExplorerLoop.FirstView = .init()
  ) throws(CommandError) -> Ending {
    var view = view
    // What a tree is about, and its answer; its numbers stand in the columns.
    view.page = view.page ?? .state
    let file = try list.recordingForCommand()
    var options = file.options(checkPeriod: choices.checkPeriod)
    options.opensNodes = true
    options.opening = list.words + "; Enter opens one, q comes back"
    let path = file.path
    let source = RecordedSearch(
      options, wake: { [wake] in wake.signal() },
      open: { () throws(JournalProblem) in try JournalBytes(mapping: path) })
    defer { source.close() }
    return explore(
      source, showing: view,
      open: { (node) throws(CommandError) -> Ending in
        guard list.rows.indices.contains(node.index - 1) else { return .back }
        let tree: RecordedFile
        do throws(ImportedFile.Failure) {
          tree = try list.open(node.index - 1)
        } catch {
          throw CommandError(error, name: list.rows[node.index - 1].file)
        }
        return explore(tree, at: .end)
      })
  }
}

extension TreeList {
  /// Makes a recording of the list.
  func recordingForCommand() throws(CommandError) -> RecordedFile {
    guard !rows.isEmpty else {
      throw CommandError(
        place: name, reason: "no file in this folder holds a tree", status: .failure)
    }
    do throws(ImportedFile.Failure) {
      return try recording()
    } catch {
      throw CommandError(error, name: name)
    }
  }
}
