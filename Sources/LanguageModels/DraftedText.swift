/// A text that an amateur drafted and an expert verified.
public struct DraftedText: Hashable, Sendable {
  /// How a token came into the text.
  public enum Fate: Hashable, Sendable {
    /// The amateur drafted it and the expert accepted it.
    case accepted
    /// The expert rejected the amateur's token and chose this one instead.
    case replaced
    /// The expert chose it after a draft that it accepted as a whole, or where none was left to make.
    case added
  }

  /// The tokens, without the prompt.
  public internal(set) var tokens: [Token] = []
  /// How each token came into the text.
  public internal(set) var fates: [Fate] = []
  /// How many tokens the amateur drafted; those after a rejected one were never looked at.
  public internal(set) var drafted = 0
  /// How often the expert evaluated something.
  public internal(set) var expertCalls = 0
  /// How often the amateur evaluated something.
  public internal(set) var amateurCalls = 0
  /// How many tokens both models read, the prompt for each of them included.
  public internal(set) var tokensRead = 0

  /// How many drafted tokens were accepted.
  public var accepted: Int { fates.count { $0 == .accepted } }
  /// How many drafted tokens were rejected.
  public var rejected: Int { fates.count { $0 == .replaced } }

  mutating func append(_ token: Token, _ fate: Fate) {
    tokens.append(token)
    fates.append(fate)
  }
}
