import Groundwork
import Sessions
import Testing

@Suite struct WorkerPoolTests {
  @Test(arguments: [1, 3, 8]) func `every task is done once, and begun in its order`(jobs: Int) {
    let begun = Guarded<[Int]>([])
    var delivered: [Int: Int] = [:]
    WorkerPool<Int>(tasks: 20).run(
      jobs: jobs, isInterrupted: { false },
      work: { task, _ in
        begun.withLock { $0.append(task) }
        return task * task
      },
      deliver: { task, output in
        #expect(delivered.updateValue(output, forKey: task) == nil)
        return true
      }, tick: {})
    let order = begun.withLock { $0 }
    #expect(order.count == 20 && Set(order) == Set(0..<20))
    // Two threads may reach the list the other way round than they took their tasks.
    for (place, task) in order.enumerated() { #expect(abs(place - task) < jobs) }
    #expect(delivered == Dictionary(uniqueKeysWithValues: (0..<20).map { ($0, $0 * $0) }))
  }

  @Test func `once nobody waits no task is begun, and those under way are told`() {
    let begun = Guarded(0)
    var delivered = 0
    WorkerPool<Int>(tasks: 1_000).run(
      jobs: 2, isInterrupted: { begun.withLock { $0 } > 0 },
      work: { task, isWanted in
        begun.withLock { $0 += 1 }
        while isWanted() {}
        return nil
      },
      deliver: { _, _ in
        delivered += 1
        return true
      }, tick: {})
    #expect((1...2).contains(begun.withLock { $0 }))
    #expect(delivered == 0, "what was given up is not delivered")
  }

  @Test func `what cannot be delivered gives up the rest`() {
    var delivered = 0
    WorkerPool<Int>(tasks: 100_000).run(
      jobs: 2, isInterrupted: { false },
      work: { task, isWanted in
        // However slow the delivery is, the rest is not done before it.
        while task >= 10, isWanted() {}
        return task < 10 ? task : nil
      },
      deliver: { _, _ in
        delivered += 1
        return delivered < 3
      }, tick: {})
    #expect((3...10).contains(delivered))
  }

  @Test func `no tasks are done at once`() {
    var ticks = 0
    WorkerPool<Int>(tasks: 0).run(
      jobs: 1, isInterrupted: { false }, work: { task, _ in task }, deliver: { _, _ in true },
      tick: { ticks += 1 })
    #expect(ticks >= 1)
  }
}
