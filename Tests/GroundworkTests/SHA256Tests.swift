import Groundwork
import Testing

/// The hash is that of FIPS 180-4.
@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `known texts have their known hashes`(text: String, hash: String) {
    let bytes = SHA256.hash(of: Array(text.utf8))
    #expect(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == hash)
  }

  @Test func `a text of any length about a block's ends has its own hash`() {
    var seen: Set<[UInt8]> = []
    for length in 50...130 {
      seen.insert(SHA256.hash(of: [UInt8](repeating: 0x61, count: length)))
    }
    #expect(seen.count == 81)
  }
}
