import ArgumentParser
import Drawing
import Endpoints
import Journals
import RewardModels
import SearchTrees

/// The servers whose models judge the steps of a search.
struct ServerModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The server of the better model, as http://127.0.0.1:8000; #NAME behind it names one of its \
      models. treetop models --check URL says what it can do. (default: the embedded model)
      """, valueName: "url"))
  var expert: String?

  @Option(
    help: ArgumentHelp("The server of the weaker model; always with --expert.", valueName: "url"))
  var amateur: String?

  @Option(
    help: ArgumentHelp(
      """
      Keep what the servers say in FILE, and ask nothing that it knows: searches share it, also at \
      the same time.
      """, valueName: "file"), completion: .file())
  var cache: String?

  @Option(
    name: .customLong("models"),
    help: ArgumentHelp(
      """
      A file with a line for each model: expert or amateur, an address, and any of \
      \(ModelList.keys.map { $0 + "=" }.joined(separator: " ")) with a value, prices in US dollars for a \
      million tokens; # begins a comment. --expert and --amateur win over their lines.
      """, valueName: "file"),
    completion: .file())
  var file: String?

  @Option(
    name: .customLong("prompt-format"),
    help: ArgumentHelp(
      """
      How questions are put to the models on servers: plain, as they are, or chat, in the chat \
      template of the server's model, which instruct models expect. (default: plain)
      """, valueName: "format"),
    completion: .list(OptionParsers.names(of: QuestionFormat.self)),
    transform: OptionParsers.name(of: QuestionFormat.self))
  var format: QuestionFormat?

  @Flag(
    help: "Print the first questions to the servers and a forecast of all, and ask them nothing.")
  var dryRun = false

  @OptionGroup var server: ServerOptions

  /// Whether nothing was said.
  var isEmpty: Bool {
    expert == nil && amateur == nil && cache == nil && file == nil && format == nil
      && server.isEmpty
  }

  /// Begins to keep what the servers are asked, with what the shared file knows.
  ///
  /// - Throws: an error where that file cannot be used.
  func newCalls() throws(CommandError) -> KeptCalls {
    guard let cache else { return KeptCalls() }
    do throws(JournalProblem) {
      return KeptCalls(cache: try CallFile(cache))
    } catch {
      throw CommandError(error, in: cache)
    }
  }

  /// A server, and what is said of it beside its address.
  struct Named {
    var endpoint: Endpoint
    var option: String
    var price: TokenPrice?
    var inFlight: Int?
    var format = QuestionFormat.plain
  }

  /// Looks at the servers and returns their models; nil where the embedded ones are meant.
  ///
  /// - Parameters:
  ///   - limits: what may be asked of them.
  ///   - calls: what they were asked already, and will be.
  /// - Throws: an error where a server cannot be asked, cannot score, or does not fit to the other.
  func models(
    within limits: AskingLimits, in repertoire: Repertoire, _ calls: KeptCalls
  ) throws(CommandError) -> ServerPair? {
    if isEmpty { return nil }
    let named = try named(in: repertoire)
    if limits.cost != nil, let unpriced = named.first(where: { $0.price == nil }) {
      throw .usage(
        "--max-cost needs what \(unpriced.endpoint.name) costs: price-in and price-out on its line of a "
          + "file that --models names")
    }
    let asker: Asker
    do throws(EndpointFailure) {
      asker = try Asker()
    } catch {
      throw .failure(error.description)
    }
    var sides: [AskedPair.Side] = []
    for server in named { sides.append(try look(at: server, by: asker, repertoire)) }
    if let difference = Handshake.difference(sides[0].handshake, sides[1].handshake) {
      throw .failure(
        "\(difference); a contrast needs the same tokens, as models of one family have them")
    }
    var pair = AskedPair(asker, expert: sides[0], amateur: sides[1])
    do throws(EndpointFailure) {
      let isEmbeddedPair = try pair.holdsEmbeddedPair(keepingIn: calls)
      pair.endHandshake()
      let models = ServerPair(
        pair, vocabulary: sides[0].handshake.vocabulary ?? sides[1].handshake.vocabulary,
        isEmbeddedPair: isEmbeddedPair, calls: calls)
      models.limit(to: limits)
      return models
    } catch {
      throw .failure(error.description)
    }
  }

  /// The servers of all roles, from the options or else from the file.
  func named(in repertoire: Repertoire) throws(CommandError) -> [Named] {
    let listed = try listed(in: repertoire)
    var named: [Named] = []
    for (role, url) in [(ModelRole.expert, expert), (.amateur, amateur)] {
      let name = role.rawValue
      let option = "--\(name)"
      if let url {
        named.append(
          Named(
            endpoint: try server.endpoint(name, at: url, option: option), option: option,
            format: format ?? .plain))
      } else if let file, let entry = listed.first(where: { $0.role == name }) {
        var endpoint = try server.endpoint(
          name, at: entry.address, keyIn: entry.keyVariable, timeout: entry.timeout)
        endpoint.model = entry.model
        var price: TokenPrice?
        if let input = entry.priceIn, let output = entry.priceOut {
          price = TokenPrice(input: input, output: output)
        }
        named.append(
          Named(
            endpoint: endpoint, option: file, price: price, inFlight: entry.inFlight,
            format: entry.format ?? format ?? .plain))
      } else {
        throw .usage("\(option) URL is missing: rewards need an expert and an amateur")
      }
    }
    return named
  }

  /// The models of the file; none where there is no file.
  ///
  /// - Throws: the last thing that is wrong with it; those before it are said.
  private func listed(in repertoire: Repertoire) throws(CommandError) -> [ModelList.Entry] {
    guard let file else { return [] }
    guard let bytes = LessonFiles.read(file) else {
      throw CommandError(
        place: file, reason: "there is no such file, or it cannot be read", status: .failure)
    }
    let list = ModelList(
      String(decoding: bytes, as: UTF8.self), roles: ModelRole.allCases.map(\.rawValue))
    let errors = list.problems.map {
      CommandError(place: "\(file):\($0.line):\($0.column)", reason: $0.reason, status: .failure)
    }
    for error in errors.dropLast() {
      for line in error.lines(in: repertoire) { StandardStream.error.print(line) }
    }
    if let last = errors.last { throw last }
    return list.entries
  }

  private func look(
    at server: Named, by asker: Asker, _ repertoire: Repertoire
  ) throws(CommandError) -> AskedPair.Side {
    let endpoint = server.endpoint
    let place = "\(server.option) \(endpoint.address)"
    if StandardStream.error.isTerminal {
      StandardStream.error.print(
        SafeText("treetop: looking at \(endpoint.address)", repertoire: repertoire))
    }
    let number = asker.add(endpoint)
    var found: Handshake
    do throws(EndpointFailure) {
      var asked = AskedServer(asker, number)
      // Somebody waits for it: that a server is not there is to be said soon.
      asked.tries = 2
      found = try Handshake(with: asked, model: endpoint.model)
      if server.format == .chat { try found.findTemplate(asked) }
    } catch {
      throw CommandError(place: place, reason: error.description, status: .failure)
    }
    guard let way = found.way else {
      let lack = HandshakePage(found, of: place, repertoire: repertoire).lack ?? ""
      throw CommandError(place: place, reason: lack, status: .failure)
    }
    asker.limit(number, to: server.inFlight ?? found.inFlight)
    var side = AskedPair.Side(endpoint, number: number, handshake: found, way: way)
    side.price = server.price
    return side
  }
}
