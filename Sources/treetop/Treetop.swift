import Drawing
import Glibc

/// The program: reads the command line, carries it out, ends with a code that scripts can use.
@main
enum Treetop {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    exit(status(of: arguments).rawValue)
  }

  /// Carries out a command line and returns how it ended.
  private static func status(of arguments: [String]) -> ExitStatus {
    let repertoire = Repertoire.ofLocale()
    do {
      return try TreetopCommand.carryOut(arguments)
    } catch {
      for line in error.lines(in: repertoire) { StandardStream.error.print(line) }
      return error.status
    }
  }
}
