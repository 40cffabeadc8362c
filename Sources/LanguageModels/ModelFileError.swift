/// What is wrong with a model's file: where, what must stand there, and what does.
public struct ModelFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or the model.
  public var file: String
  /// The part of the file (`tensor model.norm.weight`).
  public var place: String
  /// What is wrong there.
  public var problem: String

  /// Makes an error.
  public init(file: String, place: String, problem: String) {
    self.file = file
    self.place = place
    self.problem = problem
  }

  /// The whole sentence.
  public var description: String { "\(file): \(place): \(problem)" }
}
