import Groundwork
import SearchTrees

/// What the answers of servers say against their use, over all states so far.
struct AnswerRemarks {
  private var judgements = 0
  private var vagueJudgements = 0
  private var misaligned = 0

  /// Takes in what was said of the steps from one state.
  mutating func add(_ family: SeenFamily) {
    judgements += family.judgementCount
    vagueJudgements += family.vagueJudgementCount
    if family.beginsUnevenly { misaligned += 1 }
  }

  /// What a reader should not overlook.
  var alarms: [Alarm] {
    var alarms: [Alarm] = []
    if misaligned > 0 {
      let states = misaligned == 1 ? "1 state" : "\(misaligned) states"
      alarms.append(
        Alarm(
          "the steps from \(states) begin at different places: the prompt's last token changes with some "
            + "of them, so that their R_LL are not of the same tokens"))
    }
    if 2 * vagueJudgements > judgements {
      alarms.append(
        Alarm(
          "in \(vagueJudgements) of \(judgements) judgements \"\(PromptFormat.good)\" and "
            + "\"\(PromptFormat.bad)\" together have less than half of the probability: R_SE and R_VC "
            + "rest on little"))
    }
    return alarms
  }
}
