import Groundwork
public import SearchTrees

extension Recording {
  /// Returns the notes on nodes as they are at the moment, those included that a person keeps beside the file;
  /// untrusted texts.
  ///
  /// O(bytes of the file) where somebody wrote notes on a file of its size.
  public func notes(keptAt place: NotesPlace?) -> [NodeID: String] {
    var notes = notes
    guard let kept = place.map({ SideNotes($0) }), kept.mayExist, kept.advance(until: { false }),
      kept.failure == nil
    else { return notes }
    for case (_, let line?) in kept.lines() where line["type"]?.string == "edit" {
      guard let node = SideNotes.node(of: line).flatMap({ fold.names.node($0) }),
        let text = line["set"]?["note"]?.string
      else { continue }
      notes[node] = text
    }
    return notes
  }
}
