import Drawing
import Groundwork
import SearchTrees

/// What lies over the view: help, branches, questions, the keys that a prefix leads to, the palette.
enum OverlayView {
  /// Draws what lies over the view, if anything does.
  static func draw(_ state: ExplorerState, on canvas: inout Canvas) {
    switch state.overlay {
    case .help(let top): drawHelp(top, state, on: &canvas)
    case .explanation(let word): drawExplanation(word, state, on: &canvas)
    case .branches(let selected): drawBranches(selected, state, on: &canvas)
    case .marks(let selected): drawMarks(selected, state, on: &canvas)
    case .breakpoints(let selected):
      BreakpointsView.drawList(selected, state, on: &canvas)
    case .letter(let command):
      drawBox(
        MarkLetters.lines(for: command, state, canvas), title: MarkLetters.title(of: command),
        on: &canvas)
    case .jump(let typed): JumpLabels(state).draw(typed, on: &canvas)
    case .place(let command): drawPlace(command, state, on: &canvas)
    case .columns(let selected):
      let (width, rows) = (canvas.size.width - 4, max(4, canvas.size.height / 2 - 2))
      drawBox(
        ColumnChooser.lines(selected, state, width: width, rows: rows), title: "Columns",
        on: &canvas)
    case .confirm(let question, _):
      drawBox(
        [StyledLine(SafeText(question)), StyledLine("y yes   any other key: no", .muted)],
        title: "Sure?", on: &canvas)
    case nil:
      if state.prompt == nil, !state.prefix.isEmpty { drawContinuations(state, on: &canvas) }
    }
    if let prompt = state.prompt { draw(prompt, state, on: &canvas) }
  }

  /// Draws what helps with a line that is being typed: why it was refused, the names that fit, the commands.
  private static func draw(
    _ prompt: ExplorerState.Prompt, _ state: ExplorerState, on canvas: inout Canvas
  ) {
    if let refusal = prompt.refusal {
      let lines = PromptLine(prompt, state).lines(of: refusal)
      if !lines.isEmpty { drawBox(lines, title: "Refused", on: &canvas) }
    } else if !prompt.paths.isEmpty {
      drawPaths(prompt, on: &canvas)
    } else if !Explorer.completions(prompt, state).isEmpty {
      drawCompletions(prompt, state, on: &canvas)
    } else if prompt.purpose == .palette {
      drawPalette(prompt, state, on: &canvas)
    }
  }

  private static func drawHelp(_ top: Int, _ state: ExplorerState, on canvas: inout Canvas) {
    let lines = HelpPage.lines(state)
    let rows = 0..<canvas.size.height
    canvas.clear(rows: rows, columns: 0..<canvas.size.width)
    canvas.cursor = Point(row: 0, column: 0)
    guard canvas.size.height > 2 else {
      return lines[min(top, lines.count - 1)].draw(
        row: 0, columns: 0..<canvas.size.width, on: &canvas)
    }
    canvas.put(
      state.hasSlice ? " treetop  help" : " treetop  keys", row: 0, column: 0, style: .title)
    for (row, line) in zip(1..<rows.upperBound - 1, lines.dropFirst(top)) {
      line.draw(row: row, columns: 1..<canvas.size.width, on: &canvas)
    }
    let last = min(lines.count, top + rows.count - 2)
    canvas.put(
      SafeText("lines \(top + 1)-\(last) of \(lines.count)   j k PgDn PgUp scroll   q close"),
      row: rows.upperBound - 1, column: 1, style: .muted)
  }

  private static func drawExplanation(
    _ word: String, _ state: ExplorerState, on canvas: inout Canvas
  ) {
    guard let entry = Glossary(state).entry(for: word) else { return }
    let width = canvas.size.width - 4
    drawBox(
      HelpPage.lines(for: entry, width: width, state.glyphs.repertoire)
        + [StyledLine(), StyledLine("Esc closes", .muted)],
      title: "Explain", on: &canvas)
  }

  /// Draws a command line, whole, so that it can be selected.
  private static func drawPlace(
    _ command: String, _ state: ExplorerState, on canvas: inout Canvas
  ) {
    let lines = SafeText.lines(
      of: command, width: max(10, canvas.size.width - 4), repertoire: canvas.repertoire)
    drawBox(
      lines.map { StyledLine($0, .accent) } + [
        StyledLine(),
        StyledLine("opens this place again; it is printed as well when you leave", .muted),
        StyledLine("Shift and the mouse select it   any key closes", .muted),
      ], title: "This place", on: &canvas)
  }

  private static func drawBranches(
    _ selected: Int, _ state: ExplorerState, on canvas: inout Canvas
  ) {
    let summary = state.slice.summary
    let visible = max(1, canvas.size.height - 4)
    let first = max(0, selected - visible + 1)
    var lines = summary.branches.dropFirst(first).prefix(visible).map { branch in
      var line = BranchLine.line(branch, isShown: branch.id == summary.branch, canvas)
      line.pieces.insert((branch.id == selected ? state.glyphs.cursor : " ", .accent), at: 0)
      return line
    }
    lines.append(StyledLine("Enter shows a branch   Esc closes", .muted))
    drawBox(lines, title: "Branches", on: &canvas)
  }

  private static func drawMarks(
    _ selected: Int, _ state: ExplorerState, on canvas: inout Canvas
  ) {
    let marks = state.slice.summary.marks
    let width = canvas.size.width - 4
    let chosen = marks.indices.contains(selected) ? marks[selected].note : ""
    let noteRows = chosen.isEmpty ? 0 : max(1, min(4, canvas.size.height - 8))
    let note = SafeText.lines(of: chosen, width: max(10, width), repertoire: canvas.repertoire)
      .prefix(noteRows)
    let visible = max(1, canvas.size.height - 7 - note.count)
    let first = max(0, selected - visible + 1)
    let names = marks.map { SafeText($0.name, repertoire: canvas.repertoire) }
    let longest = min(names.map(\.width).max() ?? 0, max(12, width * 4 / 10))
    var lines: [StyledLine] = []
    for (index, mark) in marks.enumerated().dropFirst(first).prefix(visible) {
      let isChosen = index == selected
      let line = StyledLine(isChosen ? state.glyphs.cursor : " ", .accent)
        .then(" ").then(names[index].padded(to: longest), isChosen ? .accent : .plain)
        .then(SafeText("  sim " + NumberText.grouped(mark.iteration).right(7)), .visits)
        .then(SafeText("  " + "\(mark.node)".left(7)), .muted)
      let used = line.pieces.reduce(0) { $0 + $1.text.width }
      // The chosen one's note stands below in full.
      let rest = SafeText(mark.note, repertoire: canvas.repertoire)
      lines.append(line.then(rest.ellipsized(to: max(0, width - used)), .muted))
    }
    if !note.isEmpty { lines.append(StyledLine()) }
    lines += note.map { StyledLine($0) }
    lines += [StyledLine(), StyledLine("Enter goes there   Esc closes", .muted)]
    drawBox(lines, title: "Marks", on: &canvas)
  }

  private static func drawContinuations(_ state: ExplorerState, on canvas: inout Canvas) {
    let commands = state.keys.continuations(of: state.prefix)
    let rows = max(1, canvas.size.height - 4)
    // More than the screen has rows stand in two columns.
    let isWide = commands.count > rows && canvas.size.width >= 40
    let room = isWide ? (canvas.size.width - 6) / 2 - 4 : canvas.size.width - 10
    var lines = commands.map { key, command in
      let isRefused = command.disabledReason(in: state) != nil
      let words = HelpPage.words(for: command, state, width: room).ellipsized(to: max(1, room))
      return StyledLine(SafeText(key.notation.left(isWide ? 3 : 6)), isRefused ? .muted : .key)
        .then(isWide ? words.padded(to: room) : words, isRefused ? .muted : .plain)
    }
    if isWide {
      let half = (lines.count + 1) / 2
      lines = lines.prefix(half).enumerated().map { row, line in
        guard row + half < lines.count else { return line }
        return StyledLine(pieces: line.pieces + [(" ", .plain)] + lines[row + half].pieces)
      }
    }
    let keys = state.prefix.map(\.notation).joined(separator: " ")
    drawBox(lines, title: keys + (state.printsCopy ? ": printed when you leave" : ""), on: &canvas)
  }

  private static func drawPalette(
    _ prompt: ExplorerState.Prompt, _ state: ExplorerState, on canvas: inout Canvas
  ) {
    let matches = CommandTable.matching(prompt.text)
    let visible = max(1, min(10, canvas.size.height - 5))
    let selected = max(0, min(prompt.selected, matches.count - 1))
    let first = max(0, selected - visible + 1)
    var lines = matches.dropFirst(first).prefix(visible).enumerated().map { offset, command in
      let isMarked = first + offset == selected
      let keys = state.keys.keys(of: command.name).map { $0.replacing(" ", with: "") }
        .joined(separator: " ")
      let isRefused = command.disabledReason(in: state) != nil
      let room = max(1, canvas.size.width - 42)
      return StyledLine(isMarked ? state.glyphs.cursor : " ", .accent)
        .then(
          SafeText(" " + command.name.rawValue.left(24)),
          isRefused ? .muted : isMarked ? .accent : .plain
        )
        .then(SafeText(keys.left(12)), isRefused ? .muted : .key)
        .then(HelpPage.words(for: command, state, width: room).ellipsized(to: room), .muted)
    }
    if matches.isEmpty { lines = [StyledLine("no command fits", .muted)] }
    lines += argument(of: prompt, state, canvas)
    drawBox(lines, title: "Commands", on: &canvas)
  }

  /// What the marked command takes, and what is wrong with what is typed of that.
  private static func argument(
    of prompt: ExplorerState.Prompt, _ state: ExplorerState, _ canvas: Canvas
  ) -> [StyledLine] {
    guard let command = Explorer.match(prompt), let argument = command.argument else { return [] }
    let words = prompt.text.split(separator: " ", maxSplits: 1)
    let typed = words.count > 1 ? String(words[1]) : ""
    let takes = "takes: \(argument.question)"
    let forms = state.slice.summary.abilities.exportForms
    guard let problem = ArgumentCheck.problem(typed, of: command, exportForms: forms) else {
      return [StyledLine(SafeText(takes), .muted)]
    }
    let text = SafeText(problem, repertoire: canvas.repertoire)
    return [StyledLine(text.ellipsized(to: max(1, canvas.size.width - 6)), .warning)]
  }

  /// Draws the files that the path at the end of a line may become.
  private static func drawPaths(_ prompt: ExplorerState.Prompt, on canvas: inout Canvas) {
    let rows = max(1, canvas.size.height - 6)
    var lines = prompt.paths.prefix(rows).map { path in
      StyledLine(
        SafeText(path, repertoire: canvas.repertoire).ellipsized(to: canvas.size.width - 4))
    }
    if prompt.paths.count > rows {
      lines.append(StyledLine(SafeText("and \(prompt.paths.count - rows) more"), .muted))
    }
    drawBox(lines, title: "Files", on: &canvas)
  }

  /// The most names that are offered while an expression is typed.
  private static let mostCompletions = 8

  /// Draws the names that the word that is being typed may become; Tab takes the first.
  private static func drawCompletions(
    _ prompt: ExplorerState.Prompt, _ state: ExplorerState, on canvas: inout Canvas
  ) {
    let entries = Explorer.completions(prompt, state)
    guard !entries.isEmpty else { return }
    var lines = entries.prefix(mostCompletions).enumerated().map { place, entry in
      StyledLine(
        SafeText(entry.name, repertoire: canvas.repertoire, limit: 40).padded(to: 14),
        place == 0 ? .accent : .plain
      ).then(" ").then(SafeText(entry.meaning, repertoire: canvas.repertoire), .muted)
    }
    lines.append(StyledLine("Tab takes the first", .muted))
    drawBox(lines, title: "Names", on: &canvas)
  }

  /// Draws a box above the last two rows, as wide as its lines need.
  private static func drawBox(_ lines: [StyledLine], title: String, on canvas: inout Canvas) {
    let needed = lines.map { $0.pieces.reduce(0) { $0 + $1.text.width } }.max() ?? 0
    let width = min(canvas.size.width, max(needed, title.count + 2) + 4)
    let bottom = max(1, canvas.size.height - 2)
    let height = min(lines.count + 2, bottom)
    let rows = bottom - height..<bottom
    let columns = (canvas.size.width - width) / 2..<(canvas.size.width + width) / 2
    guard rows.count > 2, columns.count > 4 else { return }
    canvas.clear(rows: rows, columns: columns)
    canvas.box(rows: rows, columns: columns)
    canvas.put(
      SafeText(" \(title) "), row: rows.lowerBound, column: columns.lowerBound + 2, style: .heading)
    for (row, line) in zip(rows.dropFirst().dropLast(), lines) {
      line.draw(
        row: row, columns: columns.lowerBound + 2..<columns.upperBound - 2, on: &canvas)
    }
  }
}
