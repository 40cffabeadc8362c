/// Where a server of language models is, as a person writes it: `http://host:8000/v1#model`.
///
/// `/v1` at the end may be left out. User info and query are sent, and are never shown.
public struct EndpointAddress: Hashable, Sendable, CustomStringConvertible {
  /// Whether what is sent can be read on the way.
  public let isEncrypted: Bool
  /// The name of the machine, in small letters, without the port.
  public let host: String
  /// The model that is meant; nil for whichever the server names first.
  ///
  /// Untrusted text.
  public let model: String?

  private let userInfo: String
  private let authority: String
  private let path: String
  private let query: String

  /// Reads an address.
  ///
  /// - Throws: ``EndpointAddressError`` where it is none.
  public init(_ text: String) throws(EndpointAddressError) {
    func wrong(_ problem: String) -> EndpointAddressError { EndpointAddressError(problem: problem) }
    let (whole, model) = Self.cut(text, at: "#")
    if let bad = text.unicodeScalars.first(where: { $0.value <= 0x20 || $0.value == 0x7f }) {
      throw wrong(
        bad == " " ? "an address has no spaces" : "a control character stands in the address")
    }
    let rest: String
    if whole.lowercased().hasPrefix("http://") {
      isEncrypted = false
      rest = String(whole.dropFirst(7))
    } else if whole.lowercased().hasPrefix("https://") {
      isEncrypted = true
      rest = String(whole.dropFirst(8))
    } else {
      throw wrong("expected http:// or https:// and a host, as in http://127.0.0.1:8000")
    }
    let (place, query) = Self.cut(rest, at: "?")
    let slash = place.firstIndex(of: "/") ?? place.endIndex
    let full = place[..<slash]
    var path = String(place[slash...])
    while path.hasSuffix("/") { path.removeLast() }
    if path.hasSuffix("/v1") { path.removeLast(3) }
    if let at = full.lastIndex(of: "@") {
      userInfo = String(full[...at])
      authority = String(full[full.index(after: at)...])
    } else {
      userInfo = ""
      authority = String(full)
    }
    self.path = path
    self.query = query.map { "?" + $0 } ?? ""
    self.model = model.flatMap { $0.isEmpty ? nil : $0 }
    host = try Self.host(of: authority)
  }

  /// The address without user info, query and model: all that may be shown or kept.
  public var description: String { scheme + authority + path }

  /// The whole address of something that the server offers.
  func url(_ name: String) -> String { scheme + userInfo + authority + path + name + query }

  private var scheme: String { isEncrypted ? "https://" : "http://" }

  private static func host(of authority: String) throws(EndpointAddressError) -> String {
    var name = authority[...]
    var port: Substring?
    if name.hasPrefix("["), let end = name.firstIndex(of: "]") {
      let rest = name[name.index(after: end)...]
      guard rest.isEmpty || rest.hasPrefix(":") else {
        throw EndpointAddressError(problem: "expected : and a port after ]")
      }
      port = rest.isEmpty ? nil : rest.dropFirst()
      name = name[...end]
    } else if let colon = name.firstIndex(of: ":") {
      port = name[name.index(after: colon)...]
      name = name[..<colon]
    }
    guard !name.isEmpty else {
      throw EndpointAddressError(problem: "a host is missing, as in http://127.0.0.1:8000")
    }
    if let port {
      guard port.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int(port),
        (1...65_535).contains(number)
      else {
        throw EndpointAddressError(problem: "the port is a whole number from 1 to 65535")
      }
    }
    return name.lowercased()
  }

  private static func cut(_ text: String, at mark: Character) -> (String, String?) {
    guard let place = text.firstIndex(of: mark) else { return (text, nil) }
    return (String(text[..<place]), String(text[text.index(after: place)...]))
  }
}

/// Why a text is no address of a server.
///
/// It does not quote the text, which may hold a password.
public struct EndpointAddressError: Error, Hashable, Sendable {
  /// What is wrong and what is accepted, in one line.
  public var problem: String
}
