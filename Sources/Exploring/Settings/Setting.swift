public import Drawing
import Groundwork
import SearchTrees

/// One setting: the single row from which the file, `:set`, its completion and `--print-config` are made.
public struct Setting: Sendable {
  /// The settings by the names that they are typed by.
  public enum Name: String, CaseIterable, Hashable, Sendable {
    case theme
    case signs
    case mouse
    case share
    case ids
    case inspector
    case accessible
    case allow
  }

  /// What a setting may be.
  public enum Values: Hashable, Sendable {
    /// One of some words.
    case words([String])
    /// `on` or `off`.
    case toggle
    /// Several of some words with commas between them, or `none`.
    case list([String])
  }

  /// What it is called.
  public let name: Name
  /// What it may be.
  public let values: Values
  /// What it is where nobody says; nil where that is found out, as the ground of a terminal is.
  public let usual: String?
  /// What it does, in a line.
  public let help: String

  /// All settings, in the order in which they are listed.
  public static let all: [Setting] = [
    Setting(
      name: .theme, values: .words(ThemeName.allCases.map(\.rawValue)), usual: nil,
      help: "the colours; without it those of the terminal's ground, where it tells"),
    Setting(
      name: .signs, values: .words(Signs.allCases.map(\.rawValue)), usual: nil,
      help: "the characters that bars, lines and signs are drawn with"),
    Setting(
      name: .mouse, values: .toggle, usual: "on",
      help: "clicks and the wheel; off leaves them to the terminal, to select text"),
    Setting(
      name: .share, values: .toggle, usual: "on", help: "the share of a node among its siblings"),
    Setting(name: .ids, values: .toggle, usual: "off", help: "the numbers of the nodes"),
    Setting(
      name: .inspector, values: .toggle, usual: "on",
      help: "the inspector beside or below the tree, where there is room"),
    Setting(
      name: .accessible, values: .toggle, usual: "off",
      help: "for screen readers: one pane, a cursor to follow, changes in words, calm"),
    Setting(
      name: .allow, values: .list(CheckRule.all.map(\.name)), usual: none,
      help: "rules of the doctor whose findings are neither shown nor counted"),
  ]

  /// Returns the row of a setting.
  public static func named(_ name: Name) -> Setting {
    guard let row = all.first(where: { $0.name == name }) else {
      preconditionFailure("\(name) is in the list")
    }
    return row
  }

  /// What a list without words is called.
  static let none = "none"

  /// What it may be, in a line.
  public var accepted: String {
    if case .list = values {
      return "none, or names with commas: treetop doctor --rules lists them"
    }
    return words.joined(separator: ", ")
  }

  /// The words that it may be, or be made of.
  public var words: [String] {
    switch values {
    case .words(let words): words
    case .list(let words): [Self.none] + words
    case .toggle: ["on", "off"]
    }
  }

  /// Returns why a word is no value of it; nil if it is one.
  func refusal(of word: String) -> String? {
    var given = [word]
    if case .list = values, word != Self.none { given = Self.parts(of: word) }
    guard
      let wrong = given.first(where: { !words.contains($0) || given.count > 1 && $0 == Self.none })
    else { return given.isEmpty ? "\(name.rawValue) is empty: accepted are \(accepted)" : nil }
    let near = EditDistance.nearest(to: wrong, among: words).map { "did you mean \($0)? " } ?? ""
    return "\(name.rawValue) takes no \"\(wrong)\": \(near)accepted are \(accepted)"
  }

  /// The words of a list.
  static func parts(of text: String) -> [String] {
    text.split(whereSeparator: { $0 == "," || $0.isWhitespace }).map(String.init)
  }

  /// The sets of signs by name.
  public enum Signs: String, CaseIterable, Sendable {
    case unicode
    case blocksFree = "blocks-free"
    case ascii
    case brailleFree = "braille-free"

    /// Whether lines and bars are drawn in Braille, which nobody can read on a Braille display.
    var hasBraille: Bool { self == .unicode || self == .blocksFree }

    /// The signs.
    public var glyphs: Glyphs {
      switch self {
      case .unicode: .unicode
      case .blocksFree: .blocksFree
      case .brailleFree: .brailleFree
      case .ascii: .ascii
      }
    }
  }
}
