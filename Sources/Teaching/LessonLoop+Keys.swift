import Drawing
import Exploring
import Groundwork
import Lessons
import SearchTrees

/// What keys mean in a lesson.
extension LessonLoop {
  enum Taken {
    case taken
    case leave(Exit)
    case forExplorer
  }

  private static func character(_ key: Key) -> Character? {
    guard case .character(let scalar) = key.code, key.modifiers.isEmpty else { return nil }
    return Character(scalar)
  }

  func press(_ key: Key) -> Taken {
    let character = Self.character(key)
    if let step = Self.pages(key), scroll(step) { return .taken }
    if cover != .none { return pressOnCover(key, character) }
    if let open = player.openQuestion, open.question.kind != .task,
      let taken = pressInQuestion(key, character, open)
    {
      return taken
    }
    let isWaiting =
      switch player.situation {
      case .waiting, .answered, .free: true
      default: false
      }
    if isWaiting, character == "n" || key.code == .enter && state.pane == .tree {
      isRunning = false
      top = nil
      showLesson()
      player.next()
      return .taken
    }
    // A letter that is pressed twice is no command of the explorer.
    if case .answered(let outcome) = player.situation, let character, character != "d",
      outcome.open.letters.contains(character)
    {
      return .taken
    }
    switch character {
    case "n":
      if player.isOver {
        guard following == nil else { return .leave(.next) }
        complain("the lesson is over; q leaves")
      } else {
        complain("this waits for an answer; w shows it")
      }
      return .taken
    case "N":
      isRunning = false
      top = nil
      showLesson()
      player.back()
      return .taken
    case "h" where player.openQuestion != nil:
      player.hint()
      return .taken
    case "w":
      isRunning = false
      top = nil
      player.show()
      return .taken
    case "t":
      var words = TreeWords()
      cover = .tree(words.lines(player))
      return .taken
    case "?":
      cover = .keys
      return .taken
    case "i" where state.size.width < Self.wide:
      if givesWay { showLesson() } else { givesWay = true }
      return .taken
    case "q": return .leave(.back)
    default: break
    }
    return .forExplorer
  }

  /// How many pages a key turns; nil where it turns none.
  private static func pages(_ key: Key) -> Int? {
    guard key.modifiers.isEmpty else { return nil }
    return key.code == .pageDown ? 1 : key.code == .pageUp ? -1 : nil
  }

  /// Scrolls the pane, where it holds more than fits; returns whether it does.
  private func scroll(_ pages: Int) -> Bool {
    guard let guide = state.guide, let area = state.layout.guide else { return false }
    let (now, last) = guide.scroll(in: area)
    guard last > 0 else { return false }
    top = min(last, max(0, now + pages * max(1, area.rows.count - 3)))
    return true
  }

  private func pressOnCover(_ key: Key, _ character: Character?) -> Taken {
    let wasKeys = cover == .keys
    cover = .none
    if character == "?", wasKeys { return .forExplorer }
    return .taken
  }

  private func pressInQuestion(
    _ key: Key, _ character: Character?, _ open: OpenQuestion
  ) -> Taken? {
    switch open.question.kind {
    case .number: return type(key, character)
    case .yesno, .choice:
      if open.question.kind == .yesno {
        if character == "y" {
          answer("yes")
          return .taken
        }
        // Whoever goes on twice must not have answered.
        if character == "n" {
          complain("n goes on, and is no answer: \(open.letters[1]) answers no")
          return .taken
        }
      }
      if let character, open.letters.contains(character) {
        answer(String(character))
        return .taken
      }
      switch (key.code, character) {
      case (.down, _), (_, "j"): selected = min(selected + 1, open.letters.count - 1)
      case (.up, _), (_, "k"): selected = max(0, selected - 1)
      case (.enter, _): answer(String(open.letters[selected]))
      default: return nil
      }
      return .taken
    case .node:
      if let character, open.nodes.contains(where: { $0.letter == character }) {
        answer(String(character))
        return .taken
      }
      if key.code == .enter, let row = state.cursorRow, row.kind == .node {
        if case .unreadable(let reason) = player.answer(node: row.id) { complain(reason) }
        return .taken
      }
    case .task: break
    }
    return nil
  }

  private func type(_ key: Key, _ character: Character?) -> Taken? {
    if let character,
      character.isNumber && character.isASCII || !typed.isEmpty && ".,/-".contains(character)
        || typed.isEmpty && ".,-".contains(character)
    {
      if typed.count < 20 { typed.append(character) }
      return .taken
    }
    switch key.code {
    case .backspace where !typed.isEmpty:
      typed.removeLast()
      return .taken
    case .enter:
      if typed.isEmpty {
        complain("type a number first")
      } else {
        answer(typed)
        typed = ""
      }
      return .taken
    default: return nil
    }
  }

  private func answer(_ text: String) {
    top = nil
    if case .unreadable(let reason) = player.answer(text) {
      complain(reason.prefix(1).uppercased() + reason.dropFirst())
    }
  }

  // MARK: - Commands

  /// Does what the explorer asks of a search, as far as the lesson allows it.
  func send(_ command: SearchCommand) {
    if command == .pause {
      isRunning = false
      return
    }
    switch player.situation {
    case .task(let open):
      guard let motion = self.motion(command) else { return complain(Self.never(command)) }
      if command == .run {
        if let reason = player.refusal(.run(1, pace: nil), open.question.keys) {
          return complain(reason)
        }
        isRunning.toggle()
        return
      }
      isRunning = false
      player.act(motion, open)
    case .free(let keys):
      guard let motion = self.motion(command) else { return complain(Self.never(command)) }
      if command == .run {
        if let reason = player.refusal(.run(1, pace: nil), keys) { return complain(reason) }
        isRunning.toggle()
        return
      }
      isRunning = false
      player.act(free: motion, keys)
    case .question: complain("the search waits until this question is answered")
    case .waiting, .answered: complain("the search waits: n goes on")
    case .over: complain("the lesson is over; q leaves")
    case .failed: complain("the lesson cannot go on; q leaves")
    }
  }

  /// Why nothing is to be typed for a command, as what is typed would be refused; nil where it is taken.
  func refusal(of command: CommandName) -> String? {
    switch command {
    case .note, .mark, .save: Self.never(.save(path: ""))
    default: nil
    }
  }

  private static func never(_ command: SearchCommand) -> String {
    switch command {
    case .save, .cancelSave, .mark, .edit(.note): "a lesson keeps no recordings, marks or notes"
    case .branch, .switchBranch: "branches wait until the lesson is over: :restart begins again"
    default: "this waits until the lesson is over"
    }
  }

  /// The motion that a command of the explorer is.
  private func motion(_ command: SearchCommand) -> Motion? {
    func place(_ node: NodeID) -> LessonExpression {
      LessonExpression("\"#\(node.index)\"", line: 0, column: 1)
    }
    func number(_ value: Double) -> LessonExpression {
      LessonExpression(value < 0 ? "0 - \(-value)" : "\(value)", line: 0, column: 1)
    }
    switch command {
    case .run: return .run(1, pace: nil)
    case .step(let count), .runUntil(.iterations(let count)): return .run(count, pace: nil)
    case .stepPhase(let count): return .phase(count)
    case .back(let count): return .back(count)
    case .restart: return .restart
    case .runUntil(.visits(let node, let visits)):
      let condition = LessonExpression("N(\"#\(node.index)\") >= \(visits)", line: 0, column: 1)
      return .until(.condition(condition), most: Motion.usualMost)
    case .runUntil(.bestActionChange): return .until(.bestChanges, most: Motion.usualMost)
    case .edit(let edit):
      switch edit {
      case .ban(let node): return .ban(place(node))
      case .allow(let node): return .allow(place(node))
      case .pin(let node, let value?): return .pin(place(node), number(value))
      case .prior(let node, let value): return .prior(place(node), number(value))
      case .boost(let node, let visits): return .visits(place(node), visits)
      case .parameter(let name, let value): return .set(name, number(value))
      case .pin, .note, .banGrowth, .allowGrowth: return nil
      }
    default: return nil
    }
  }
}
