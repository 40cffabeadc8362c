import CursesTerminal
import Drawing
import Environments
import Exploring
import Groundwork
import Presets
import SearchTrees
import Sessions
import TreeSearch

/// The start screen, and whatever is chosen there.
extension Interactive {
  /// Shows the start screen, and whatever is chosen there.
  func choose() -> Ending {
    let choices = StartEntries.all()
    let previews = StartPreviews(choices.map(\.target))
    defer { previews.close() }
    return choose(among: choices.map(\.entry), previews) { index, screen in
      previews.close()
      return open(choices[index].target, from: &screen)
    }
  }

  /// Shows a screen of entries until the person leaves it; `open` opens one of them, and returns nil to come
  /// back to the screen.
  func choose(
    among entries: [StartScreen.Entry], _ previews: StartPreviews? = nil,
    open: (Int, inout StartScreen) -> Ending?
  ) -> Ending {
    var screen = StartScreen(
      entries: entries, size: terminal.size, glyphs: glyphs, keys: KeyMap(settings.bindings))
    screen.message = complaint
    complaint = nil
    while true {
      previews?.update(&screen)
      terminal.present(screen.draw())
      let events = terminal.waitForEvents(timeout: previews?.timeout(for: screen.previewed))
      if events.isEmpty, let entry = screen.previewed { previews?.begin(entry) }
      for event in events {
        if let ending = ending(for: event) { return ending }
        switch screen.reduce(event) {
        case .undecided: break
        case .quit: return .back
        case .suspend: terminal.suspend()
        case .redraw: terminal.invalidate()
        case .chosen(let index):
          if let ending = open(index, &screen) { return ending }
          screen.size = terminal.size
        case .command(let words):
          if let ending = explore(words, from: &screen) { return ending }
          screen.size = terminal.size
        }
      }
    }
  }

  private func open(_ target: StartEntries.Target, from screen: inout StartScreen) -> Ending? {
    switch target {
    case .search(let words, let start):
      show(from: &screen) { () throws(CommandError) in
        do throws(ProblemError) {
          let plan = SearchPlan(try Problem.named(words.problem), words.preset)
          var request = SearchRequest(exploring: plan)
          request.start = start
          return explore(request)
        } catch {
          throw CommandError(error, in: words.problem)
        }
      }
    case .recording(let path, let moment):
      show(from: &screen) { () throws(CommandError) in
        explore(try RecordedFile(path), at: moment)
      }
    case .course: show(from: &screen) { () throws(CommandError) in chooseLesson() }
    }
  }

  /// Explores what was typed on the start screen.
  private func explore(_ words: [String], from screen: inout StartScreen) -> Ending? {
    show(from: &screen) { () throws(CommandError) in
      try TreetopCommand.explore(words, in: self)
    }
  }

  /// Shows something and comes back to the start screen; nil unless the program is over.
  func show(
    from screen: inout StartScreen, _ body: () throws(CommandError) -> Ending
  ) -> Ending? {
    let ending: Ending
    do throws(CommandError) {
      ending = try body()
    } catch {
      screen.message = [error.place, error.reason].compactMap { $0 }.joined(separator: ": ")
      return nil
    }
    return ending == .back ? nil : ending
  }
}
