import Foundation

/// Measurements of the search, each printed as lines of JSON.
@main
enum Benchmarks {
  private static let usage = """
    usage: Benchmarks COMMAND [OPTIONS]

    games      one search of a game, with the fields that the C twin prints
               --game connect-four|tic-tac-toe  --simulations N  --c X  --seed S  --solve
               --undo MB  --rollouts K  --engine concrete|plan
    reasoning  the synthetic tree of a language model's reasoning
               --simulations N  --seed S  --w X
    explorer   a live search of Connect Four, watched 30 times a second and not
               --simulations N  --pairs N  --undo MB
    screen     one picture of the explorer: to cut, lay out and draw it, and what a tick costs
               --problem P  --simulations N  --width N  --height N  --rounds N
    gumbel     searches of Gumbel MuZero: 7 actions, values and logits from a hash of the path
               --searches N  --simulations N (800)
    branching  AB-MCTS on designs: time of an iteration beside the judge, and for each draw
               --preset ab-mcts-a|ab-mcts-m  --ruggedness N  --iterations N (1000)  --rounds N
    presets    searches of designs by each preset that takes them: time of an iteration, and beside the
               judge
               --preset LIST  --iterations LIST (100,1000)  --rounds N  --ruggedness N
    compare    the games against the C twin, in turns, by processor time
               --bench FOLDER (../shared/bench)  --pairs N  --simulations N
    journal    a journal taken apart, line by line
               --file FILE
    filters    conditions over stored columns, each asked of all nodes of a random tree
               --nodes N  --rounds N  --seed S
    breakpoints a search with one that is never hit, and without, in turns
               --simulations N  --pairs N  --seed S
    questions  words in the bytes of a recording, conditions and groups of its nodes
               --file FILE  --rounds N
    record     a search recorded and not, and the bytes that it writes
               --problem P  --iterations N  --pairs N  --file FILE (/dev/null)
    follow     a journal through a pipe, watched 30 times a second
               --file FILE  --rounds N
    schedules  the whole program in one thread, in orders that seeds choose; stops at a failure
               --seconds T  --seed S  --kind follow|attach|live|all
    followers  files that get a line every .3 to 1.1 s, each followed, under load; fails if one lags
               --followers N  --seconds T  --load THREADS
    statistics the parts of rewards on problems of the training side, as Swift source
               --states N  --seed S  --regions K
    models     the embedded language models, against a loop in C and against themselves
               --rounds N  --logits TEXT (prints log probabilities instead)
    drafting   searches whose expert writes the next states, with drafts of the amateur and without, in
               turns, and what the costs of tokens allow
               --problem P  --iterations N (30)  --draft LENGTHS (1,2,3,4)  --pairs N
    goldens    FOLDER: golden cases of selection rules, a line for each; exits with 0 where all are
               equal, 1 where one is not or is not understood, 3 where a file has no rule, 2 where one
               cannot be read
    fuzz       damaged journals through the reader, in which a crash or a hang is the finding
               --seconds T  --seed S
               --recordings  whole recordings, and every tree against one folded anew
               --open  the program's own open --json and --batch against a plain fold
               --cases N  --program PATH
               --foreign FOLDER  files of other programs through their readers
    """

  static func main() {
    var arguments = Arguments(CommandLine.arguments.dropFirst())
    do {
      switch arguments.command {
      case "games": try GameBenchmark(&arguments).run()
      case "reasoning": try ReasoningBenchmark(&arguments).run()
      case "explorer": try ExplorerBenchmark(&arguments).run()
      case "screen": try ScreenBenchmark(&arguments).run()
      case "gumbel": try GumbelBenchmark(&arguments).run()
      case "branching": try BranchingBenchmark(&arguments).run()
      case "presets": try PresetBenchmark(&arguments).run()
      case "compare": try Comparison(&arguments).run()
      case "fuzz":
        if arguments.flag("recordings") {
          var fuzzer = try RecordingFuzzer(&arguments)
          try fuzzer.run()
        } else if arguments.flag("open") {
          var fuzzer = try OpenFuzzer(&arguments)
          try fuzzer.run()
        } else if arguments.has("foreign") {
          var fuzzer = try ForeignFuzzer(&arguments)
          try fuzzer.run()
        } else {
          var fuzzer = try JournalFuzzer(&arguments)
          try fuzzer.run()
        }
      case "filters": try FilterBenchmark(&arguments).run()
      case "breakpoints": try BreakpointBenchmark(&arguments).run()
      case "questions": try QuestionBenchmark(&arguments).run()
      case "record": try RecordBenchmark(&arguments).run()
      case "statistics": try PriorStatistics(&arguments).run()
      case "drafting": try DraftingBenchmark(&arguments).run()
      case "models": try ModelBenchmark(&arguments).run()
      case "follow": try FollowBenchmark(&arguments).run()
      case "schedules": try ScheduleBenchmark(&arguments).run()
      case "followers": try FollowersBenchmark(&arguments).run()
      case "goldens": exit(try GoldenCheck(&arguments).run())
      case "journal": try JournalBenchmark(&arguments).run()
      default: throw Arguments.Mistake(reason: usage)
      }
    } catch {
      FileHandle.standardError.write(Data("\(error)\n".utf8))
      exit(2)
    }
  }
}
