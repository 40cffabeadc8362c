import Groundwork

/// What a file is that holds no journal, by its first bytes: enough to say it in a few words.
public enum FileKind: Hashable, Sendable {
  /// Nothing at all.
  case empty
  /// Compressed; the program that writes what is in it to its standard output.
  case compressed(name: String, unpackedBy: String)
  /// An archive of several files; the program that unpacks it.
  case archive(name: String, unpackedBy: String)
  /// A format of its own, named with its article; its bytes are no text.
  case binary(name: String)
  /// A Python pickle.
  case pickle
  /// A text in a format of its own, named with its article.
  case markup(name: String)
  /// A planning problem or domain in PDDL.
  case planning
  /// A tree of the format that the environment of explicit trees reads.
  case explicitTree
  /// One JSON document, by the keys of its object or by the number of its elements.
  case document(keys: [String], elements: Int?)
  /// What begins like a JSON document but is none: where it stops being one, and why.
  case brokenDocument(JournalProblem)
  /// Lines of JSON without types; the keys of the first one.
  case lines(keys: [String])
  /// Lines of JSON whose types are not those of a journal; the first types in their order.
  case foreignEvents(types: [String])
  /// What Python prints of its values, which is not JSON.
  case pythonText
  /// Any other text.
  case text

  /// How many bytes of a file are looked at, at most, where they are no JSON document.
  static let beginning = 64 << 10
  /// A longer line is not looked through, nor the rest of a longer document than is read at once.
  private static let longestLooked = 1 << 20

  /// Looks at a file of which nothing could be read as a journal.
  ///
  /// Linear in the first 64 kB, or in the whole where it is one JSON document of up to 16 MiB.
  public init(of bytes: JournalBytes) {
    guard bytes.count > 0 else {
      self = .empty
      return
    }
    let start = bytes.withBytes(0..<min(bytes.count, Self.beginning)) { span in
      (0..<span.count).map { span[$0] }
    }
    self = Self.magic(start) ?? Self.json(bytes, start) ?? Self.text(start)
  }

  // MARK: - Binary formats

  /// A file that begins with fixed bytes at a fixed place.
  private struct Signature {
    var bytes: [UInt8]
    var place = 0
    var kind: FileKind

    init(_ text: String, at place: Int = 0, _ kind: FileKind) {
      bytes = Array(text.utf8)
      self.place = place
      self.kind = kind
    }

    init(_ bytes: [UInt8], _ kind: FileKind) {
      self.bytes = bytes
      self.kind = kind
    }
  }

  private static let signatures: [Signature] = [
    Signature("SQLite format 3\0", .binary(name: "an SQLite database")),
    Signature([0x1f, 0x8b], .compressed(name: "gzip", unpackedBy: "zcat")),
    Signature("BZh", .compressed(name: "bzip2", unpackedBy: "bzcat")),
    Signature(
      [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], .compressed(name: "xz", unpackedBy: "xzcat")),
    Signature([0x28, 0xb5, 0x2f, 0xfd], .compressed(name: "zstd", unpackedBy: "zstdcat")),
    Signature([0x04, 0x22, 0x4d, 0x18], .compressed(name: "LZ4", unpackedBy: "lz4cat")),
    Signature("PK\u{3}\u{4}", .archive(name: "a ZIP archive", unpackedBy: "unzip")),
    Signature("PK\u{5}\u{6}", .archive(name: "an empty ZIP archive", unpackedBy: "unzip")),
    Signature("ustar", at: 257, .archive(name: "a tar archive", unpackedBy: "tar -xf")),
    Signature(
      [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], .archive(name: "a 7-Zip archive", unpackedBy: "7z x")),
    Signature([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], .binary(name: "a NumPy array")),
    Signature([0x89, 0x48, 0x44, 0x46], .binary(name: "an HDF5 file")),
    Signature("PAR1", .binary(name: "a Parquet file")),
    Signature("ARROW1", .binary(name: "an Arrow file")),
    Signature([0x89, 0x50, 0x4e, 0x47], .binary(name: "a PNG picture")),
    Signature([0xff, 0xd8, 0xff], .binary(name: "a JPEG picture")),
    Signature("GIF8", .binary(name: "a GIF picture")),
    Signature("%PDF", .binary(name: "a PDF document")),
    Signature([0x7f, 0x45, 0x4c, 0x46], .binary(name: "a program or library (ELF)")),
    Signature("\u{0}asm", .binary(name: "a WebAssembly module")),
    Signature([0xff, 0xfe], .binary(name: "text in UTF-16; a journal is UTF-8")),
    Signature([0xfe, 0xff], .binary(name: "text in UTF-16; a journal is UTF-8")),
  ]

  private static func magic(_ start: [UInt8]) -> FileKind? {
    for signature in signatures where start.count >= signature.place + signature.bytes.count {
      let place = signature.place
      if start[place..<place + signature.bytes.count].elementsEqual(signature.bytes) {
        return signature.kind
      }
    }
    // Protocols 2 to 5 of Python's pickle begin with this byte and their number.
    if start.count >= 2, start[0] == 0x80, (2...5).contains(start[1]) { return .pickle }
    let others = start.count { !($0 >= 0x20 || (0x07...0x0d).contains($0) || $0 == 0x1b) }
    let zeros = start.prefix(8).map { $0 == 0 }
    if zeros.count == 8, zeros[0] != zeros[1], (2..<8).allSatisfy({ zeros[$0] == zeros[$0 - 2] }) {
      return .binary(name: "text in UTF-16 without its mark; a journal is UTF-8")
    }
    // A text may be damaged at a few places.
    let isText = others == 0 || others * 64 < start.count
    return isText ? nil : .binary(name: "a binary file of a kind that is not known here")
  }

  // MARK: - JSON

  private static func json(_ bytes: JournalBytes, _ start: [UInt8]) -> FileKind? {
    guard let first = start.first(where: { !isBlank($0) && !isMark($0) }),
      first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    else { return nil }
    if let kind = jsonLines(bytes) { return kind }
    let isCut = bytes.count > JournalReader.longestLine
    do throws(JournalProblem) {
      let size = isCut ? longestLooked : bytes.count
      let outline = try bytes.withBytes(0..<size) { (span) throws(JournalProblem) in
        isCut ? try JSONOutline(beginning: span) : try JSONOutline(span)
      }
      return document(outline, isCut: isCut)
    } catch {
      // A number in brackets is no JSON either, and Python's quotes are single.
      let text = String(decoding: start.prefix(400), as: UTF8.self)
      if text.contains(/^\s*[\[{(]+\s*'/) { return .pythonText }
      let problem = position(of: error, in: start)
      // Many logs and tables begin with a bracket.
      if first == UInt8(ascii: "["), problem.line == 1, problem.column < 20 { return nil }
      return .brokenDocument(problem)
    }
  }

  private static func document(_ outline: JSONOutline, isCut: Bool) -> FileKind {
    if let elements = outline.elements { return .document(keys: [], elements: elements) }
    let known: Set<String> = ["name", "note", "players", "root"]
    if !isCut, outline.hasRoot, known.isSuperset(of: outline.keys) { return .explicitTree }
    return .document(keys: outline.keys, elements: nil)
  }

  /// Returns what lines of JSON are, where the first line that is not blank is a whole object.
  private static func jsonLines(_ bytes: JournalBytes) -> FileKind? {
    var place = 0
    var types: [String] = []
    var keys: [String]?
    for _ in 0..<linesLookedAt where place < bytes.count {
      let limit = min(bytes.count, place + longestLooked)
      guard let end = bytes.endOfLine(in: place..<limit) ?? (limit == bytes.count ? limit : nil)
      else { break }
      defer { place = end + 1 }
      guard end > place else { continue }
      let outline = bytes.withBytes(place..<end) { span in
        do throws(JournalProblem) {
          return JSONOutline?(try JSONOutline(span))
        } catch {
          return nil
        }
      }
      guard let outline, outline.isObject else {
        if keys == nil { return nil }
        continue
      }
      keys = keys ?? outline.keys
      if let type = outline.type, !types.contains(type) { types.append(type) }
    }
    guard let keys else { return nil }
    if !types.isEmpty { return .foreignEvents(types: types) }
    // A document on one line is a document.
    let isOne = bytes.endOfLine(from: 0).map { $0 + 1 >= bytes.count } ?? true
    return isOne ? nil : .lines(keys: keys)
  }

  /// How many lines are looked at for the types of their events.
  private static let linesLookedAt = 100

  /// Puts a problem of a document on its line.
  private static func position(of problem: JournalProblem, in start: [UInt8]) -> JournalProblem {
    let before = start.prefix(max(0, problem.column - 1))
    var placed = problem
    placed.line = before.count { $0 == 0x0a } + 1
    placed.column = (before.lastIndex(of: 0x0a).map { before.count - $0 - 1 } ?? before.count) + 1
    return placed
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }
  /// Whether a byte belongs to the mark of UTF-8 that some editors write.
  private static func isMark(_ byte: UInt8) -> Bool { [0xef, 0xbb, 0xbf].contains(byte) }

  // MARK: - Texts

  private static func text(_ start: [UInt8]) -> FileKind {
    let text = String(decoding: start.prefix(4_000), as: UTF8.self)
      .drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    let low = text.prefix(200).lowercased()
    if low.isEmpty { return .markup(name: "a file of blanks") }
    if low.hasPrefix("<!doctype html") || low.hasPrefix("<html") {
      return .markup(name: "a page of HTML")
    }
    if low.hasPrefix("<?xml") || low.hasPrefix("<graphml") { return .markup(name: "XML") }
    if low.contains(/^(;[^\n]*\n\s*)*\(define\s/) { return .planning }
    if low.contains(/^(strict\s+)?(di)?graph\s*[\w"]*\s*\{/) {
      return .markup(name: "a graph for Graphviz")
    }
    if text.hasPrefix("(;") { return .markup(name: "a game record in SGF") }
    if text.contains(/^(None|True|False|nan|<\w+ object|\w+\()/) || text.contains(/^[({]\s*'/) {
      return .pythonText
    }
    let lines = text.split(separator: "\n").prefix(3)
    for (separator, name) in [(",", "a table (CSV)"), ("\t", "a table (TSV)")] {
      let cells = lines.map {
        $0.split(separator: separator, omittingEmptySubsequences: false).count
      }
      if cells.count > 1, cells[0] > 1, Set(cells).count == 1 { return .markup(name: name) }
    }
    return .text
  }
}

extension FileKind {
  /// What the file is, as the beginning of a sentence.
  ///
  /// May quote the file: untrusted text.
  public var words: String {
    switch self {
    case .empty: "an empty file"
    case .compressed(let name, _): "a file compressed by \(name)"
    case .archive(let name, _), .binary(let name), .markup(let name): name
    case .pickle: "a Python pickle"
    case .planning: "a planning problem in PDDL"
    case .explicitTree: "a tree written down as one JSON document"
    case .document(_, let elements?):
      "one JSON document, an array of \(elements) element\(elements == 1 ? "" : "s")"
    case .document(let keys, nil): "one JSON document" + Self.listed(keys, "key")
    case .brokenDocument(let problem): "no JSON (line \(problem.words))"
    case .lines(let keys): "JSON Lines without \"type\"" + Self.listed(keys, "key")
    case .foreignEvents(let types):
      "JSON Lines of which none is an event of a journal" + Self.listed(types, "type")
    case .pythonText: "what Python prints of its values, which is not JSON (json.dumps writes that)"
    case .text: "a text"
    }
  }

  private static func listed(_ names: [String], _ word: String) -> String {
    guard !names.isEmpty else { return "" }
    let shown = names.prefix(4).map { "\"\($0.prefix(30))\"" }
    let rest = names.count > 4 ? ", ..." : ""
    return
      ", with the \(word)\(names.count == 1 ? "" : "s") \(shown.joined(separator: ", "))\(rest)"
  }
}
