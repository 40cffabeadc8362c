import Journals
public import SearchTrees

/// A moment of a file, read to be compared.
public struct SnapshotReading {
  /// The place.
  public let place: ComparedPlace
  /// The file.
  public let file: RecordedFile

  /// Asks for a place of a file that was opened.
  public init(_ place: ComparedPlace, of file: RecordedFile) {
    self.place = place
    self.file = file
  }

  /// What there is at the place.
  public struct Outcome {
    /// The tree, and what the search said of itself.
    public var snapshot: TreeSnapshot
    /// What was read, and what there is to say of the file.
    public var reading: MomentReading.Outcome
  }

  /// Why a place cannot be read.
  public enum Failure: Error {
    /// The moment cannot.
    case moment(MomentReading.Failure)
    /// The node does not exist.
    case node(ComparedPlace.Mistake)
  }

  /// Reads the place.
  ///
  /// O(events).
  public func read() throws(Failure) -> Outcome {
    let reading = MomentReading(of: file, at: place.moment, branch: place.branch)
    var mistake: ComparedPlace.Mistake?
    let read: (outcome: MomentReading.Outcome, seen: TreeSnapshot?)
    do throws(MomentReading.Failure) {
      read = try reading.read { recording, result throws(MomentReading.Failure) -> TreeSnapshot? in
        let node: NodeID
        do throws(ComparedPlace.Mistake) {
          node = try place.node(in: recording)
        } catch {
          mistake = error
          return nil
        }
        var summary = result.report.summary
        summary.answer = result.report.answer
        let subject = SnapshotPass.Subject(place.text, root: node, node: node)
        return TreeSnapshot(subject, summary, of: recording)
      }
    } catch {
      throw .moment(error)
    }
    guard let snapshot = read.seen else {
      throw .node(mistake ?? ComparedPlace.Mistake(reason: "there is no such node"))
    }
    return Outcome(snapshot: snapshot, reading: read.outcome)
  }
}
