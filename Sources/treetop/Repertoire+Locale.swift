import Drawing
import Glibc

extension Repertoire {
  /// Takes the person's locale and returns the characters that it can show.
  ///
  /// The answer is the locale's character set, not the text of LANG. A locale that asks for UTF-8 but
  /// is not installed gets the C locale's form of it. Numbers stay as they are in every locale.
  static func ofLocale() -> Repertoire {
    if unsafe setlocale(LC_CTYPE, "") == nil {
      let names = ["LC_ALL", "LC_CTYPE", "LANG"]
      let wanted = names.lazy.compactMap { Self.variable($0) }.first?.uppercased() ?? ""
      let asksForUTF8 = wanted.hasSuffix("UTF-8") || wanted.hasSuffix("UTF8")
      unsafe setlocale(LC_CTYPE, asksForUTF8 ? "C.UTF-8" : "C")
    }
    guard let codeset = unsafe nl_langinfo(nl_item(CODESET)) else { return .ascii }
    return unsafe String(cString: codeset) == "UTF-8" ? .unicode : .ascii
  }

  /// Returns a variable of the environment; nil where it is not set or empty.
  private static func variable(_ name: String) -> String? {
    guard let text = unsafe getenv(name) else { return nil }
    let value = unsafe String(cString: text)
    return value.isEmpty ? nil : value
  }
}
