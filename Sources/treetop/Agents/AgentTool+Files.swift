import Glibc
import Groundwork
import Journals
import SearchTrees
import Sessions

/// What is read of files anew.
extension AgentTool {
  static func compare(
    _ search: AgentSearch, _ arguments: AgentArguments
  ) throws(AgentFailure) -> JSONValue {
    var text = arguments.text("with") ?? ""
    if let first = text.first, "@#:".contains(first), let file = search.file {
      text = file.path + text
    }
    let other: TreeSnapshot
    do {
      let place = try ComparedPlace(text) { unsafe access($0, F_OK) == 0 }
      let file = try RecordedFile(place.file, nil)
      other = try SnapshotReading(place, of: file).read().snapshot
    } catch let mistake as ComparedPlace.Mistake {
      throw AgentFailure("with: \(text): \(mistake.reason)")
    } catch let error as CommandError {
      throw AgentFailure(error)
    } catch let failure as SnapshotReading.Failure {
      throw AgentFailure("with: \(text): \(words(for: failure))")
    } catch {
      throw AgentFailure("with: \(text): \(error)")
    }
    return ComparisonObject(try search.compare(with: other)).object
  }

  private static func words(for failure: SnapshotReading.Failure) -> String {
    switch failure {
    case .node(let mistake): mistake.reason
    case .moment(.noIteration(let number, let total)):
      "there is no iteration \(number); the last is \(total)"
    case .moment(.noEvent(let number, let total)):
      "there is no event \(number); the last is \(total)"
    case .moment(.noBranch(let name, let names)):
      "there is no branch \(name); accepted are: \(names.joined(separator: ", "))"
    case .moment(.notOnBranch(let event, let name)): "event \(event) is not on branch \(name)"
    case .moment: "it cannot be read"
    }
  }

  static func doctor(_ search: AgentSearch) throws(AgentFailure) -> JSONValue {
    guard let file = search.file else {
      let summary = try search.slice(SliceRequest()).summary
      return JSONValue([
        ("findings", .array(summary.findings.map { DiagnosisObject.finding($0) })),
        ("not_looked_at", .array([.string("what only a file can be held against")])),
      ])
    }
    if search.diagnosis == nil {
      search.tellProgress?(0, "every event and node is looked at")
      do throws(RecordedFile.Failure) {
        search.diagnosis = try FileDiagnosis(of: file).read()
      } catch {
        throw AgentFailure(CommandError(error, in: file.name, as: file.name))
      }
    }
    return search.diagnosis.map { DiagnosisObject($0).object } ?? .null
  }
}

extension AgentFailure {
  init(_ error: CommandError) {
    self.init([error.place, error.reason].compactMap(\.self).joined(separator: ": "))
  }
}
