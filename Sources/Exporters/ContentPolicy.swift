import Groundwork

/// Which script and style may run in a page, by their content: everything else is refused by the browser.
enum ContentPolicy {
  /// Returns the policy of a page with one script and one style.
  static func text(script: String, style: String) -> String {
    "default-src 'none'; script-src \(source(script)); style-src \(source(style)); "
      + "base-uri 'none'; form-action 'none'"
  }

  /// Names a text by its hash (CSP level 2, hash-source).
  private static func source(_ text: String) -> String {
    "'sha256-\(base64(SHA256.digest(of: Array(text.utf8))))'"
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".unicodeScalars)

  /// Bytes as text (RFC 4648, section 4), padded.
  static func base64(_ bytes: [UInt8]) -> String {
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      bits <<= UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        let digit = Int(bits >> UInt32(18 - 6 * place) & 63)
        text.unicodeScalars.append(place <= group.count ? alphabet[digit] : "=")
      }
    }
    return text
  }
}
