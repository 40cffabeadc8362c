import Testing

extension Tmux {
  /// Pauses a search that runs and begins it again: from here on every screen is the same each time.
  func beginAgain() throws {
    try expect("RUN")
    try press("Space")
    try expect("PAUSE")
    try press("R")
    try expect("Sure?", "y yes")
    try press("y")
    try expect("PAUSE", "  0 sims", "begun again")
  }

  /// Runs simulations from one number to another.
  ///
  /// In rows of sixteen: a longer one may be seen on the way, and what was seen is drawn.
  func simulate(from start: Int, to end: Int) throws {
    for reached in stride(from: start, to: end, by: 16) {
      let next = min(reached + 16, end)
      try press("\(next - reached)s")
      try expect("PAUSE", "  \(next) sims")
    }
  }
}
