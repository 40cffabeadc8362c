extension Glossary {
  /// The heads of the view of groups.
  static let groups = [
    Entry(
      words: ["VALUE"],
      sentence: "What the expression comes to at all nodes of the group; a range holds its lower "
        + "bound and not its upper one."),
    Entry(words: ["COUNT"], sentence: "How many nodes the group has."),
    Entry(
      words: ["SHARE"],
      sentence:
        "The group's part of the visits of all groups, the longest bar being the largest of "
        + "them. A simulation counts once in each node that it went through."),
    Entry(
      words: ["MEAN Q", "MEAN"],
      sentence:
        "The mean of Q over the nodes that have one, each counted once however often it was "
        + "visited."),
    Entry(
      words: ["SPREAD"],
      sentence: "The standard deviation of Q around that mean; 0 where all nodes are worth the "
        + "same.",
      formula: "sqrt(mean of (Q - MEAN Q)^2)"),
    Entry(
      words: ["BEST"],
      sentence: "The highest Q in the group; NODE has it. Among equals it is the most visited one."),
  ]
}
