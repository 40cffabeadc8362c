/// What a mapping says of a node: where each of these stands in a record.
public enum MapField: String, Hashable, Sendable, CaseIterable {
  /// The list, object or ids of the children.
  case children
  /// The record's own id.
  case id
  /// The parent's id.
  case parent
  /// Where in the file the tree begins.
  case root
  /// The label of the edge into the node.
  case action
  /// The state.
  case text
  /// N.
  case visits
  /// W, the sum of the values.
  case sum
  /// Q, the mean of the values.
  case mean
  /// A sum or a mean: the numbers decide.
  case value
  /// P, the prior probability of the edge.
  case prior
  /// The reward of the edge.
  case reward
  /// The node's own evaluation.
  case raw
  /// Whether the episode ends at the node.
  case terminal
  /// The selection score as the program printed it.
  case score
  /// The order of creation.
  case age
  /// Who moves or moved.
  case player
  /// Why, in words.
  case rationale
  /// The parts of a value: an object of numbers.
  case parts
  /// Whose view values are: `root` or `mover`.
  case view
  /// The least and the greatest value, as `0:1`.
  case range
  /// The selection rule.
  case rule
  /// Its exploration constant.
  case c

  /// The keys that are tried, best first; case, `_` and `-` count only between keys that differ in
  /// nothing else.
  public var keys: [String] {
    switch self {
    case .children:
      [
        "children", "child", "kids", "childs", "child_stats", "children_ids", "child_ids", "nodes",
        "branches", "subtrees", "variations", "next", "thoughts", "child_nodes", "child_list",
        "successors", "expansions", "edges",
      ]
    case .id:
      [
        "id", "node_id", "node", "uid", "uuid", "key", "tag", "name", "node_uid", "node_uuid",
        "node_name", "node_key", "node_idx", "node_index", "idx", "hash", "index",
      ]
    case .parent:
      [
        "parent_id", "parent", "parentid", "parentUuid", "p", "father", "prev", "source",
        "parent_node", "parent_node_id", "parent_uid", "parent_name", "parent_key", "parent_idx",
        "parent_index", "parent_node_idx", "parent_node_index", "parent_hash", "parent_tag",
        "father_id", "pid",
      ]
    case .root:
      ["root", "tree", "search_tree", "mcts", "trace", "data", "react", "rstar", "logs", "proof"]
    case .action:
      [
        "action", "move", "action_from_parent", "parent_action", "edge", "uci", "san", "step",
        "move_name", "action_name", "name", "label", "title", "action_str", "tool", "cmd",
      ]
    case .text:
      [
        "state", "text", "content", "thought", "state_repr", "state_str", "board", "fen",
        "observation", "node_text", "answer", "prompt", "description", "summary", "label", "name",
      ]
    case .visits:
      [
        "visits", "visit_count", "n_visits", "num_visits", "N", "n", "visit", "explore_count",
        "sims", "simulations", "count", "games", "plays", "trials", "visit_counts", "nvisits",
      ]
    case .sum:
      [
        "W", "w", "total_reward", "total_value", "value_sum", "q_sum", "sum", "wins", "score_sum",
        "cumulative_reward", "reward_sum", "sum_value", "total", "total_score",
      ]
    case .mean:
      [
        "Q", "q", "mean", "q_value", "mean_value", "avg_value", "average_value", "avg_reward",
        "mean_reward", "average_reward", "value_view", "win_rate", "winrate", "q_mean",
        "node_value", "Q_v", "avg_score",
      ]
    case .value: ["value", "v", "score", "val"]
    case .prior:
      ["P", "p", "prior", "prior_p", "prior_prob", "prior_policy", "policy", "prob", "probability"]
    case .reward: ["reward", "r", "immediate_reward", "step_reward", "prm_score"]
    case .raw:
      [
        "raw_value", "raw_value_view", "V", "initial_value", "original_value", "value_estimate",
        "evaluation", "prm",
      ]
    case .terminal:
      ["terminal", "is_terminal", "done", "finished", "is_done", "isTerminal"]
    case .score:
      ["uct", "ucb", "uct_score", "puct", "puct_score", "ucb_score", "ucb1", "S", "UCT_v0"]
    case .age:
      [
        "step", "iteration", "rollout_id", "visit_sequence", "evaluation_index", "created_at",
        "timestamp", "access_sequence",
      ]
    case .player: ["player", "to_play", "turn", "current_player", "to_move", "player_to_move"]
    case .rationale:
      [
        "rationale", "explanation", "feedback", "reason", "analysis", "critique", "reflection",
        "llm_evaluation", "rating_details", "eval_detail",
      ]
    case .parts: ["parts", "scores", "reward_details", "components"]
    case .view, .range, .rule, .c: []
    }
  }

  /// Whether it is a constant, and not read from each record.
  var isConstant: Bool {
    switch self {
    case .view, .range, .rule, .c, .root: true
    default: false
    }
  }

  /// Whether it is a number.
  var isNumber: Bool {
    switch self {
    case .visits, .sum, .mean, .value, .prior, .reward, .raw, .score: true
    default: false
    }
  }
}

/// Whose view a value is.
public enum ValueView: String, Hashable, Sendable, CaseIterable {
  /// One view at every depth.
  case root
  /// Of the player who moved to the node.
  case mover
}
