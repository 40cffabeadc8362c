/// Recognises two presses of the left button in one place shortly after each other.
public struct ClickCounter: Sendable {
  /// How far apart, in milliseconds, two presses may be.
  public var interval = 400
  /// The place and time of the last single press.
  private var last: (point: Point, time: Int)?

  /// Starts without a press.
  public init() {}

  /// Returns `event`, or the double press that it completes, given a clock in milliseconds.
  public mutating func count(_ event: MouseEvent, at time: Int) -> MouseEvent {
    guard event.kind == .press(button: 1) else { return event }
    guard let last, last.point == event.point, time - last.time <= interval else {
      self.last = (event.point, time)
      return event
    }
    self.last = nil
    return MouseEvent(.doublePress, at: event.point, modifiers: event.modifiers)
  }
}
