import ArgumentParser
import Drawing
import Endpoints
import Glibc

/// `treetop models`: the language models that are at hand, and what a server of others can do.
struct ModelsSubcommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "List the embedded models, or look at a server of language models.",
    discussion: """
      A server must say how likely a given text is: that is what sc-mcts and rap ask. Most servers \
      ignore what they do not know and answer all the same, so --check measures: it has two words \
      written, scores them by each way that is known, and compares the numbers. It asks some twenty \
      small questions.

      Exit codes: 0 the server can score, 1 it cannot, or cannot be asked, 2 wrong usage.
      """,
    helpNames: [.short, .long])

  @Option(
    help: ArgumentHelp(
      "The address of a server, as http://127.0.0.1:8000; #NAME behind it names one of its models.",
      valueName: "url"))
  var check: String?

  @OptionGroup(title: "The server") var server: ServerOptions

  @Flag(name: .customLong("json"), help: "Print one JSON object.")
  var isJSON = false

  @Flag(name: .customLong("ascii"), help: "Print with ASCII characters only.")
  var isASCII = false
}

/// How a server of language models is reached.
struct ServerOptions: ParsableArguments {
  @Option(
    name: .customLong("key-env"),
    help: ArgumentHelp(
      """
      The variable of the environment that holds the server's key; NONE for no key. (default: \
      TREETOP_API_KEY, if it is set)
      """, valueName: "name"))
  var keyVariable: String?

  @Option(
    name: .customLong("ca-file"),
    help: ArgumentHelp(
      "A file with the certificates that are trusted, instead of the system's.", valueName: "file"),
    completion: .file())
  var certificates: String?

  @Option(
    help: ArgumentHelp(
      "Seconds that an answer may take to begin. (default: 600)", valueName: "seconds"),
    transform: OptionParsers.number(1...86_400))
  var timeout: Double?

  /// Whether anything was said.
  var isEmpty: Bool { keyVariable == nil && certificates == nil && timeout == nil }

  /// The server at an address, under a name.
  func endpoint(_ name: String, at text: String, option: String) throws(CommandError) -> Endpoint {
    let address: EndpointAddress
    do throws(EndpointAddressError) {
      address = try EndpointAddress(text)
    } catch {
      throw .usage("\(option): \(error.problem)")
    }
    return try endpoint(name, at: address)
  }

  /// The server at an address, under a name.
  ///
  /// - Parameters:
  ///   - ownKey: the variable of the server's own key, before the one that is named for all.
  ///   - ownTimeout: the server's own time, before the one that is given for all.
  func endpoint(
    _ name: String, at address: EndpointAddress, keyIn ownKey: String? = nil,
    timeout ownTimeout: Double? = nil
  ) throws(CommandError) -> Endpoint {
    let keyVariable = ownKey ?? keyVariable
    let key: SecretKey?
    do throws(SecretKeyError) {
      key = try SecretKey.fromEnvironment(keyVariable, for: address)
    } catch {
      throw .usage(
        (ownKey != nil ? "key-env " : keyVariable == nil ? "" : "--key-env ") + error.problem)
    }
    if let certificates, unsafe access(certificates, R_OK) != 0 {
      throw .usage("--ca-file \(certificates): there is no such file, or it cannot be read")
    }
    return Endpoint(
      name, at: address, key: key, certificates: certificates,
      timeLimits: TimeLimits(first: ownTimeout ?? timeout ?? 600))
  }
}

extension ModelsSubcommand: RunnableCommand {
  var opensTerminal: Bool { false }

  func execute() throws(CommandError) -> ExitStatus {
    guard let check else {
      guard server.isEmpty else {
        throw .usage("--check URL is missing; see treetop models --help")
      }
      try write(isJSON ? EmbeddedModelsPage.object : EmbeddedModelsPage.text)
      return .success
    }
    let endpoint = try server.endpoint("checked", at: check, option: "--check")
    let place = endpoint.address.description
    var found: Handshake
    var templateFailure: EndpointFailure?
    do throws(EndpointFailure) {
      let asker = try Asker()
      defer { asker.close() }
      var asked = AskedServer(asker, asker.add(endpoint))
      // Somebody waits for it: that a server is not there is to be said soon.
      asked.tries = 2
      found = try Handshake(with: asked, model: endpoint.model)
      // Only questions in chat form need a template.
      do throws(EndpointFailure) {
        try found.findTemplate(asked)
      } catch {
        templateFailure = error
      }
    } catch {
      throw CommandError(place: place, reason: error.description, status: .failure)
    }
    let page = HandshakePage(
      found, of: place, withoutTemplateBecause: templateFailure, repertoire: repertoire)
    try write(isJSON ? page.object.printed(in: repertoire) + "\n" : page.text)
    guard let lack = page.lack else { return .success }
    throw CommandError(place: place, reason: lack, status: .failure)
  }

  private var repertoire: Repertoire { isASCII ? .ascii : .ofLocale() }

  private func write(_ text: String) throws(CommandError) {
    if let reason = StandardStream.output.write(text) {
      throw .failure("standard output: \(reason)")
    }
  }
}
