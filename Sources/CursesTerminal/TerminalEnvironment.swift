import CNcurses
import Drawing
import Glibc

/// What the environment says about the terminal.
enum TerminalEnvironment {
  /// Returns a variable; `nil` where it is not set or empty.
  static func variable(_ name: String) -> String? {
    guard let text = unsafe getenv(name) else { return nil }
    let value = unsafe String(cString: text)
    return value.isEmpty ? nil : value
  }

  /// Removes a variable.
  static func forget(_ name: String) { unsafe unsetenv(name) }

  /// How long, in milliseconds, an escape may be the beginning of a sequence.
  static var escapeDelay: Int {
    if let text = variable("ESCDELAY"), let delay = Int(text), delay >= 0 {
      return min(delay, 5_000)
    }
    return variable("SSH_CONNECTION") == nil ? 25 : 100
  }

  /// Whether colours are unwanted, by the convention of no-color.org or by our own variable.
  static var isColourUnwanted: Bool {
    variable("NO_COLOR") != nil || variable("TREETOP_NO_COLOR") != nil
  }

  /// Takes the locale and returns the characters that can be shown.
  ///
  /// The answer is the locale's character set, not the text of LANG. A locale that asks for UTF-8
  /// but is not installed gets the C locale's form of it.
  static func adoptLocale(override: Repertoire?) -> Repertoire {
    let variables = variable("LC_ALL") ?? variable("LC_CTYPE") ?? variable("LANG")
    let wanted = variables?.uppercased() ?? ""
    let asksForUTF8 = wanted.hasSuffix("UTF-8") || wanted.hasSuffix("UTF8")
    unsafe treetop_locale_adopt(asksForUTF8 ? "C.UTF-8" : "C")
    switch override {
    case .ascii: return .ascii
    case .unicode:
      guard !treetop_locale_is_utf8() else { return .unicode }
      return unsafe treetop_locale_select("C.UTF-8") ? .unicode : .ascii
    case nil: return treetop_locale_is_utf8() ? .unicode : .ascii
    }
  }

  /// Returns how many colours to use, given what was chosen and what the terminal has.
  static func colourDepth(_ choice: TerminalOptions.ColourChoice, colours: Int) -> ColourDepth {
    let available = ColourDepth.allCases.last { $0.rawValue <= colours } ?? .mono
    switch choice {
    case .automatic: return isColourUnwanted ? .mono : available
    case .never: return .mono
    case .depth(let depth): return min(depth, available)
    }
  }
}
