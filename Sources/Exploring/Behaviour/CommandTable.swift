import SearchTrees

/// All commands and the keys that lead to them.
public enum CommandTable {
  /// The commands, in the order of the help page.
  public static let commands: [Command] =
    run + time + move + fold + find + order + edit + copy + panes + rest

  private static let run: [Command] = [
    Command(.run, ["Space"], .run, "run or pause the search", hint: "run", needs: .run),
    Command(.phaseForward, ["."], .run, "one phase forward", hint: "phase", needs: .stepPhase),
    Command(.phaseBack, [","], .run, "one phase back", needs: .backPhase),
    Command(
      .simulation, ["s"], .run, "finish this or the next simulation; 100s: a hundred",
      hint: "sim", needs: .step),
    Command(.simulationBack, ["S"], .run, "take one simulation back", hint: "back", needs: .back),
    Command(.slower, ["["], .run, "halve the pace", needs: .pace),
    Command(.faster, ["]"], .run, "double the pace, finally as fast as it goes", needs: .pace),
    Command(
      .runSimulations, ["r s"], .run, "run so many simulations",
      argument: .init(kind: .count, question: "run how many simulations?"), needs: .runUntil),
    Command(
      .runVisits, ["r v"], .run, "run until this node has so many visits",
      argument: .init(kind: .count, question: "run until how many visits of this node?"),
      needs: .runUntil),
    Command(
      .runBest, ["r b"], .run, "until another action has most visits",
      needs: .runUntil),
    Command(
      .askAgain, ["r a"], .run, "ask again what a server did not answer, and go on", needs: .run),
    Command(
      .askEdited, ["r A"], .run, "ask the call of gq again with its prompt edited",
      needs: .ask),
    Command(.restart, ["R"], .run, "restart from the same seed (asks)", needs: .restart),
    Command(
      .restartWith, ["r c"], .run, "restart with another exploration constant",
      argument: .init(kind: .number, question: "restart with which exploration constant?"),
      needs: .parameter),
    Command(
      .breakAt, ["r e"], .run, "stop where a condition becomes true, or answer, visit",
      argument: .init(kind: .expression, question: "break when?"), needs: .breakpoints),
    Command(
      .watch, ["r w"], .run, "stop where a number of this node moves, as Q by .05",
      argument: .init(kind: .expression, question: "watch?"), needs: .breakpoints),
    Command(.breakpoints, ["W"], .run, "list the breakpoints, switch them on and off"),
    Command(.branch, ["b"], .run, "branch at this node", hint: "branch", needs: .branch),
    Command(.branches, ["B"], .run, "list and switch branches", needs: .switchBranch),
    Command(.follow, ["F"], .run, "follow the best line; a move of the cursor ends it"),
  ]

  private static let time: [Command] = [
    Command(
      .goTo, ["g e"], .time, "go to an event, #NODE or left/key; 231ge: event 231",
      argument: .init(kind: .event, question: "go to?")),
    Command(.firstEvent, ["g ^"], .time, "go to the first event", needs: .goTo),
    Command(.lastEvent, ["g $"], .time, "go to the last event, and follow", needs: .goTo),
    Command(
      .lastChange, ["g v"], .time, "to the event that last changed this node's value", needs: .goTo),
    Command(.nextChange, ["g ."], .time, "next event that changed this node", needs: .goTo),
    Command(.previousChange, ["g ,"], .time, "previous event that changed this node", needs: .goTo),
    Command(.nextMark, ["}"], .time, "next mark", hint: "next mark"),
    Command(.previousMark, ["{"], .time, "previous mark"),
    Command(.marks, ["M"], .time, "list the marks and go to one", hint: "marks"),
    Command(
      .mark, ["m"], .time, "mark this moment and node by a letter; Enter: by a name",
      argument: .init(kind: .text, question: "name of the mark?"), needs: .mark),
    Command(
      .goToMark, ["'"], .time, "go to the mark of a letter; ' again: back",
      argument: .init(kind: .text, question: "go to which mark?")),
    Command(
      .note, ["a"], .time, "write a note on this node; empty: take it away",
      argument: .init(kind: .text, question: "note on this node? (empty: none)"), needs: .note),
    Command(.editNote, ["A"], .time, "the note on this node in your editor", needs: .note),
    Command(
      .save, ["w"], .time, "save the search to a file",
      argument: .init(kind: .path, question: "save to which file?"), needs: .save),
    Command(
      .export, [], .time, "write what is shown for other programs: export html FILE",
      argument: .init(kind: .text, question: "export in which form, into which new file?"),
      needs: .export),
  ]

  private static let move: [Command] = [
    Command(.down, ["j", "Down"], .move, "down; on the page of tokens to the next one"),
    Command(.up, ["k", "Up"], .move, "up"),
    Command(
      .open, ["l", "Right"], .move, "open, or go to the first child; 200l: 200 more",
      hint: "open"),
    Command(.close, ["h", "Left"], .move, "close, or go to the parent"),
    Command(.nextSibling, ["J"], .move, "next sibling"),
    Command(.previousSibling, ["K"], .move, "previous sibling"),
    Command(.firstSibling, ["^"], .move, "first sibling"),
    Command(.lastSibling, ["$"], .move, "last sibling"),
    Command(.parent, ["p"], .move, "parent"),
    Command(
      .answer, ["P"], .move, "end of the answer; again: end of the most visited line",
      hint: "answer"),
    Command(.halfDown, ["^D"], .move, "half a page down"),
    Command(.halfUp, ["^U"], .move, "half a page up"),
    Command(.pageDown, ["PgDn", "^F"], .move, "a page down"),
    Command(.pageUp, ["PgUp", "^B"], .move, "a page up"),
    Command(.scrollDown, ["^E"], .move, "scroll a line down"),
    Command(.scrollUp, ["^Y"], .move, "scroll a line up"),
    Command(.top, ["g g", "Home"], .move, "first row"),
    Command(.bottom, ["G", "End"], .move, "last row; 12G: row 12"),
    Command(.centre, ["z z"], .move, "put this row in the middle"),
    Command(.toTop, ["z t"], .move, "put this row at the top"),
    Command(.toBottom, ["z b"], .move, "put this row at the bottom"),
  ]

  private static let fold: [Command] = [
    Command(.toggleFold, ["z a"], .fold, "open or close this node"),
    Command(.openFold, ["z o"], .fold, "open this node"),
    Command(.closeFold, ["z c"], .fold, "close this node"),
    Command(.openAll, ["z R"], .fold, "open all nodes in view"),
    Command(.closeAll, ["z M"], .fold, "close all nodes"),
    Command(.openSiblings, ["e"], .fold, "open this node and its siblings"),
    Command(.closeSiblings, ["c"], .fold, "close this node and its siblings"),
    Command(.openDeep, ["E"], .fold, "open this node and its visible descendants"),
    Command(.closeDeep, ["C"], .fold, "close this node and all below"),
    Command(.zoomIn, ["="], .fold, "show this node as the root", hint: "zoom"),
    Command(.zoomOut, ["-"], .fold, "show from one level further up"),
    Command(.zoomReset, ["0"], .fold, "show from the root of the search"),
    Command(.back, ["H"], .fold, "back to the last place, folds, filter, sort, columns"),
    Command(.forward, ["L"], .fold, "forward again"),
  ]

  private static let find: [Command] = [
    Command(
      .find, ["/"], .find, "look for words in actions, states, reasons, notes", hint: "find",
      argument: .init(kind: .text, question: "/")),
    Command(.nextHit, ["n"], .find, "next hit, or next match of the filter"),
    Command(.previousHit, ["N"], .find, "previous hit"),
    Command(.sameAction, ["*"], .find, "next node with the same action"),
    Command(
      .filter, ["f", "&"], .find, "show only nodes such as N > 100 & Q < .4", hint: "filter",
      argument: .init(kind: .expression, question: "filter")),
    Command(.invertFilter, ["!"], .find, "show what is known not to match instead"),
    Command(
      .group, ["Z"], .find, "put the nodes in groups by action, depth, Q - P, ...",
      argument: .init(kind: .expression, question: "group by")),
    Command(.mostVisitedLeaf, ["g m"], .find, "most visited leaf"),
    Command(.widestGap, ["g w"], .find, "best of the siblings furthest apart in Q"),
    Command(.deepest, ["g d"], .find, "deepest node"),
    Command(.newest, ["g n"], .find, "newest node"),
    Command(.nextUnvisited, ["g u"], .find, "next node that nobody has visited"),
    Command(.nextLowerPick, ["g k"], .find, "next recorded pick that was not the highest"),
    Command(.nextContradiction, ["g x"], .find, "next node that contradicts itself"),
    Command(.nextOpen, ["g b"], .find, "next best open node, of those that are chosen from"),
    Command(.nextNote, ["g a"], .find, "next node with a note"),
    Command(.jump, ["g j"], .find, "to any row in sight by two letters"),
  ]

  private static let order: [Command] = [
    Command(.nextSort, [">", "o"], .order, "sort by the next column", hint: "sort"),
    Command(.previousSort, ["<"], .order, "sort by the previous column"),
    Command(.invertSort, ["I"], .order, "turn the order round"),
    Command(.toggleShare, ["%"], .order, "show or hide the share of visits"),
    Command(.toggleIDs, ["#"], .order, "show or hide node numbers"),
    Command(.columns, ["|"], .order, "choose the columns, their order and their width"),
    Command(
      .addColumn, ["g |"], .order, "add a column for an expression such as Q - P",
      argument: .init(kind: .expression, question: "column")),
  ]

  private static let edit: [Command] = [
    Command(
      .ban, ["x b"], .edit, "ban this edge, or allow it again", hint: "ban", needs: .ban),
    Command(
      .pin, ["x p"], .edit, "pin this node to a value; empty: unpin",
      argument: .init(kind: .number, question: "pin to which value? (empty: unpin)"),
      needs: .pin),
    Command(
      .prior, ["x r"], .edit, "set the prior of this edge",
      argument: .init(kind: .number, question: "which prior?"), needs: .prior),
    Command(
      .visits, ["x v"], .edit, "give this node so many visits",
      argument: .init(kind: .count, question: "send how many simulations through this node?"),
      needs: .boost),
    Command(
      .constant, ["x c"], .edit, "set the exploration constant",
      argument: .init(kind: .number, question: "exploration constant?"), needs: .parameter),
    Command(
      .retire, ["X"], .edit, "retire this subtree (asks); u brings it back",
      needs: .ban),
    Command(.undoEdit, ["u"], .edit, "take the last edit back", needs: .undoEdit),
    Command(.redoEdit, ["^R"], .edit, "make the edit again that was taken back", needs: .redoEdit),
  ]

  private static let panes: [Command] = [
    Command(.inspect, ["Enter"], .panes, "to the inspector, or open a tree of a list; Esc back"),
    Command(.nextPane, ["Tab", "S-Tab"], .panes, "to the other pane"),
    Command(.nextTab, ["d"], .panes, "next page of the inspector", hint: "tab"),
    Command(.previousTab, ["D"], .panes, "previous page of the inspector"),
    Command(.rationalePage, ["g r"], .panes, "why this step was rewarded, beside its siblings"),
    Command(.tokensPage, ["g T"], .panes, "its tokens: what the models said"),
    Command(.toggleInspector, ["i"], .panes, "show or hide the inspector"),
    Command(.maximize, ["O"], .panes, "give this pane the whole screen"),
    Command(.treeView, ["g t", "F2"], .panes, "the tree"),
    Command(.stepsView, ["g s", "F3"], .panes, "the simulation, phase by phase", hint: "steps"),
    Command(
      .textView, ["v"], .panes, "the whole text of this node and the way to it", hint: "text"),
    Command(.logView, ["g o", "F7"], .panes, "the log, and what could not be read"),
    Command(.tag, ["t"], .panes, "keep this moment and node, to compare with it"),
    Command(.clearTag, ["T"], .panes, "forget the moment that was kept"),
    Command(.compare, ["g c"], .panes, "compare what was kept with what is here"),
    Command(
      .compareFile, ["g C"], .panes, "compare a file with what is here",
      argument: .init(kind: .path, question: "compare with which FILE or FILE@MOMENT?")),
    Command(
      .lock, ["\\"], .panes, "compare: a cursor for each side, or one"),
    Command(.plotsView, ["g p", "F5"], .panes, "plots: how the search went", hint: "plots"),
    Command(.icicleView, ["g i"], .panes, "the whole tree, the width of a node by its visits"),
    Command(.callsView, ["g q"], .panes, "calls: what models on servers were asked and said"),
    Command(.doctor, [], .panes, "what is wrong with the search, and what was looked for"),
  ]

  private static let rest: [Command] = [
    Command(.palette, [":", "^P"], .rest, "a command by name", hint: "cmd"),
    Command(.help, ["?", "F1"], .rest, "the words on the screen, and all keys", hint: "help"),
    Command(
      .explain, ["g ?"], .rest, "what a word or sign means",
      argument: .init(kind: .text, question: "explain which word?")),
    Command(
      .set, [], .rest, "change a setting: set theme=light; set ids! switches",
      argument: .init(kind: .text, question: "set?")),
    Command(.keepSettings, [], .rest, "write the settings into their file"),
    Command(
      .map, ["g ="], .rest, "read another program's file with other fields",
      argument: .init(kind: .text, question: "map, such as mean=score/n, view=mover:")),
    Command(.glyphs, ["~"], .rest, "other signs: unicode, ascii, without blocks or Braille"),
    Command(.mouse, ["g M"], .rest, "leave the mouse to the terminal, or take it back"),
    Command(.redraw, ["^L"], .rest, "draw the screen anew"),
    Command(.suspend, ["^Z"], .rest, "suspend; fg brings it back"),
    Command(.cancel, ["Esc"], .rest, "leave one layer: prompt, page, focus, follow"),
    Command(.interrupt, ["^C"], .rest, "pause a running search; twice: quit"),
    Command(.quit, ["q"], .rest, "close what is open; finally quit", hint: "quit"),
    Command(.quitAll, ["Q"], .rest, "quit at once"),
  ]

  private static let rows: [CommandName: Command] = Dictionary(
    commands.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// Returns the row of a command.
  public static func command(_ name: CommandName) -> Command? {
    rows[name]
  }

  /// Returns the commands that what was typed may mean, the likeliest first; a count before it is left out.
  public static func matching(_ typed: String) -> [Command] {
    let text = typed.drop { ("0"..."9").contains($0) || $0 == " " }
    let word = text.split(separator: " ").first.map(String.init)?.lowercased() ?? ""
    return CommandMatch.matching(word, among: commands)
  }
}
