/// One key press: which key, and what was held with it.
///
/// Always in one canonical form, so that equal presses are equal values: a control letter is lower
/// case, a shifted character is the character itself, and what a terminal cannot tell apart (Tab and
/// Control-I, Enter and Control-M) is one key.
public struct Key: Hashable, Sendable {
  /// Which key is pressed.
  public enum Code: Hashable, Sendable {
    /// A key that writes a character, the space bar included.
    case character(Unicode.Scalar)
    /// Enter or Return.
    case enter
    /// Escape, pressed alone.
    case escape
    /// Tab.
    case tab
    /// Tab with Shift held.
    case backTab
    /// Backspace.
    case backspace
    /// The arrow up.
    case up
    /// The arrow down.
    case down
    /// The arrow to the left.
    case left
    /// The arrow to the right.
    case right
    /// Home.
    case home
    /// End.
    case end
    /// Page up.
    case pageUp
    /// Page down.
    case pageDown
    /// Insert.
    case insert
    /// Delete.
    case delete
    /// A function key, from 1.
    case function(Int)
  }

  /// What can be held while a key is pressed.
  public struct Modifiers: OptionSet, Hashable, Sendable {
    /// The modifiers as bits.
    public let rawValue: UInt8
    /// Makes a set of modifiers from bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Shift.
    public static let shift = Modifiers(rawValue: 1)
    /// Alt, Option or Meta.
    public static let alt = Modifiers(rawValue: 2)
    /// Control.
    public static let control = Modifiers(rawValue: 4)
  }

  /// The key that is pressed.
  public let code: Code
  /// What is held with it.
  public let modifiers: Modifiers

  /// Makes a key press in its canonical form.
  public init(_ code: Code, _ modifiers: Modifiers = []) {
    var code = code
    var modifiers = modifiers
    if case .character(let scalar) = code {
      modifiers.remove(.shift)
      if modifiers.contains(.control) {
        let lower = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
        switch scalar.isASCII ? lower : scalar {
        case "i": (code, modifiers) = (.tab, modifiers.subtracting(.control))
        case "m", "j": (code, modifiers) = (.enter, modifiers.subtracting(.control))
        case "[": (code, modifiers) = (.escape, modifiers.subtracting(.control))
        case "h", "?": (code, modifiers) = (.backspace, modifiers.subtracting(.control))
        case "@": code = .character(" ")
        case let other: code = .character(other)
        }
      }
    } else if code == .tab, modifiers.contains(.shift) {
      (code, modifiers) = (.backTab, modifiers.subtracting(.shift))
    } else if code == .backTab {
      modifiers.remove(.shift)
    }
    self.code = code
    self.modifiers = modifiers
  }

  /// Makes the press of a key that writes a character.
  public init(_ scalar: Unicode.Scalar) { self.init(.character(scalar)) }

  /// Makes the press of a character key with Control held.
  public static func control(_ scalar: Unicode.Scalar) -> Key { Key(.character(scalar), .control) }

  /// The character that the key writes into a text field, if it writes one.
  public var text: Unicode.Scalar? {
    guard case .character(let scalar) = code, modifiers.isEmpty else { return nil }
    return scalar
  }
}
