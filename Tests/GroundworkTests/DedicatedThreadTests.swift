import Glibc
import Groundwork
import Testing

struct DedicatedThreadTests {
  private func isBlocked(_ signal: Int32) -> Bool {
    var mask = sigset_t()
    pthread_sigmask(SIG_BLOCK, nil, &mask)
    return sigismember(&mask, signal) == 1
  }

  @Test func `joining waits until the work is done`() {
    let done = Guarded(false)
    let thread = DedicatedThread {
      usleep(20_000)
      done.withLock { $0 = true }
    }
    thread.join()
    #expect(done.withLock { $0 })
  }

  @Test func `the work runs on a thread of its own`() {
    let other = Guarded<UInt>(0)
    let thread = DedicatedThread { other.withLock { $0 = UInt(pthread_self()) } }
    thread.join()
    #expect(other.withLock { $0 } != 0)
    #expect(other.withLock { $0 } != UInt(pthread_self()))
  }

  @Test func `the stack is as large as asked`() {
    let sum = Guarded(0)
    // 12 MB of frames would not fit into the 8 MB that are usual.
    let thread = DedicatedThread(stackSize: 64 << 20) {
      func descend(_ depth: Int) -> Int {
        withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 16) { buffer in
          buffer[0] = 1
          return depth == 0 ? 0 : Int(buffer[0]) + descend(depth - 1)
        }
      }
      sum.withLock { $0 = descend(3000) }
    }
    thread.join()
    #expect(sum.withLock { $0 } == 3000)
  }

  @Test func `the signals of the terminal are blocked in the thread and nowhere else`() {
    let signals = [SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT]
    let before = signals.map(isBlocked)
    let inside = Guarded<[Bool]>([])
    let thread = DedicatedThread {
      let found = signals.map { signal in
        var mask = sigset_t()
        pthread_sigmask(SIG_BLOCK, nil, &mask)
        return sigismember(&mask, signal) == 1
      }
      inside.withLock { $0 = found }
    }
    thread.join()
    #expect(inside.withLock { $0 } == [Bool](repeating: true, count: signals.count))
    #expect(signals.map(isBlocked) == before)
  }

  @Test func `clocks go forward and work uses processor time`() {
    let start = Clocks.monotonic
    let own = Clocks.processorTime
    var random = RandomSource(seed: 1)
    for _ in 0..<20_000 { _ = random.next() }
    #expect(Clocks.monotonic >= start)
    #expect(Clocks.processorTime > own)
  }
}
