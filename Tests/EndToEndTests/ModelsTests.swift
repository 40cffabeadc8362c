import Foundation
import Testing

/// `treetop models`, with a server that does everything wrong.
@Suite(.serialized, .timeLimit(.minutes(10)))
final class ModelsTests {
  private let server: ServingScript
  /// The server, the one that it redirects to, one with TLS, and the certificate of that.
  private let lines: [String]
  private static let key = "sk-secret-of-mine"

  init() throws {
    server = try ServingScript("faults.py", lines: 4)
    lines = server.lines
  }

  private func check(
    _ address: String, _ options: [String] = [], variables: [String] = []
  ) throws -> Program.Ending {
    let usual = ["TREETOP_API_KEY=\(Self.key)", "no_proxy=127.0.0.1"]
    let ending = try Program.start(
      ["models", "--check", address] + options, by: ["/usr/bin/env"] + usual + variables
    ).end()
    #expect(!(ending.output + ending.error).contains(Self.key))
    return ending
  }

  /// What the server counted of a fault: requests, and how many came with a key.
  private func count(_ fault: String) throws -> (requests: Int, authorized: Int) {
    let reading = Process()
    let output = Pipe()
    reading.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    reading.arguments = [
      "python3", "-c",
      "import sys, urllib.request as r; print(r.urlopen(sys.argv[1]).read().decode())",
      lines[0] + "/counts",
    ]
    reading.standardOutput = output
    try reading.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    reading.waitUntilExit()
    let counts = try JSONSerialization.jsonObject(with: data) as? [String: [String: Int]]
    let count = counts?[fault] ?? [:]
    return (count["requests"] ?? 0, count["authorized"] ?? 0)
  }

  @Test(
    arguments: [
      ("500", "the server failed (500)"), ("503", "(503)"), ("quotes", "wants a key"),
      ("302", "never followed"), ("307", "never followed"), ("huge", "larger than 32 MiB"),
      ("cut", "cut"), ("reset", "cut"), ("quota", "paid for"),
    ])
  func `a server that fails is named, with what is wrong, and the key is shown nowhere`(
    fault: String, words: String
  ) throws {
    let ending = try check(lines[0] + "/" + fault)
    #expect(ending.status == 1 && ending.output.isEmpty)
    #expect(ending.error.hasPrefix("treetop: \(lines[0])/\(fault): "), "\(ending.error)")
    #expect(ending.error.contains(words), "\(ending.error)")
    #expect(ending.error.filter(\.isNewline).count == 1)
    let count = try count(fault)
    #expect(count.requests > 0 && count.authorized == count.requests)
    #expect(try self.count("elsewhere").requests == 0)
  }

  @Test(arguments: ["malformed", "nan", "choices", "type", "events", "ok"])
  func `a server whose replies are of no use lacks an ability that is named`(fault: String) throws {
    let ending = try check(lines[0] + "/" + fault)
    #expect(ending.status == 1)
    #expect(
      ending.error.contains("\"score\", which sc-mcts and rap need")
        || ending.error.contains("the reply"), "\(ending.error)")
  }

  @Test func `control characters of a server reach no terminal`() throws {
    let ending = try check(lines[0] + "/controls")
    let scalars = (ending.output + ending.error).unicodeScalars
    #expect(!scalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202e}" })
  }

  @Test func `a proxy of the environment is asked, and not where it is excepted`() throws {
    let proxy = "http_proxy=" + lines[1]
    _ = try check("http://nowhere.invalid", variables: [proxy])
    #expect(try count("proxied").requests > 0)
    let before = try count("proxied").requests
    _ = try check(lines[0] + "/ok", variables: [proxy])
    #expect(try count("proxied").requests == before && count("ok").requests > 0)
  }

  @Test func `a certificate that nobody vouches for is refused, unless its file is named`() throws {
    let refused = try check(lines[2] + "/quota")
    #expect(refused.status == 1 && refused.error.contains("certificate is not trusted"))
    #expect(try count("quota").requests == 0)
    let trusted = try check(lines[2] + "/quota", ["--ca-file", lines[3]])
    #expect(trusted.error.contains("paid for"), "\(trusted.error)")
    let missing = try check(lines[2] + "/quota", ["--ca-file", "/no/such/file"])
    #expect(missing.status == 2 && missing.error.contains("there is no such file"))
  }

  @Test func `a key comes from the variable that is named, or from none`() throws {
    _ = try check(lines[0] + "/quotes", ["--key-env", "NONE"])
    #expect(try count("quotes").authorized == 0)
    let other = try check(
      lines[0] + "/quotes", ["--key-env", "MINE"], variables: ["MINE=sk-another-one-of-mine"])
    #expect(try count("quotes").authorized > 0)
    #expect(!other.error.contains("another-one"))
    let missing = try check(lines[0] + "/quotes", ["--key-env", "NOT_THERE"])
    #expect(missing.status == 2 && missing.error.contains("NOT_THERE is not set"))
  }

  @Test func `without libcurl the program runs, and says so where a server is named`() throws {
    let way = ["/usr/bin/env", "TREETOP_LIBCURL=/no/such/library"]
    let list = try Program.start(["models"], by: way).end()
    #expect(list.status == 0 && list.output.contains("889,056 parameters"))
    let search = try Program.start(
      ["search", "blocksworld", "--preset", "sc-mcts", "--iterations", "3", "--batch"], by: way
    ).end()
    #expect(search.status == 0)
    let check = try Program.start(["models", "--check", lines[0] + "/ok"], by: way).end()
    #expect(check.status == 1 && check.error.contains("libcurl cannot be opened"))
  }

  @Test(arguments: [
    (["--check", "nowhere"], "expected http://"), (["--check", "http://h:x"], "65535"),
    (["--check", "http://u:hidden@h:x"], "65535"), (["--timeout", "3"], "--check URL is missing"),
    (["--check", "http://h", "--timeout", "0"], "accepted is a number from 1"),
  ])
  func `wrong usage ends with 2 and says what is accepted`(
    arguments: [String], words: String
  )
    throws
  {
    let ending = try Program.start(["models"] + arguments).end()
    #expect(ending.status == 2 && ending.error.contains(words), "\(ending.error)")
    #expect(!ending.error.contains("hidden"))
  }

  @Test func `a server that does not answer is given up after the time that is named`() throws {
    let ending = try check(lines[0] + "/slow", ["--timeout", "1"])
    #expect(ending.status == 1 && ending.error.contains("silent for too long"))
  }
}
