import Glibc

/// A new file that stands where temporary files do, open for reading and writing.
public struct ScratchFile: Sendable {
  /// The open file; whoever made it closes it.
  public let descriptor: Int32
  /// Where it stands, until whoever made it unlinks it.
  public let path: String

  /// Makes an empty file whose name begins with a word; nil where that cannot be done, for the reason that
  /// ``WholeWrite/reason`` then says.
  public init?(_ word: String) {
    let start = (UserFolder.variable("TMPDIR") ?? "/tmp") + "/" + word + "-"
    // mkstemp puts letters of its own in the place of six X.
    let place = [CChar](repeating: CChar(bitPattern: UInt8(ascii: "X")), count: 6)
    var name = start.utf8.map { CChar(bitPattern: $0) } + place + [0]
    descriptor = unsafe mkstemp(&name)
    guard descriptor >= 0 else { return nil }
    path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
