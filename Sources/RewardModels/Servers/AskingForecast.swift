import Groundwork
public import SearchTrees
public import TreeSearch

/// Counts what two servers would be asked in a search, and asks nobody: the models that come with the program
/// answer in their place.
public final class AskingForecast: EvidenceSource {
  /// What would be asked.
  public struct Sum: Hashable, Sendable {
    /// States whose steps each model would be asked about.
    public var states = 0
    /// Questions to each model.
    public var questions = 0
    /// What one model would take, by the lengths of the texts.
    public var cost = AskingCost()
    /// The questions about the first state, the expert's first.
    public var first: [StepQuestion] = []
  }

  private let sum = Guarded(Sum())

  /// Makes one that counted nothing yet.
  public init() {}

  /// What was counted.
  public var total: Sum { sum.withLock { $0 } }

  /// What servers cannot judge is refused here too; but all answers come at once.
  public var isAsked: Bool { true }
  /// Nobody is asked.
  public var servers: [ModelServer] { [] }
  /// Nobody is waited for.
  public var arrivals: AnswerArrivals? { nil }

  /// Those of the embedded pair.
  public func statistics(inRegions: Bool) -> RewardStatistics? {
    ModelPair.embedded.statistics(inRegions: inRegions)
  }

  /// Counts the questions about the steps from a state, and answers them by the embedded pair.
  public func answer(
    _ wordings: [String], after prompt: String, amateur memory: AmateurMemory
  ) throws(ReadingError) -> EvidenceAnswer {
    let answer = try ModelPair.embedded.answer(wordings, after: prompt, amateur: memory)
    sum.withLock { sum in
      if sum.states == 0 {
        sum.first = ModelRole.allCases.flatMap { role in
          wordings.map { StepQuestion(role, $0, after: prompt) }
        }
      }
      sum.states += 1
      sum.questions += wordings.count
      // The prompt is cut once for all its steps, and on llama.cpp read once before them.
      sum.cost = sum.cost + AskingCost(requests: 2)
      for wording in wordings {
        sum.cost = sum.cost + StepQuestion(.expert, wording, after: prompt).expectedCost
      }
    }
    return answer
  }
}
