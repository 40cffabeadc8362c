import ArgumentParser
import Environments
import Journals
import Lessons
import Presets
import Sessions

/// What lessons search: the arguments of `treetop search`, read by its own parser.
enum LessonSearches {
  /// Returns a stage for a lesson.
  ///
  /// - Parameter folder: where the files of the lesson lie; nil for one of the course.
  static func stage(folder: String?) -> StagedSearch {
    StagedSearch(
      StagedSearch.Sources(
        makeRequest: { words, kinds throws(StageError) in try request(words, kinds) },
        openRecording: { file throws(StageError) in try recording(file, folder) },
        folder: folder ?? ""))
  }

  private static let refused = ["--record", "--resume", "--batch", "--json", "--seconds"]

  private static func request(
    _ words: [String], _ kinds: [ProblemKind]
  ) throws(StageError) -> SearchRequest {
    let given = words.first { word in
      refused.contains { word == $0 || word.hasPrefix($0 + "=") }
    }
    if let option = given {
      throw StageError("\(option) is not for lessons; leave it out")
    }
    let command: SearchSubcommand
    do {
      command = try SearchSubcommand.parse(words)
    } catch {
      let message = SearchSubcommand.message(for: error)
      throw StageError(message.split(whereSeparator: \.isNewline).joined(separator: " "))
    }
    do throws(CommandError) {
      return try command.requestOfLesson(among: kinds)
    } catch {
      throw StageError([error.place, error.reason].compactMap(\.self).joined(separator: ": "))
    }
  }

  private static func recording(
    _ file: String, _ folder: String?
  ) throws(StageError) -> JournalBytes {
    guard let folder else {
      guard let file = Course.recording(named: file) else {
        throw StageError("the course has no recording \(file)")
      }
      return JournalBytes(file.text)
    }
    do throws(JournalProblem) {
      return try JournalBytes(mapping: file.hasPrefix("/") ? file : folder + file)
    } catch {
      throw StageError("\(file): \(error.reason)")
    }
  }
}

extension SearchSubcommand {
  /// Makes of the arguments in a lesson what is to be done.
  func requestOfLesson(among kinds: [ProblemKind]) throws(CommandError) -> SearchRequest {
    var plan = try method.plan(for: problem, rewards, among: kinds)
    plan.answer = printing.answer
    return SearchRequest(plan: plan, limits: stops.limits(for: plan), undoBytes: undo << 20)
  }
}
