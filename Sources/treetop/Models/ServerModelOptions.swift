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
      """, valueName: "file"))
  var cache: String?

  @OptionGroup var server: ServerOptions

  /// Whether nothing was said.
  var isEmpty: Bool { expert == nil && amateur == nil && cache == nil && server.isEmpty }

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

  /// Looks at the servers and returns their models; nil where the embedded ones are meant.
  ///
  /// - Parameter calls: what they were asked already, and will be.
  /// - Throws: an error where a server cannot be asked, cannot score, or does not fit to the other.
  func models(
    in repertoire: Repertoire, _ calls: KeptCalls
  ) throws(CommandError) -> ServerPair? {
    guard let expert, let amateur else {
      if isEmpty { return nil }
      let missing = expert == nil ? "--expert" : "--amateur"
      throw .usage("\(missing) URL is missing: rewards need an expert and an amateur")
    }
    let endpoints = [
      try server.endpoint("expert", at: expert, option: "--expert"),
      try server.endpoint("amateur", at: amateur, option: "--amateur"),
    ]
    let asker: Asker
    do throws(EndpointFailure) {
      asker = try Asker()
    } catch {
      throw .failure(error.description)
    }
    var sides: [AskedPair.Side] = []
    for endpoint in endpoints { sides.append(try look(at: endpoint, by: asker, repertoire)) }
    if let difference = Handshake.difference(sides[0].handshake, sides[1].handshake) {
      throw .failure(
        "\(difference); a contrast needs the same tokens, as models of one family have them")
    }
    let pair = AskedPair(asker, expert: sides[0], amateur: sides[1])
    do throws(EndpointFailure) {
      return ServerPair(
        pair, vocabulary: sides[0].handshake.vocabulary ?? sides[1].handshake.vocabulary,
        isEmbeddedPair: try pair.holdsEmbeddedPair(keepingIn: calls), calls: calls)
    } catch {
      throw .failure(error.description)
    }
  }

  private func look(
    at endpoint: Endpoint, by asker: Asker, _ repertoire: Repertoire
  ) throws(CommandError) -> AskedPair.Side {
    let place = "--\(endpoint.name) \(endpoint.address)"
    if StandardStream.error.isTerminal {
      StandardStream.error.print(
        SafeText("treetop: looking at \(endpoint.address)", repertoire: repertoire))
    }
    let number = asker.add(endpoint)
    let found: Handshake
    do throws(EndpointFailure) {
      var asked = AskedServer(asker, number)
      // Somebody waits for it: that a server is not there is to be said soon.
      asked.tries = 2
      found = try Handshake(with: asked, model: endpoint.address.model)
    } catch {
      throw CommandError(place: place, reason: error.description, status: .failure)
    }
    guard let way = found.way else {
      let lack = HandshakePage(found, of: place, repertoire: repertoire).lack ?? ""
      throw CommandError(place: place, reason: lack, status: .failure)
    }
    asker.limit(number, to: found.inFlight)
    return AskedPair.Side(endpoint, number: number, handshake: found, way: way)
  }
}
