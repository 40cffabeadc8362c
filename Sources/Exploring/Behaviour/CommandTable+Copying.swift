extension CommandTable {
  /// The commands that copy: one for each thing that can be copied, and those around them.
  static let copy: [Command] =
    CopiedThing.allCases.map { thing in
      Command(thing.command, [key(of: thing)], .copy, "copy \(thing.help)")
    } + [
      Command(.printYank, ["y P"], .copy, "and one of these: print it when you leave"),
      Command(
        .yank, [], .copy, "copy one of these, or write it: yank subtree FILE",
        argument: .init(kind: .text, question: "yank what (and into which new FILE)?")),
      Command(.place, ["y o"], .copy, "a command that opens this place again"),
    ]

  private static func key(of thing: CopiedThing) -> String {
    switch thing {
    case .path: "y p"
    case .action: "y k"
    case .state: "y t"
    case .value: "y v"
    case .subtree: "y s"
    case .rationale: "y r"
    case .row: "y l"
    case .plot: "y c"
    case .screen: "y f"
    }
  }
}
