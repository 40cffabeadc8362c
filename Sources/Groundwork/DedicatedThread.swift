import Glibc

/// A thread of its own for work that computes without pause; joined once, by its owner.
///
/// The signals that the terminal's event loop handles are blocked in it, so that they are delivered
/// to the main thread.
@safe
public final class DedicatedThread: Sendable {
  private final class Work: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private let handle: pthread_t

  /// Starts `run` on a new thread with `stackSize` bytes of stack.
  public init(stackSize: Int = 8 << 20, _ run: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    unsafe pthread_attr_setstacksize(&attributes, stackSize)
    var blocked = sigset_t()
    var previous = sigset_t()
    unsafe sigemptyset(&blocked)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT] {
      unsafe sigaddset(&blocked, signal)
    }
    unsafe pthread_sigmask(SIG_BLOCK, &blocked, &previous)
    var thread = pthread_t()
    let work = unsafe Unmanaged.passRetained(Work(run)).toOpaque()
    let result = unsafe pthread_create(
      &thread, &attributes,
      { argument in
        // The fatal signal handlers run on a stack of their own, which each thread must bring: only so
        // can they restore the terminal after a stack has overflowed.
        let signalStack = UnsafeMutableRawPointer.allocate(byteCount: 64 << 10, alignment: 16)
        var alternate = unsafe stack_t(ss_sp: signalStack, ss_flags: 0, ss_size: 64 << 10)
        unsafe sigaltstack(&alternate, nil)
        defer {
          unsafe alternate.ss_flags = Int32(SS_DISABLE)
          unsafe sigaltstack(&alternate, nil)
          unsafe signalStack.deallocate()
        }
        if let argument = unsafe argument {
          unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
        }
        return nil
      }, work)
    precondition(result == 0, "a thread could not be started: error \(result)")
    unsafe pthread_sigmask(SIG_SETMASK, &previous, nil)
    unsafe pthread_attr_destroy(&attributes)
    handle = thread
  }

  /// Waits until the thread's work has returned.
  ///
  /// Call it once.
  public func join() {
    pthread_join(handle, nil)
  }
}
