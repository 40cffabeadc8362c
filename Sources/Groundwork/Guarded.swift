import Glibc

/// A value behind a lock, reached only inside ``withLock(_:)``; waiting threads can be woken.
///
/// A `pthread_mutex_t`, because `Synchronization.Mutex` of this toolchain hands over in the kernel,
/// out of ThreadSanitizer's sight, and is slow under contention.
@safe
public final class Guarded<Value>: @unchecked Sendable {
  // Sendable: `value` is read and written with `mutex` held, and in no other place.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
  private var value: Value

  /// Puts `value` behind a new lock.
  public init(_ value: sending Value) {
    self.value = value
    unsafe mutex = .allocate(capacity: 1)
    unsafe changed = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    unsafe pthread_condattr_init(&attributes)
    unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    unsafe pthread_cond_init(changed, &attributes)
    unsafe pthread_condattr_destroy(&attributes)
  }

  deinit {
    unsafe pthread_cond_destroy(changed)
    unsafe pthread_mutex_destroy(mutex)
    unsafe changed.deallocate()
    unsafe mutex.deallocate()
  }

  /// Runs `body` with the lock held; keep it short, and never call out of it.
  public func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return try body(&value)
  }

  /// Runs `body` like ``withLock(_:)`` and wakes every thread that waits for a change.
  public func change<Result>(_ body: (inout Value) -> Result) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer {
      // The lock first: who is woken would else wait for it at once.
      unsafe pthread_mutex_unlock(mutex)
      unsafe pthread_cond_broadcast(changed)
    }
    return body(&value)
  }

  /// Blocks until `condition` holds or `seconds` (nil: indefinitely) have passed; tells which.
  @discardableResult
  public func wait(seconds: Double? = nil, until condition: (Value) -> Bool) -> Bool {
    var deadline = timespec()
    if let seconds {
      unsafe clock_gettime(CLOCK_MONOTONIC, &deadline)
      // A time that is up already and one beyond all calendars are both asked for by subtraction.
      let nanoseconds = deadline.tv_nsec + Int(min(max(seconds, 0), 1e9) * 1e9)
      deadline.tv_sec += nanoseconds / 1_000_000_000
      deadline.tv_nsec = nanoseconds % 1_000_000_000
    }
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    while !condition(value) {
      if seconds == nil {
        unsafe pthread_cond_wait(changed, mutex)
      } else if unsafe pthread_cond_timedwait(changed, mutex, &deadline) == ETIMEDOUT {
        return condition(value)
      }
    }
    return true
  }
}
