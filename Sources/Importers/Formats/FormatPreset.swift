import Groundwork

/// A format that is known by name: how it is recognised, and what its keys mean.
public struct FormatPreset: Sendable {
  /// The name, as `--map` takes it.
  public let name: String
  /// What it is, in a few words.
  public let title: String
  /// What is looked at to recognise it.
  let recognizes: @Sendable (FileOutline) -> Bool
  /// What its keys mean, as a person would write it.
  var map = ""
  /// Reads it where its records are none of the common shapes; nil where the mapping is enough.
  var read: (@Sendable (SourceText, FileOutline) throws(ImportError) -> ForeignReading)?
  /// What each record of the table says beside what its keys hold.
  var derive: (@Sendable (RecordTable) -> Void)?
  /// Numbers that say that there is none, by the columns in which they stand.
  var sentinels: [(column: String, number: Double)] = []
  /// Whether the records are moments of one search, a record of the same id replacing the one before.
  var isJournal = false
  /// What the mapping, the view and the rest are known by.
  var how: String { "known of \(title)" }

  /// All formats, the first one that recognises a file counts.
  public static let all: [FormatPreset] =
    jsonPresets + gamePresets + textPresets

  /// Returns the format of a name; nil if there is none.
  public static func named(_ name: String) -> FormatPreset? { all.first { $0.name == name } }

  /// The mapping.
  ///
  /// - Precondition: the text is one, which the tests make sure of.
  var mapping: Mapping {
    do throws(ImportError) {
      return try Mapping(map)
    } catch {
      preconditionFailure("the mapping of \(name): \(error.reason)")
    }
  }
}

/// The beginning of a file, as far as a format is recognised by it.
struct FileOutline {
  /// The first document, cut where the beginning ends; null where the file holds no JSON.
  var document = JSONValue.null
  /// The first few documents, where each one is a line.
  var lines: [JSONValue] = []
  /// The first lines of the text, without escape sequences of terminals.
  var text = ""
  /// The first tree in the first document.
  var tree: (path: JSONShape.Path, shape: JSONShape)?
  /// Why the document that the text begins with cannot be read; nil where it can.
  var fault: ReadingFault?

  /// As many bytes of a document are looked at.
  static let size = 256 << 10
  /// As many bytes of other lines may stand before it.
  private static let mostBefore = 4 << 20

  /// Looks at a text.
  init(_ source: SourceText, root: [String] = []) {
    text = WordText.plain(source.text(0..<min(source.bytes.count, 64 << 10)))
    var documents = JSONDocuments(source)
    documents.last = Self.mostBefore
    let areLines = documents.areLines
    for _ in 0..<8 {
      guard var cursor = documents.next() else { break }
      let end = cursor.end
      cursor.end = min(end, cursor.at + Self.size)
      do throws(ReadingFault) {
        var value = try cursor.value(isCut: !areLines)
        if !areLines, cursor.at == cursor.end, cursor.end < end, Self.needsRest(value) {
          var rest = JSONCursor(source.bytes, at: documents.begin, end: end)
          value = try Self.whole(value, &rest)
        }
        lines.append(value)
        documents.accept(cursor)
        // A large document is the one that is meant; before it may stand others: settings, a log's facts.
        if !areLines, cursor.at == cursor.end || JSONShape.find(in: value) != nil { break }
      } catch {
        let start = source.bytes.firstIndex { $0 > 0x20 }
        if lines.isEmpty, start == documents.begin { fault = error }
        documents.refuse(error)
      }
    }
    document =
      areLines
      ? lines.first ?? .null
      : lines.first { JSONShape.find(in: $0) != nil } ?? lines.first ?? .null
    if !areLines { lines = lines.isEmpty ? [] : [document] }
    // What is an object of JSON is no text that was printed: looking for that would take longer than all else.
    if case .object = document, fault == nil, text.first(where: { !$0.isWhitespace }) == "{" {
      text = ""
    }
    if !root.isEmpty {
      var value = document
      for key in root { value = value[key] ?? .null }
      tree = JSONShape(of: value).map { (root, $0) }
    } else {
      for line in lines {
        tree = JSONShape.find(in: line)
        if tree != nil { break }
      }
    }
  }

  /// Whether a pattern is found in the text; `words` are a part of whatever it finds, and looked for before it,
  /// since a pattern takes a thousand times as long.
  func contains(_ words: StaticString, _ pattern: some RegexComponent) -> Bool {
    WordText.holds(text, words) && text.contains(pattern)
  }

  /// As many objects within objects are looked at, and so deep.
  private static let (mostInner, deepestInner) = (200, 3)

  /// Returns the first object within the document that is of a format with a reader of its own, and the way
  /// to it.
  var inner: (preset: FormatPreset, outline: FileOutline, path: [String])? {
    let presets = FormatPreset.all.filter { $0.read != nil }
    var queue: [(path: [String], value: JSONValue)] = [([], document)]
    var index = 0
    while index < queue.count, index < Self.mostInner {
      let (path, value) = queue[index]
      index += 1
      if !path.isEmpty {
        var inner = self
        (inner.document, inner.lines, inner.text) = (value, [value], "")
        (inner.tree, inner.fault) = (nil, nil)
        if let preset = presets.first(where: { $0.recognizes(inner) }) {
          return (preset, inner, path)
        }
      }
      guard path.count < Self.deepestInner else { continue }
      for member in value.members ?? [] where member.value.members != nil {
        queue.append((path + [member.key], member.value))
      }
    }
    return nil
  }

  /// The value at the root of the tree; null where there is none.
  var root: JSONValue {
    guard let tree else { return .null }
    for line in lines {
      var value = line
      for key in tree.path { value = Self.first(in: value) { $0[key] != nil }[key] ?? .null }
      if value != .null { return Self.first(in: value) { $0.members != nil } }
    }
    return .null
  }

  /// Returns the first element of a list that is of a kind, of lists within lists too; any other value as it is.
  private static func first(in value: JSONValue, where isWanted: (JSONValue) -> Bool) -> JSONValue {
    var value = value
    while let elements = value.elements {
      guard let next = elements.first(where: { $0.elements != nil || isWanted($0) }) else {
        return .null
      }
      value = next
    }
    return value
  }
}
