extension Glossary {
  /// The words that mean the same in every search.
  static let general: [Entry] = [
    Entry(
      words: ["END"],
      sentence: "Beside a node: the episode ends there. In the header: the recording is at its end."
    ),
    Entry(
      words: ["PROVEN", "proven"],
      sentence: "The value is certain: it follows from ends below, whatever else is tried."),
    Entry(words: ["PINNED", "pinned"], sentence: "A person has fixed the value of this node."),
    Entry(
      words: ["BANNED", "banned"], sentence: "Selection must not take the edge into this node."),
    Entry(
      words: ["ROOT"],
      sentence: "The search went on from this node: what lies outside of it stays as it was, grey."),
    Entry(
      words: ["RETIRED", "retired"],
      sentence: "The search gave the node up: it stays in the tree and is not searched any more."),
    Entry(
      words: ["CHANCE", "chance"],
      sentence: "Chance decides among the children of this node, not the search."),
    Entry(
      words: ["OBSERVATION", "observation"],
      sentence: "What the world lets the search see after an action: nobody chooses it."),
    Entry(
      words: ["unexpanded", "never expanded"],
      sentence: "Children that the node can have and that were never added to the tree."),
    Entry(
      words: ["source"],
      sentence: "Who proposed the node, as the program that wrote the file says."),
    Entry(
      words: ["probability", "PROB"],
      sentence: "With what probability the node was to be drawn, where the choice was drawn."),
    Entry(
      words: ["confidence"],
      sentence: "How sure the evaluator says it is of its value, in its own measure."),
    Entry(words: ["VOICES"], sentence: "What each of several judges said of the node."),
    Entry(words: ["path"], sentence: "On the path of the simulation that is shown."),
    Entry(words: ["terminal"], sentence: "The episode ends at this node."),
    Entry(
      words: ["prior edited"], sentence: "A person has set the prior of the edge into this node."),
    Entry(
      words: ["SELECT"],
      sentence: "The walk from the root down, at each node to the child with the highest score."),
    Entry(words: ["EXPAND"], sentence: "The node at the end of the walk gets children."),
    Entry(
      words: ["EVALUATE"],
      sentence: "The node at the end gets a value, by a rollout or by a reward model."),
    Entry(
      words: ["BACKUP", "BACK UP", "backup"],
      sentence: "The value goes up the path: each node counts a visit and takes it into its mean.",
      formula: "N' = N + 1, Q' = Q + (v - Q) / N'"),
    Entry(words: ["VALUE"], sentence: "What this simulation backs up at the node."),
    Entry(words: ["SUM"], sentence: "The rewards from the node to the end of the path."),
    Entry(words: ["added"], sentence: "What the node's sum of values grew by."),
    Entry(
      words: ["BACKED UP"], sentence: "The value that one simulation brought up to this node."),
    Entry(words: ["Q AFTER"], sentence: "The node's mean after that simulation."),
    Entry(
      words: ["SIMULATION", "simulation", "sims"],
      sentence: "One walk: select, expand, evaluate, back up."),
    Entry(
      words: ["rollout"], sentence: "Random actions to the end of the episode, to value a leaf."),
    Entry(
      words: ["flips"],
      sentence: "The value of the constant from which on another candidate would be chosen.",
      formula: "c* = (Q1 - Q2) / (e2 - e1), where e is the bonus for c = 1"),
    Entry(words: ["chosen"], sentence: "The candidate that the walk goes on with, and its margin."),
    Entry(
      words: ["REWARD"], sentence: "What the evaluator gave this node, before anything else came."),
    Entry(words: ["PART"], sentence: "A part of the reward: one thing that was measured."),
    Entry(words: ["RAW"], sentence: "The part as it was measured."),
    Entry(
      words: ["REGION"],
      sentence:
        "Which region of its distribution the raw value lies in; each has a scale of its own."),
    Entry(words: ["MEAN"], sentence: "The mean of the part in its region, so far."),
    Entry(words: ["DEV"], sentence: "The standard deviation of the part in its region, so far."),
    Entry(
      words: ["Z"], sentence: "By how many standard deviations the part is out of the ordinary.",
      formula: "Z = (RAW - MEAN) / DEV"),
    Entry(words: ["W"], sentence: "The weight of the part in the reward."),
    Entry(words: ["ADDS"], sentence: "What the part adds to the reward.", formula: "ADDS = W * Z"),
    Entry(words: ["TOTAL"], sentence: "The reward of the step: the sum of what its parts add."),
    Entry(
      words: ["separates"],
      sentence: "How often a best step scores above another one; .5 is chance.",
      formula: "the area under the ROC curve"),
    Entry(
      words: ["R_LL"], sentence: "How likely the expert holds the action.",
      formula: "sum of ln p_expert(token)"),
    Entry(
      words: ["R_LL/n"], sentence: "The same, a token.",
      formula: "sum of ln p_expert(token) / tokens"),
    Entry(
      words: ["R_SE"], sentence: "How sure the expert is that the step is good.",
      formula: "ln p_expert(good)"),
    Entry(
      words: ["R_JSD"], sentence: "How far expert and amateur are apart over the action's tokens.",
      formula: "mean of JSD(expert, amateur), 0 to ln 2"),
    Entry(
      words: ["R_sJSD"],
      sentence: "R_JSD with a sign: plus where the expert holds the token for likelier.",
      formula: "mean of JSD * sign(ln p_expert - ln p_amateur)"),
    Entry(
      words: ["R_LR"],
      sentence: "How much likelier the expert holds the action than the amateur does.",
      formula: "sum of ln p_expert(token) - ln p_amateur(token)"),
    Entry(
      words: ["R_VC"], sentence: "How much surer the expert is that the step is good.",
      formula: "ln p_expert(good) - ln p_amateur(good)"),
    Entry(
      words: ["R_LL'"], sentence: "The log-likelihood of the public code: the prompt is in it too."),
    Entry(
      words: ["R_JSD'"], sentence: "The divergence of the public code: summed, without a bound."),
    Entry(words: ["R_RND"], sentence: "A random number: a part that knows nothing."),
    Entry(words: ["TOKEN"], sentence: "A piece of the action's text, as the models read it."),
    Entry(words: ["EXPERT"], sentence: "The expert's probability of the token, 0 to 1."),
    Entry(words: ["AMATEUR"], sentence: "The amateur's probability of the token, 0 to 1."),
    Entry(
      words: ["LN E/A"], sentence: "How much likelier the expert holds the token.",
      formula: "ln(EXPERT / AMATEUR)"),
    Entry(
      words: ["JSD"],
      sentence: "How far the two models' distributions are apart at this place; 0 to .693.",
      formula: "(KL(e, m) + KL(a, m)) / 2, m = (e + a) / 2"),
    Entry(
      words: ["JUDGEMENT"], sentence: "What the models answer when asked whether the step is good."),
    Entry(
      words: ["="],
      sentence: "On the page of tokens: a sibling has this token too, after the same ones."),
    Entry(
      words: ["/"],
      sentence:
        "On the page of tokens: the first token that differs from a sibling's; only its JSD "
        + "is the same for both."),
    Entry(
      words: ["alarm", "alarms", "ALARMS"],
      sentence: "Something about the rewards that should not be overlooked; g o lists them."),
    Entry(
      words: ["finding", "findings"],
      sentence:
        "Recorded numbers that contradict each other; g o lists them, :doctor with what they usually mean."
    ),
    Entry(words: ["undo"], sentence: "How many simulations can be taken back."),
    Entry(words: ["best"], sentence: "The line of most visits from the root."),
    Entry(words: ["depth"], sentence: "The most actions from the root to a node."),
    Entry(words: ["branch"], sentence: "A copy of the search that goes its own way from a node."),
    Entry(
      words: ["seed"], sentence: "The number that all random draws come from: one seed, one tree."),
    Entry(words: ["REC"], sentence: "The search is being recorded to a file."),
  ]
}
