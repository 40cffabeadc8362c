import Drawing
import Sessions

extension SearchResult {
  /// How a result is printed.
  enum Format {
    /// For people.
    case table
    /// For programs.
    case json
  }

  /// Prints the result on standard output.
  func print(as format: Format, in repertoire: Repertoire) throws(CommandError) {
    let text =
      switch format {
      case .table: ResultTable(self, repertoire: repertoire).text
      case .json: ResultObject(self, repertoire: repertoire).text
      }
    if let reason = StandardStream.output.write(text) {
      throw .failure("standard output: \(reason)")
    }
  }
}
