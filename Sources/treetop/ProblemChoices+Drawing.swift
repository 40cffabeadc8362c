import Drawing
import Environments
import Groundwork
import Presets
import Sessions
import TreeSearch

extension ProblemChoices {
  /// Draws random problems, the lengths side by side; nil where a signal came first.
  func drawn(
    from source: ProblemSource, jobs: Int, _ repertoire: Repertoire,
    until interruption: borrowing Interruption
  ) throws(CommandError) -> ProblemSet? {
    let choice = try choice(of: source)
    var draws: [any ProblemDraw] = []
    do {
      for length in choice.lengths { draws.append(try source.draw(length: length, choice)) }
    } catch {
      throw CommandError(error, in: "")
    }
    // The longest take longest: they are begun first.
    let queue = Array(draws.reversed())
    let count = choice.count
    let drawn = Guarded(0)
    var sets = [[ProblemSet.Item]?](repeating: nil, count: queue.count)
    var failure: ProblemError?
    var progress = ProgressLine(repertoire: repertoire)
    let began = Clocks.monotonic
    WorkerPool<Result<[ProblemSet.Item], ProblemError>>(tasks: queue.count).run(
      jobs: jobs, isInterrupted: { interruption.status != nil },
      work: { task, isWanted in
        var draw = queue[task]
        var items: [ProblemSet.Item] = []
        do {
          while items.count < count {
            guard isWanted() else { return nil }
            items.append(try draw.next())
            drawn.withLock { $0 += 1 }
          }
        } catch let error as ProblemError {
          return .failure(error)
        } catch {
          return nil
        }
        return .success(items)
      },
      deliver: { task, result in
        switch result {
        case .success(let items): sets[task] = items
        case .failure(let error): failure = error
        }
        return failure == nil
      },
      tick: {
        progress.show(seconds: Clocks.monotonic - began) {
          let total = queue.count * count
          return (nil, ["finding problems: \(drawn.withLock { $0 }) of \(total)"])
        }
      })
    progress.clear()
    if let failure { throw CommandError(failure, in: "") }
    let items = sets.compactMap { $0 }
    guard items.count == queue.count else { return nil }
    return ProblemSet(
      items.reversed().flatMap { $0 }, title: source.title(choice), truth: source.truth)
  }
}
