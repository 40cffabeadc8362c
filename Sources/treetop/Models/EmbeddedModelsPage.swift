import Groundwork
import LanguageModels

/// The models that come with the program.
enum EmbeddedModelsPage {
  private static var models: [Transformer] { [EmbeddedPair.expert, EmbeddedPair.amateur] }

  /// A line for each, for people.
  static var text: String {
    let lines = models.map { model in
      model.name.padded(to: 9)
        + "embedded: \(model.vocabulary.count) words, "
        + "\(NumberText.grouped(model.shape.parameters)) parameters, "
        + "\(model.longestSequence) tokens at most; it knows blocksworld\n"
    }
    return lines.joined() + "treetop models --check URL looks at a server.\n"
  }

  /// One object, for programs.
  static var object: String {
    let list = models.map { model in
      JSONValue([
        ("name", .string(model.name)), ("vocabulary", .integer(model.vocabulary.count)),
        ("parameters", .integer(model.shape.parameters)),
        ("longest", .integer(model.longestSequence)),
      ])
    }
    return JSONValue([("embedded", .array(list))]).text() + "\n"
  }
}
