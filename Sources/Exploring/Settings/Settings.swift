import Groundwork

/// What a person has set: values of settings, and keys of their own.
///
/// A value; it is read from a file (``SettingsFile``) and changed by `:set`.
public struct Settings: Hashable, Sendable {
  /// The settings that were given, and no others.
  public private(set) var given: [Setting.Name: String] = [:]
  /// The keys that were bound, in the order in which they were; a later one wins.
  public private(set) var bindings: [KeyBinding] = []

  /// The columns that were chosen, by preset.
  public var columns = ColumnSettings()

  /// Makes settings of which none was given.
  public init() {}

  /// What a setting is: what was given, or what is usual; nil where that is found out.
  public subscript(name: Setting.Name) -> String? { given[name] ?? Setting.named(name).usual }

  /// Whether a setting of two states is on.
  public func isOn(_ name: Setting.Name) -> Bool { self[name] == "on" }

  /// Gives a setting a value; returns why not, and changes nothing, where it is none.
  public mutating func set(_ name: Setting.Name, to word: String) -> String? {
    if let refusal = Setting.named(name).refusal(of: word) { return refusal }
    if case .list = Setting.named(name).values {
      given[name] = Setting.parts(of: word).joined(separator: ",")
    } else {
      given[name] = word
    }
    return nil
  }

  /// The rules of the doctor whose findings are neither shown nor counted.
  public var allowedRules: Set<String> {
    Set(Setting.parts(of: self[.allow] ?? "")).subtracting([Setting.none])
  }

  /// Binds a key.
  public mutating func bind(_ binding: KeyBinding) { bindings.append(binding) }

  /// Carries out what is typed after `:set`: `NAME=VALUE`, `NAME VALUE`, `NAME!` to switch, `noNAME`, or
  /// `NAME` alone, which switches on.
  ///
  /// Returns the setting that was changed, or says what was wrong.
  public mutating func set(typed text: String) -> Result<Setting.Name, Refusal> {
    let words = text.split(whereSeparator: { $0 == "=" || $0.isWhitespace }).map(String.init)
    guard let first = words.first, words.count <= 2 else {
      return .failure(Refusal(reason: "set takes NAME=VALUE, as in theme=dark"))
    }
    var (word, value) = (first, words.count == 2 ? words[1] : nil)
    if value == nil, word.hasSuffix("!") {
      word.removeLast()
      if let name = Setting.Name(rawValue: word), Setting.named(name).values == .toggle {
        value = isOn(name) ? "off" : "on"
      }
    } else if value == nil, word.hasPrefix("no"), Setting.Name(rawValue: word) == nil,
      let name = Setting.Name(rawValue: String(word.dropFirst(2))),
      Setting.named(name).values == .toggle
    {
      (word, value) = (name.rawValue, "off")
    }
    guard let name = Setting.Name(rawValue: word) else {
      return .failure(Refusal(reason: Self.unknown(word)))
    }
    if value == nil, Setting.named(name).values == .toggle { value = "on" }
    guard let value else {
      let accepted = Setting.named(name).accepted
      return .failure(
        Refusal(
          reason: "\(word) is \(self[name] ?? "as the terminal has it"); accepted are \(accepted)"))
    }
    if let reason = set(name, to: value) { return .failure(Refusal(reason: reason)) }
    return .success(name)
  }

  /// Says that there is no such setting, and which was meant.
  static func unknown(_ word: String) -> String {
    let names = Setting.Name.allCases.map(\.rawValue)
    let near = EditDistance.nearest(to: word, among: names).map { "did you mean \($0)? " } ?? ""
    return "no setting is called \"\(word)\": \(near)there are " + names.joined(separator: ", ")
  }

  /// Why something was not set.
  public struct Refusal: Error, Hashable, Sendable {
    /// What was wrong and what is accepted.
    public let reason: String
  }
}

/// A key, or keys one after the other, and the command that they are bound to.
public struct KeyBinding: Hashable, Sendable {
  /// The keys in the notation of the help page, a blank between them.
  public let keys: String
  /// The command; nil binds the keys to nothing.
  public let command: CommandName?

  /// Makes a binding.
  public init(_ keys: String, to command: CommandName?) {
    self.keys = keys
    self.command = command
  }
}
