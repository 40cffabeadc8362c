import Drawing

/// A terminal that nobody waits at: a schedule hands its events to the loop itself.
final class SimulatedTerminal: Terminal {
  let size = Size(width: 40, height: 6)
  let repertoire = Repertoire.unicode
  let colourDepth = ColourDepth.mono
  var hasMouse = false

  func present(_ canvas: Canvas) {}
  func invalidate() {}
  func waitForEvents(timeout milliseconds: Int?) -> [InputEvent] { [] }
  func suspend() {}
  func close() {}
}
