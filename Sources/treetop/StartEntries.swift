import Environments
import Exploring
import Glibc
import Groundwork
import Journals
import Lessons
import Presets
import SearchTrees
import Sessions
import TreeSearch

/// What the start screen offers: live searches to try, and the trees that come with the program.
struct StartEntries {
  /// What is opened by an entry.
  enum Target {
    /// A problem to search, by which preset, and how it begins.
    case search((problem: String, preset: Preset), SearchStart)
    /// A recording, at the event of its first mark or else at its end.
    case recording(String, at: Moment)
    /// The lessons of the course.
    case course
  }

  /// The entry as it is shown.
  let entry: StartScreen.Entry
  /// What it opens.
  let target: Target

  /// Returns all entries.
  static func all() -> [StartEntries] {
    [course] + searches + samples()
  }

  private static var course: StartEntries {
    StartEntries(
      entry: StartScreen.Entry(
        group: "Learn", title: "A course in \(Course.lessons.count) lessons",
        note: "Monte Carlo tree search on live searches; you predict, the search answers",
        command: "learn"),
      target: .course)
  }

  private static let searches: [StartEntries] = [
    entry("Connect Four", "the whole game; which column wins shows late", "connect-four"),
    entry(
      "Connect Four, a win to find", "step it: when does the search see it?",
      "connect-four:445566", start: SearchStart(isPaused: true)),
    entry("Tic-tac-toe", "small enough to read every node", "tic-tac-toe"),
    entry("Blocksworld", "a plan of six steps, rewarded only at the goal", "blocksworld"),
    entry(
      "Blocksworld, harder", "five blocks, eight steps", "blocksworld:blocks=5,steps=8,seed=3"),
    entry(
      "SC-MCTS* on Blocksworld", "language models judge every step, and you see why",
      "blocksworld:blocks=5,steps=8,seed=1", .contrastive),
    entry(
      "A bandit", "three arms: exploration against exploitation", "bandit:0.2,0.5,0.7",
      start: SearchStart(pace: 10)),
  ]

  private static func entry(
    _ title: String, _ note: String, _ problem: String, _ preset: Preset = .uct,
    start: SearchStart = SearchStart()
  ) -> StartEntries {
    let option = preset == .uct ? "" : " --preset " + preset.name
    return StartEntries(
      entry: StartScreen.Entry(
        group: "Live searches to try", title: title, note: note,
        command: "search " + problem + option + words(for: start)),
      target: .search((problem, preset), start))
  }

  private static func words(for start: SearchStart) -> String {
    (start.isPaused ? " --paused" : "")
      + (start.pace.map { " --pace " + NumberText.short($0) } ?? "")
  }

  private static func samples() -> [StartEntries] {
    guard let folder = folder() else { return [] }
    let files = files(in: folder).sorted()
    return files.filter { $0.hasSuffix(".jsonl") }.map { recording("\(folder)/\($0)", $0) }
      + files.filter { $0.hasSuffix(".json") }.compactMap { tree("\(folder)/\($0)", $0) }
  }

  private static func tree(_ path: String, _ file: String) -> StartEntries? {
    let problem = "tree:" + path
    // What there is to see is over in a moment: it waits until somebody looks.
    let start = SearchStart(isPaused: true)
    var title = String(file.dropLast(5))
    var note = ""
    do throws(ProblemError) {
      guard let tree = try Problem.named(problem).environment as? ExplicitTree else { return nil }
      title = tree.title ?? title
      note = tree.note ?? ""
    } catch {
      note = error.reason
    }
    return StartEntries(
      entry: StartScreen.Entry(
        group: "Sample trees", title: title, note: note,
        command: "search " + problem + words(for: start)),
      target: .search((problem, .uct), start))
  }

  private static func recording(_ path: String, _ file: String) -> StartEntries {
    var entry = StartScreen.Entry(
      group: "Recordings", title: String(file.dropLast(6)), note: "", command: "open " + path)
    var moment = Moment.end
    do throws(JournalProblem) {
      let recording = Recording(try JournalBytes(mapping: path))
      // The marks are wanted, not the tree.
      recording.isAtEnd = false
      recording.readWhole()
      try recording.check()
      if let mark = recording.marks.first {
        entry.title = mark.name
        entry.mark = mark.note
        entry.command += " --at \(mark.event)"
        entry.laterMarks = recording.marks.dropFirst().map { mark in
          StartScreen.Entry.Mark(name: mark.name, note: mark.note)
        }
        moment = .event(mark.event)
      }
    } catch {
      entry.note = error.reason
    }
    return StartEntries(entry: entry, target: .recording(path, at: moment))
  }

  /// The folder of sample trees: here, or beside the package that the program was built in.
  private static func folder() -> String? {
    if isFolder("sample-trees") { return "sample-trees" }
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = unsafe readlink("/proc/self/exe", &buffer, buffer.count - 1)
    guard length > 0 else { return nil }
    var path = String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for _ in 0..<6 {
      guard let slash = path.lastIndex(of: "/") else { return nil }
      path = String(path[..<slash])
      if isFolder(path + "/sample-trees") { return path + "/sample-trees" }
    }
    return nil
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func files(in folder: String) -> [String] {
    guard let directory = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      names.append(
        unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
          unsafe String(cString: UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
        })
    }
    return names
  }
}
