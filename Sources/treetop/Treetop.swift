import Environments
import Glibc
import Presets

@main struct Treetop {
  static func main() throws {
    let args = CommandLine.arguments
    var plan: SearchPlan?
    if args.count > 1 {
      plan = SearchPlan(try Problem.named(args[1]))
      plan!.seed = 1
      if args.count > 2, args[2] == "puct" { plan!.preset = .puct }
    }
    let interactive = try Interactive(Interactive.Choices())
    exit(interactive.run(plan))
  }
}
