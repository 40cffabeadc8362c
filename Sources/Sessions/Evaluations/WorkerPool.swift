import Groundwork

/// Threads that share out a number of tasks, and hand what came of them to the thread that waits.
public struct WorkerPool<Output: Sendable>: Sendable {
  private struct State {
    var next = 0
    var working = 0
    var isWanted = true
    var finished: [(task: Int, output: Output)] = []
  }

  private let tasks: Int
  private let state = Guarded(State())

  /// Makes a pool for so many tasks.
  public init(tasks: Int) { self.tasks = tasks }

  /// Does the tasks in their order, `jobs` at a time, and returns when all are done or given up.
  ///
  /// - Parameters:
  ///   - isInterrupted: is asked about ten times a second; once it is true, no task is begun and those
  ///     under way are told.
  ///   - work: does a task, on some thread; it may ask whether that is still wanted. Nil where it was
  ///     given up.
  ///   - deliver: gets what came of a task, on the calling thread; false gives up the rest.
  ///   - tick: is called about ten times a second, on the calling thread.
  public func run(
    jobs: Int, isInterrupted: () -> Bool,
    work: @escaping @Sendable (_ task: Int, _ isWanted: () -> Bool) -> Output?,
    deliver: (_ task: Int, _ output: Output) -> Bool, tick: () -> Void
  ) {
    state.withLock { $0.working = jobs }
    let threads = (0..<jobs).map { _ in
      DedicatedThread {
        while let task = begin() {
          let output = work(task) { state.withLock { $0.isWanted } }
          state.change { if let output { $0.finished.append((task, output)) } }
        }
        state.change { $0.working -= 1 }
      }
    }
    var isDone = false
    while !isDone {
      state.wait(seconds: 0.1) { $0.working == 0 || !$0.finished.isEmpty }
      // Whoever stopped working has left its output before.
      let (finished, working) = state.withLock { state in
        defer { state.finished = [] }
        return (state.finished, state.working)
      }
      for (task, output) in finished where !deliver(task, output) { giveUp() }
      if isInterrupted() { giveUp() }
      tick()
      isDone = working == 0
    }
    for thread in threads { thread.join() }
  }

  private func giveUp() { state.withLock { $0.isWanted = false } }

  /// Returns the next task, if there is one and it is wanted.
  private func begin() -> Int? {
    state.withLock { state in
      guard state.isWanted, state.next < tasks else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }
}
