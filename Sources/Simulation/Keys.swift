import Drawing

/// What a person does in a schedule.
enum Keys {
  /// Returns some keys for a kind of schedule.
  static func some(for kind: Schedule.Kind, folder: String, _ dice: inout Dice) -> [InputEvent] {
    var sequences = [
      "j", "k", "l", "h", "Space", "s", "3 s", "S", ".", ",", "g $", "g ^", "g s", "g t", "F", "P",
      "m x Enter", "a y Enter", "B Enter", "B k Enter", "^C",
    ]
    switch kind {
    case .follow: break
    case .attach: sequences += ["b", "j b", "l x b", "j x b", "x b", "b j x b", "s b", "Space"]
    case .live:
      sequences += ["b", "l x b", "j x b", "b B k Enter x b", "u", "r s 9 Enter", "[", "]"]
    }
    // Somebody who only looks and edits, and never goes to another moment.
    if kind == .attach, dice.once(in: 4) { sequences = ["j", "k", "l", "b", "j b", "l x b", "P"] }
    var events: [InputEvent] = []
    let isSaving = dice.once(in: 4)
    for _ in 0..<dice.below(16) {
      guard isSaving, dice.once(in: 3) else {
        events += keys(dice.pick(sequences))
        continue
      }
      switch dice.below(4) {
      case 0: events += keys("w Enter")
      case 1: events += keys("w y")
      default:
        events += keys("w ^U")
        events.append(.paste(folder + "/" + SavedFiles.taken))
        events += keys("Enter")
        if dice.once(in: 3) { events += keys("y") }
      }
    }
    if dice.once(in: 8) { events += keys("Q") }
    return events
  }

  /// Whether something of it saves.
  static func save(_ events: [InputEvent]) -> Bool {
    events.contains(.key(Key("w")))
  }

  private static func keys(_ notation: String) -> [InputEvent] {
    notation.split(separator: " ").compactMap { Key(notation: String($0)).map { .key($0) } }
  }
}
