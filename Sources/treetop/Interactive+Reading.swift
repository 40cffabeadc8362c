import CursesTerminal
import Exploring
import Groundwork
import Importers
import Journals
import SearchTrees
import Sessions

/// A file or folder that is to be explored: what it holds, or the beginning of a large file that is still to
/// be read.
struct PreparedFile {
  fileprivate enum Content {
    case opened(OpenedTrees)
    case beginning(BackgroundOpening)
  }

  fileprivate let file: String
  fileprivate let options: Importer.Options
  fileprivate let content: Content

  /// Reads a file as far as is done in a moment; `-` is standard input.
  init(_ file: String, _ reading: ImportOptions? = nil) throws(CommandError) {
    self.file = file
    options = try reading?.options() ?? Importer.Options()
    if file != "-", let opening = BackgroundOpening(file, name: file, options) {
      content = .beginning(opening)
    } else {
      content = .opened(try OpenedTrees(file, reading, isList: true))
    }
  }
}

/// Large files of other programs: their beginning is shown at once, until all is read.
extension Interactive {
  /// Explores a file or folder.
  ///
  /// `show` explores a recording; `view` is what is shown first.
  func explore(
    _ prepared: PreparedFile, showing view: ExplorerLoop.FirstView = .init(),
    _ show: (RecordedFile, ExplorerLoop.FirstView, _ remark: String?) -> Ending
  ) throws(CommandError) -> Ending {
    switch prepared.content {
    case .opened(let file): try explore(file, view, nil, show)
    case .beginning(let opening):
      try explore(opening, prepared.file, prepared.options, showing: view, show)
    }
  }

  private func explore(
    _ opened: OpenedTrees, _ view: ExplorerLoop.FirstView, _ remark: String?,
    _ show: (RecordedFile, ExplorerLoop.FirstView, _ remark: String?) -> Ending
  ) throws(CommandError) -> Ending {
    switch opened {
    case .recording(let file): show(file, view, remark)
    case .list(let list): try explore(list, showing: view)
    }
  }

  private func explore(
    _ opening: BackgroundOpening, _ file: String, _ options: Importer.Options,
    showing view: ExplorerLoop.FirstView,
    _ show: (RecordedFile, ExplorerLoop.FirstView, _ remark: String?) -> Ending
  ) throws(CommandError) -> Ending {
    opening.start(file, name: file, options) { [wake] in wake.signal() }
    var settings = opening.beginning.options(checkPeriod: choices.checkPeriod)
    settings.isBeginning = true
    settings.canMap = false
    settings.opening =
      "reading \(NumberText.bytes(opening.size)): this is the beginning of the file"
    let path = opening.beginning.path
    let source = RecordedSearch(
      settings, wake: { [wake] in wake.signal() },
      open: { () throws(JournalProblem) in try JournalBytes(mapping: path) })
    replaced = nil
    let ending = explore(source, showing: view, isReplaced: { opening.isDone })
    source.close()
    guard let shown = replaced else { return ending }
    replaced = nil
    switch opening.take() {
    case .opened(let whole):
      return try explore(whole.file, shown, remark(opening, whole.file), show)
    case .failed(let failure): throw CommandError(failure, name: file)
    case nil: return ending
    }
  }

  /// What is said when the whole is there, where its beginning suggested something else.
  private func remark(_ opening: BackgroundOpening, _ whole: OpenedTrees) -> String? {
    guard case .recording(let file) = whole, let account = file.account,
      let before = opening.beginning.account, account.undecided == nil,
      bare(before.words) != bare(account.words)
    else { return nil }
    return "all is read, and changes what was shown: " + account.words
  }

  /// Assumptions without how they are known, which counts that grow are part of.
  private func bare(_ words: String) -> String { words.replacing(/\([^)]*\)/, with: "") }
}
