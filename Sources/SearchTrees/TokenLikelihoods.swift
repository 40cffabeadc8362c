import Glibc
import Groundwork

/// How likely language models held one token: the logarithm of its probability, by the model's name.
///
/// A model that said nothing is not in it, which is not the same as a probability of 0.
public struct TokenLikelihoods: Hashable, Sendable {
  /// The natural logarithms of the probabilities, in nats, at most 0; the models in their order, no two
  /// of one name.
  ///
  /// The names are untrusted text.
  public var logarithms: [NamedNumber]

  /// States logarithms of probabilities, in nats.
  public init(_ logarithms: [NamedNumber]) { self.logarithms = logarithms }

  /// States probabilities, in 0...1.
  public init(probabilities: [NamedNumber]) {
    logarithms = probabilities.map { NamedNumber($0.name, log($0.value)) }
  }

  /// The models, in their order.
  public var models: [String] { logarithms.map(\.name) }

  /// Returns the logarithm of a model's probability, in nats; nil where the model said nothing.
  public subscript(model: String) -> Double? {
    logarithms.first { $0.name == model }?.value
  }

  /// Returns a model's probability, in 0...1; nil where the model said nothing.
  ///
  /// It is rounded to twelve digits, so that one which was stated as such comes back as it was.
  public func probability(_ model: String) -> Double? {
    self[model].map { exp($0).rounded(toDigits: 12) }
  }
}

extension TokenLikelihoods: ExpressibleByDictionaryLiteral {
  /// States logarithms of probabilities, in nats, by the models' names.
  public init(dictionaryLiteral logarithms: (String, Double)...) {
    self.init(logarithms.map { NamedNumber($0.0, $0.1) })
  }
}
