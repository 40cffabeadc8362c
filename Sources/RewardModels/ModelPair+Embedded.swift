import LanguageModels

extension ModelPair {
  /// The pair that comes with the program.
  public static let embedded: ModelPair = {
    do throws(ReadingError) {
      return try ModelPair(expert: EmbeddedPair.expert, amateur: EmbeddedPair.amateur)
    } catch {
      preconditionFailure("the program's own models do not fit together: \(error)")
    }
  }()
}
