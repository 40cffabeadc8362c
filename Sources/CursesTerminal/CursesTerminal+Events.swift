import CNcurses
public import Drawing
import Glibc

extension CursesTerminal {
  /// Waits up to `milliseconds`, or for ever, and returns all that has happened since, in order.
  ///
  /// Everything that is there is taken at once, so that a burst of keys costs one picture; after
  /// 64 kB the picture has its turn. A lost terminal is reported once.
  public func waitForEvents(timeout milliseconds: Int?) -> [InputEvent] {
    guard !isClosed else { return [] }
    let deadline = milliseconds.map { treetop_milliseconds() + Int64(max($0, 0)) }
    var events = EventQueue()
    repeat {
      let ready = treetop_wait(
        isLost ? -1 : descriptor.input, wake?.reading ?? -1, signals,
        hasReturned ? 0 : pollTimeout(until: deadline))
      if has(TREETOP_READY_SIGNAL, in: ready) { takeSignals(into: &events) }
      if hasReturned { resume(into: &events) }
      if has(TREETOP_READY_WAKE, in: ready) {
        wake?.drain()
        events.hasWoken = true
      }
      if has(TREETOP_READY_TTY, in: ready) { takeBytes(into: &events) }
      if has(TREETOP_READY_LOST, in: ready) { lose(&events) }
      flushIfOverdue(into: &events)
    } while events.isEmpty && deadline.map { treetop_milliseconds() < $0 } ?? true
    return events.all
  }

  /// Returns whether `ready` names `what`.
  private func has(_ what: treetop_ready, in ready: Int32) -> Bool {
    ready & Int32(what.rawValue) != 0
  }

  /// Returns how long to wait at most: to the deadline, or until something pending is overdue.
  private func pollTimeout(until deadline: Int64?) -> Int32 {
    let now = treetop_milliseconds()
    let ends = [deadline, flushTime].compactMap { $0 }
    guard let end = ends.min() else { return -1 }
    return Int32(clamping: max(end - now, 0))
  }

  /// When what is pending will not be completed any more.
  private var flushTime: Int64? {
    switch decoder.pending {
    case .nothing: nil
    case .sequence: lastByte + Int64(escapeDelay)
    // A terminal may end a paste late, but a paste that never ends would swallow every key.
    case .paste: lastByte + 1_000
    }
  }

  /// Reports what has been pending for too long.
  private func flushIfOverdue(into events: inout EventQueue) {
    guard let time = flushTime, treetop_milliseconds() >= time else { return }
    add(decoder.flush(), to: &events)
  }

  /// Takes the bytes that are there.
  private func takeBytes(into events: inout EventQueue) {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    var taken = 0
    while taken < 65_536 {
      let count = unsafe treetop_read(descriptor.input, &buffer, Int32(buffer.count))
      if count == Int32(TREETOP_READ_AGAIN) { return }
      guard count > 0 else { return lose(&events) }
      lastByte = treetop_milliseconds()
      add(decoder.decode(buffer[..<Int(count)]), to: &events)
      taken += Int(count)
      // The tty is shared with the shell and stays blocking: look before reading on.
      let ready = treetop_wait(descriptor.input, -1, -1, 0)
      if has(TREETOP_READY_LOST, in: ready) { return lose(&events) }
      guard has(TREETOP_READY_TTY, in: ready) else { return }
    }
  }

  /// Adds decoded events, with double presses recognised.
  private func add(_ decoded: [InputEvent], to events: inout EventQueue) {
    for event in decoded {
      if case .mouse(let mouse) = event {
        events.append(.mouse(clicks.count(mouse, at: Int(lastByte))))
      } else {
        events.append(event)
      }
    }
  }

  /// Takes the signals that have arrived.
  private func takeSignals(into events: inout EventQueue) {
    while true {
      switch treetop_signals_next() {
      case 0: return
      case SIGWINCH: takeSize(into: &events)
      case SIGINT: events.append(.signal(.interrupt))
      case SIGTERM: events.append(.signal(.terminate))
      case SIGHUP: events.append(.signal(.hangup))
      case SIGTSTP: suspend()
      // Stopped and continued by somebody else; the shell has used the screen meanwhile.
      case SIGCONT: stepAside {}
      default: break
      }
    }
  }

  /// Takes the size that the window has now; the newest counts.
  private func takeSize(into events: inout EventQueue) {
    let newest = descriptor.size
    guard !isLost, newest != size else { return }
    size = newest
    treetop_screen_resize(Int32(newest.height), Int32(newest.width))
    presenter.forget()
    events.size = newest
  }

  /// Reports that the program runs again, maybe in a window of another size.
  private func resume(into events: inout EventQueue) {
    hasReturned = false
    events.append(.signal(.resumed))
    events.size = size
  }

  /// Gives the terminal up.
  private func lose(_ events: inout EventQueue) {
    guard !isLost else { return }
    isLost = true
    events.append(.lost)
  }
}
