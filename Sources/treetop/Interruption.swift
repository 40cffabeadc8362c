import Glibc
import Synchronization

/// The signals that ask a batch to end: the first one ends it in good order, a second one at once.
struct Interruption: ~Copyable {
  /// The signal that came; 0 while none has.
  private static let received = Atomic<Int32>(0)

  /// Starts to listen.
  ///
  /// A signal that whoever started the program ignores stays ignored.
  init() {
    _ = Self.received.load(ordering: .relaxed)
    for signal in [SIGINT, SIGTERM, SIGHUP] {
      var old = sigaction()
      guard unsafe sigaction(signal, nil, &old) == 0 else { continue }
      let former = unsafe old.__sigaction_handler.sa_handler
      if let former, unsafe unsafeBitCast(former, to: Int.self) == 1 { continue }
      var new = sigaction()
      unsafe new.__sigaction_handler.sa_handler = { Self.received.store($0, ordering: .relaxed) }
      // The next one does what it does by default: it ends the program.
      new.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_RESTART
      unsafe sigaction(signal, &new, nil)
    }
  }

  /// How the program is to end; nil while no signal came.
  var status: ExitStatus? {
    switch Self.received.load(ordering: .relaxed) {
    case SIGINT: .interrupted
    case SIGTERM: .terminated
    case SIGHUP: .hungUp
    default: nil
    }
  }
}
