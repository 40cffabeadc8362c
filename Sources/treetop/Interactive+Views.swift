import CursesTerminal
import Drawing
import Exploring

/// Views as lines, where there is no terminal.
extension Interactive {
  /// Prints a view as lines, once what is explored stands still.
  static func print(
    _ view: LinearView, comparingWith other: String?, _ choices: TerminalChoices,
    _ show: (Interactive, ExplorerLoop.FirstView) throws(CommandError) -> Ending
  ) throws(CommandError) -> ExitStatus {
    let script = ScreenScript(
      [.size(Size(width: 100, height: 60)), .wait]
        + view.keys(comparingWith: other ?? "").map { .key($0) } + [.wait])
    let interactive: Interactive
    do throws(TerminalError) {
      interactive = try Interactive(choices, nil, script)
    } catch {
      throw .usage(error.description)
    }
    interactive.printedView = view
    _ = try show(interactive, ExplorerLoop.FirstView(page: view.page))
    if case .failed(_, let reason)? = interactive.scripted?.outcome {
      throw CommandError(place: nil, reason: reason, status: .failure)
    }
    if let reason = interactive.viewFailure { throw .failure(reason) }
    return .success
  }
}
