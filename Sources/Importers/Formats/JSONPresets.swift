import Groundwork

extension FormatPreset {
  /// The formats of JSON that programs for language models write.
  static let jsonPresets: [FormatPreset] = [
    treeQuest, reasoners, moatless, alphaMath, mctsr, agentJournal, lits, ag2, session, columnar,
  ]

  /// TreeQuest.
  static let treeQuest = FormatPreset(
    name: "treequest", title: "TreeQuest JSON",
    recognizes: { outline in
      let document = outline.document
      return document["metadata"]?["treequest_version"] != nil
        // Of a large file only the nodes are seen.
        || document["nodes"]?.elements?.first?["algo_metrics"] != nil
          && document["nodes"]?.elements?.first?["action_from_parent"] != nil
    },
    map: """
      action=action_from_parent, text=state_repr, visits=@visits, sum=@sum, prior=@prior, \
      recorded_uct=@uct, trial_score=@score, view=root
      """,
    read: { (source, outline) throws(ImportError) in try TreeQuestReader.read(source) })

  /// The visualizer of llm-reasoners.
  static let reasoners = FormatPreset(
    name: "llm-reasoners", title: "llm-reasoners visualizer JSON",
    recognizes: { outline in
      let log = outline.document["logs"]?.elements?.first
      return log?["nodes"]?.members != nil
        && (log?["edges"]?.members != nil
          || log?["nodes"]?.members?.first?.value["data"]?.members != nil)
    },
    map: "id=id, mean=@q, reward=edge.data.reward, fast_reward=@fast, text=@text, view=root",
    read: { (source, outline) throws(ImportError) in try ReasonersReader.read(source) })

  /// Moatless, also called SWE-Search.
  static let moatless = FormatPreset(
    name: "moatless", title: "a Moatless trajectory",
    recognizes: { outline in
      outline.root["node_id"] != nil && outline.root["visits"] != nil
        && (outline.root["action_steps"] != nil || outline.root["max_expansions"] != nil
          || outline.root["file_context"] != nil)
    },
    map: """
      id=node_id, visits=visits, sum=value, reward=reward.value, rationale=@why, action=@label, \
      text=@text, terminal=@terminal, cost=@cost, view=root, range=-100:100
      """,
    derive: { MoatlessSteps.derive($0) })

  /// AlphaMath and rStar-math.
  static let alphaMath = FormatPreset(
    name: "alphamath", title: "AlphaMath or rStar-math trees",
    recognizes: { outline in
      guard case .tagged = outline.tree?.shape else { return false }
      let first = outline.root.members?.first?.value
      return first?["q_value"] != nil && first?["visit_count"] != nil
    },
    map: """
      visits=visit_count, mean=q_value, prior=prior, raw=value, text=text, action=action ?? text, \
      view=root, terminal=@terminal
      """,
    derive: { table in
      guard let answer = table.existing("final_answer") else { return }
      for row in 0..<table.count {
        let text = table.text(table.cell(answer, row)) ?? ""
        table.set(word: text.isEmpty ? "false" : "true", under: "@terminal", row)
      }
    },
    sentinels: [("value", -100)])

  /// MCTSr (MathBlackBox).
  static let mctsr = FormatPreset(
    name: "mctsr", title: "MCTSr JSON",
    recognizes: { outline in
      // Of a large file only the first keys are seen.
      ["fathers", "childs", "to_explore_reward", "hints_bank", "ucb_bank"].count {
        outline.document[$0]?.members != nil
      } > 1
    },
    map: """
      id=@id, parent=@parent, children=@children, text=@id, rewards=@rewards, q=@q, ucb=@ucb, \
      rationale=@hint, view=root
      """,
    read: { (source, outline) throws(ImportError) in try MCTSrReader.read(source) })

  /// The journal of agent-mcts.
  static let agentJournal = FormatPreset(
    name: "agent-mcts", title: "an agent-mcts journal",
    recognizes: { outline in
      outline.lines.contains { $0["kind"]?.string == "node" && $0["value_sum"] != nil }
    },
    map: """
      id=id, parent=parent_id, action=prompt, text=summary, visits=visits, sum=value_sum, \
      reward=reward, rationale=eval_detail, cost=cost_usd, view=root
      """,
    isJournal: true)

  /// LiTS.
  static let lits = FormatPreset(
    name: "lits", title: "a LiTS tree",
    recognizes: { $0.root["cum_rewards"] != nil && $0.root["fast_reward"] != nil },
    map: """
      visits=visit_count, mean=mean(cum_rewards), raw=fast_reward, action=action, text=state, \
      view=root
      """,
    sentinels: [("fast_reward", -1), ("bn_score", -1), ("state_conf", -1)])

  /// AG2's ReasoningAgent.
  static let ag2 = FormatPreset(
    name: "ag2", title: "an AG2 reasoning tree",
    recognizes: { $0.root["rating_details"] != nil && $0.root["content"] != nil },
    map: """
      visits=visits, mean=value, action=content, text=content, rationale=rating_details ?? reflection, \
      view=root
      """)

  /// Sessions of coding agents: structure alone.
  static let session = FormatPreset(
    name: "session", title: "a session of a coding agent (structure only)",
    recognizes: { outline in
      outline.lines.contains { line in
        (line["parentId"] != nil || line["parentUuid"] != nil)
          && (line["message"] != nil || line["type"]?.string == "message")
      }
    },
    map: "action=@label, text=@text, id=id ?? uuid, parent=parentId ?? parentUuid",
    derive: { SessionMessages.derive($0) })
}
