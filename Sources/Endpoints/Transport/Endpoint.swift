import Groundwork

/// A server that is asked, and under which name.
public struct Endpoint: Hashable, Sendable {
  /// What it is here: `expert`, `amateur`.
  public var name: String
  /// Where it is.
  public var address: EndpointAddress
  /// What it must be shown to answer; nil for nothing.
  public var key: SecretKey?
  /// A file with the certificates that are trusted; nil for the system's.
  public var certificates: String?
  /// How long it may take.
  public var timeLimits: TimeLimits
  /// The model that is meant; nil for whichever the server names first.
  ///
  /// Untrusted text.
  public var model: String?

  /// Names a server.
  public init(
    _ name: String, at address: EndpointAddress, key: SecretKey? = nil, certificates: String? = nil,
    timeLimits: TimeLimits = TimeLimits()
  ) {
    self.name = name
    self.address = address
    self.key = key
    self.certificates = certificates
    self.timeLimits = timeLimits
    model = address.model
  }

  /// What is sent for a request.
  func request(_ asked: EndpointRequest) -> HTTPRequest {
    var headers = ["Accept: application/json"]
    if let key { headers.append("Authorization: Bearer " + key.value) }
    if asked.body != nil { headers.append("Content-Type: application/json") }
    return HTTPRequest(
      url: address.url(asked.path.rawValue), headers: headers,
      body: asked.body.map { Array($0.text().utf8) }, certificates: certificates,
      timeLimits: timeLimits)
  }
}

/// A key of a server, which no text ever shows.
public struct SecretKey: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The key itself; only the header of a request may hold it.
  let value: String

  /// Keeps a key.
  public init(_ value: String) { self.value = value }

  /// No part of the key.
  public var description: String { "(key)" }
  /// No part of the key.
  public var debugDescription: String { description }
  /// Nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }

  /// The name that says that no key is wanted.
  public static let none = "NONE"

  /// The variables in which a server's key is looked for where a person names none.
  ///
  /// A company's own variable counts for its own address alone.
  public static func usualVariables(for address: EndpointAddress) -> [String] {
    let isCompany = address.host == "api.openai.com" && address.isEncrypted
    return ["TREETOP_API_KEY"] + (isCompany ? ["OPENAI_API_KEY"] : [])
  }

  /// Takes a server's key from the environment.
  ///
  /// - Parameter variable: the variable that holds it, ``none`` for no key; nil for the usual ones, which
  ///   may be missing.
  /// - Throws: ``SecretKeyError`` where the variable that is named holds none, or holds what no header can.
  public static func fromEnvironment(
    _ variable: String?, for address: EndpointAddress
  ) throws(SecretKeyError) -> SecretKey? {
    if variable == none { return nil }
    let names = variable.map { [$0] } ?? usualVariables(for: address)
    for name in names {
      guard let value = UserFolder.variable(name) else { continue }
      guard value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
        throw SecretKeyError(problem: "\(name) holds a space or a character that no key has")
      }
      return SecretKey(value)
    }
    if let variable {
      throw SecretKeyError(problem: "\(variable) is not set; NONE says that no key is needed")
    }
    return nil
  }
}

/// Why a key cannot be had from the environment; it does not show the key.
public struct SecretKeyError: Error, Hashable, Sendable {
  /// What is wrong and what to do, in one line.
  public var problem: String
}
