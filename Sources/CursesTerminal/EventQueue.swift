import Drawing

/// The events of one wait; sizes and wake-ups are there once, after the rest.
struct EventQueue {
  /// The newest size, if it has changed.
  var size: Size?
  /// Whether another thread has something to show.
  var hasWoken = false
  /// The other events in order.
  private var events: [InputEvent] = []

  /// Whether nothing has happened.
  var isEmpty: Bool { events.isEmpty && size == nil && !hasWoken }

  /// All events: what was typed first, then the size, then the wake-up.
  var all: [InputEvent] {
    events + (size.map { [.resize($0)] } ?? []) + (hasWoken ? [.wake] : [])
  }

  /// Adds an event; bytes without meaning are counted together.
  mutating func append(_ event: InputEvent) {
    if case .ignored(let count) = event, case .ignored(let before)? = events.last {
      events[events.count - 1] = .ignored(count: before + count)
    } else {
      events.append(event)
    }
  }
}
