/// The lesson that a teacher begins with.
public enum LessonTemplate {
  /// Returns a lesson of three questions on a tree of its own, which passes its own check.
  public static func text(id: String) -> String {
    """
    # Three doors
    :lesson \(id)
    :minutes 3
    :about What this lesson is about, in one line
    :after bandit

    Lines like this one, before the first step, are read at its beginning.

    ```tree doors
    { "name": "Three doors", "root": { "children": [
      { "action": "left", "reward": 0.2 },
      { "action": "middle", "children": [ { "action": "up", "reward": 1 }, { "action": "down", "reward": 0 } ] },
      { "action": "right", "reward": 0.5 } ] } }
    ```

    ## The first look
    :search tree:doors --seed 1
    :hide U score selection
    :to 4
    Each door was tried once. The numbers in braces are worked out: right has Q = {Q("right"):1}.

    :ask node Which door leads on, so that its reward is not known for sure?
    :hint Two of them are ends.
    :answer "middle"
    :miss "left" Left is an end: it is worth {Q("left"):1}, always.
    :why *Middle* has two doors behind it. The others are ends.

    ## A number
    :hide Q
    :ask number What is Q of *right*?
    :answer Q("right")
    :within 0.05
    :miss Q("left") -- That is left.
    :why An end is always worth the same, so the mean is {Q("right"):1}.

    ## A choice
    :show
    :to 60
    :ask choice Which door has the most visits after {iteration} simulations?
    - [x] The middle :: best = "middle"
    - [ ] The right :: best = "right"
    :why Behind *middle* the search found *up*, which pays 1.

    """
  }
}
