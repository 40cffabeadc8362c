import Groundwork
import Testing

struct GuardedTests {
  private struct Refusal: Error {}

  @Test func `no increment is lost between four threads`() {
    let count = Guarded(0)
    let threads = (0..<4).map { _ in
      DedicatedThread { for _ in 0..<20_000 { count.withLock { $0 += 1 } } }
    }
    for thread in threads { thread.join() }
    #expect(count.withLock { $0 } == 80_000)
  }

  @Test func `two values behind one lock are never seen half changed`() {
    let pair = Guarded((0, 0))
    let torn = Guarded(0)
    let writer = DedicatedThread {
      for number in 1...20_000 { pair.withLock { $0 = (number, -number) } }
    }
    let reader = DedicatedThread {
      for _ in 0..<20_000 {
        let seen = pair.withLock { $0 }
        if seen.0 + seen.1 != 0 { torn.withLock { $0 += 1 } }
      }
    }
    writer.join()
    reader.join()
    #expect(torn.withLock { $0 } == 0)
  }

  @Test func `the lock is free again after an error`() {
    let value = Guarded(1)
    #expect(throws: Refusal.self) {
      try value.withLock { value in
        value = 2
        throw Refusal()
      }
    }
    #expect(value.withLock { $0 } == 2)
  }

  @Test func `waiting for what already holds returns at once`() {
    let value = Guarded(3)
    #expect(value.wait { $0 == 3 })
    #expect(value.wait(seconds: 0) { $0 == 3 })
  }

  @Test(arguments: [0.05, 0, -1])
  func `waiting in vain ends after its time`(seconds: Double) {
    let value = Guarded(3)
    let start = Clocks.monotonic
    let isMet = value.wait(seconds: seconds) { $0 == 4 }
    #expect(!isMet)
    #expect(Clocks.monotonic - start >= max(0, seconds) * 0.99)
  }

  @Test(arguments: [60, 1e30, .infinity, nil] as [Double?])
  func `a change wakes whoever waits for it`(seconds: Double?) {
    let value = Guarded(0)
    let answer = Guarded(0)
    let thread = DedicatedThread {
      let isMet = value.wait(seconds: seconds) { $0 == 2 }
      answer.withLock { $0 = isMet ? 1 : -1 }
    }
    value.change { $0 = 1 }
    let returned = value.change { value in
      value = 2
      return "changed"
    }
    #expect(returned == "changed")
    thread.join()
    #expect(answer.withLock { $0 } == 1)
  }

  @Test func `one change wakes every thread that waits`() {
    let gate = Guarded(false)
    let passed = Guarded(0)
    let threads = (0..<5).map { _ in
      DedicatedThread {
        gate.wait { $0 }
        passed.withLock { $0 += 1 }
      }
    }
    gate.change { $0 = true }
    for thread in threads { thread.join() }
    #expect(passed.withLock { $0 } == 5)
  }
}
