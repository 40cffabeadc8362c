import Groundwork
import Importers
import Journals
import SearchTrees

/// The trees of a file that holds several, or of the files of a folder, as a list that is a tree itself: a
/// root, and one child for each tree.
///
/// So whatever shows, sorts, filters and groups nodes does it with trees. One owner, one thread.
public final class TreeList {
  /// One tree.
  public struct Row: Sendable {
    /// The file that it is in, as the person calls it.
    ///
    /// Untrusted text, as all texts here.
    public var file: String
    /// What it is about, in one line.
    public var text: String
    /// How many nodes it has, and how deep the deepest one is.
    public var (nodes, depth): (Int, Int)
    /// N and Q of its root; nil where they are not known.
    public var (visits, value): (Double?, Double?)
    /// What the search answered; nil where the file does not say it.
    public var answer: String?
    /// Whether that is right; nil where the file does not say it.
    public var isRight: Bool?
    /// How many contradictions were found in it.
    public var faults: Int
    /// What it cost; nil where the file does not say it.
    public var cost: Double?
    /// Where it is read.
    fileprivate var path: String
    /// Its number among the trees of the file, from 1; nil where the file is a recording.
    fileprivate var number: Int?
  }

  /// What the person calls the file or the folder.
  public let name: String
  /// The trees, in the order of the file, or of the files' names.
  public private(set) var rows: [Row] = []
  /// Files that hold no tree, and why.
  public private(set) var others: [(name: String, reason: String)] = []
  /// Whether it is about the files of a folder.
  public let isFolder: Bool
  /// How many files leave open what their values are, which are then not shown.
  public private(set) var undecided = 0
  private let importer: Importer?
  private let options: Importer.Options
  private let paths: [String]

  /// Lists the trees of a file that was read.
  init(_ importer: Importer, paths: [String], name: String, _ options: Importer.Options) {
    self.name = name
    isFolder = false
    self.options = options
    self.paths = paths
    self.importer = importer
    add(importer, paths.first ?? "", name)
  }

  /// Lists the trees of the files in a folder and in those below it, in the natural order of their names.
  ///
  /// O(bytes of all files).
  init(folder: String, name: String, _ options: Importer.Options) {
    self.name = name
    self.options = options
    isFolder = true
    importer = nil
    let files = FolderFiles(folder)
    paths = files.paths
    for path in files.paths {
      let short = String(path.dropFirst(folder.count).drop { $0 == "/" })
      add(path, short)
    }
  }

  private func add(_ path: String, _ name: String) {
    do throws(RecordedFile.Failure) {
      if let row = Row(try RecordedFile(path, name: name)) {
        rows.append(row)
      } else {
        others.append((name, "a recording that cannot be read"))
      }
    } catch {
      guard case .isNone(let kind) = error, kind.mayHoldTree else {
        if case .unreadable(let problem) = error { others.append((name, problem.reason)) }
        if case .isNone = error { others.append((name, "no tree")) }
        return
      }
      do throws(ImportedFile.Failure) {
        add(try ImportedFile.read([path], names: [name], options), path, name)
      } catch {
        others.append((name, error.reason))
      }
    }
  }

  private func add(_ importer: Importer, _ path: String, _ name: String) {
    for tree in importer.trees where !tree.isPart {
      var row = Row(tree, file: name, path: path)
      // A value that may be a sum or a mean is none.
      if importer.undecided != nil { row.value = nil }
      rows.append(row)
    }
    if importer.undecided != nil { undecided += 1 }
  }

  // MARK: - One of the trees

  /// Makes a recording of a tree of the list, by its place from 0.
  public func open(_ place: Int) throws(ImportedFile.Failure) -> RecordedFile {
    let row = rows[place]
    guard let number = row.number else {
      do throws(RecordedFile.Failure) {
        return try RecordedFile(row.path, name: row.file)
      } catch {
        throw .unkept(reason: "this is no longer a recording")
      }
    }
    var options = options
    options.tree = number
    if let importer {
      return try RecordedFile(
        importer.showing(tree: number), paths: paths, names: [name], options)
    }
    return try RecordedFile(importing: [row.path], names: [row.file], options)
  }

  // MARK: - The list as a recording

  /// The list in a few words.
  public var words: String {
    let trees = "\(NumberText.grouped(rows.count)) tree\(rows.count == 1 ? "" : "s")"
    let files = Set(rows.map(\.path)).count
    let place = isFolder ? " in \(NumberText.grouped(files)) file\(files == 1 ? "" : "s")" : ""
    let rest =
      others.isEmpty ? "" : "; \(NumberText.grouped(others.count)) more without a tree"
    return trees + place + rest
  }

  /// Makes a recording of the list: the children of its root are the trees.
  public func recording() throws(ImportedFile.Failure) -> RecordedFile {
    do throws(NamelessFile.Failure) {
      let file = try NamelessFile()
      try file.append(journal.span)
      do throws(RecordedFile.Failure) {
        return try RecordedFile(file.path, name: name)
      } catch {
        throw NamelessFile.Failure(reason: "the list cannot be read")
      }
    } catch {
      throw .unkept(reason: error.reason)
    }
  }

  /// A number that the list has of each tree.
  private struct Column: Sendable {
    var name: String
    var head: String
    var kind = "neither"
    var meaning: String
    /// The texts that its numbers stand for; empty where they are numbers.
    var choices: [String] = []
    var number: @Sendable (Row) -> Double?
  }

  private static let columns = [
    Column(name: "visits", head: "N", kind: "sum", meaning: "", number: { $0.visits }),
    Column(name: "mean", head: "Q", kind: "mean", meaning: "", number: { $0.value }),
    Column(name: "size", head: "nodes", kind: "sum", meaning: "nodes of the tree") {
      Double($0.nodes)
    },
    Column(name: "levels", head: "depth", kind: "sum", meaning: "depth of the deepest node") {
      Double($0.depth)
    },
    Column(
      name: "right", head: "right", meaning: "whether the answer is right, as the file says",
      choices: ["no", "yes"]
    ) { $0.isRight.map { $0 ? 1 : 0 } },
    Column(name: "faults", head: "faults", kind: "sum", meaning: "contradictions found in the tree")
    {
      Double($0.faults)
    },
    Column(name: "cost", head: "cost", meaning: "what the search cost", number: { $0.cost }),
  ]

  /// As many different answers have a column.
  private static let mostAnswers = 256

  /// The answers as a column; nil where there are none, or too many different ones.
  private var answers: Column? {
    var places: [String: Int] = [:]
    var choices: [String] = []
    for answer in rows.compactMap(\.answer) where places[answer] == nil {
      places[answer] = choices.count
      choices.append(answer)
    }
    guard !choices.isEmpty, choices.count <= Self.mostAnswers else { return nil }
    let known = places
    return Column(
      name: "answer", head: "answer", meaning: "what the search answered", choices: choices
    ) { $0.answer.flatMap { known[$0] }.map { Double($0) } }
  }

  private var journal: [UInt8] {
    // Faults are worth a column where there are some.
    let columns =
      Self.columns.filter { column in
        rows.contains { column.number($0) != nil && (column.name != "faults" || $0.faults > 0) }
      } + (answers.map { [$0] } ?? [])
    var writer = JSONWriter()
    writer.value([
      "type": .string("search"), "version": .integer(1), "engine": .string("a list of trees"),
      "problem": .string(name), "root": ["id": .integer(0), "text": .string(words)],
      "statistics": .array(columns.map { .string($0.name) }),
      "columns": .array(
        columns.map { column in
          var members: [(String, JSONValue)] = [
            ("name", .string(column.name)), ("kind", .string(column.kind)),
          ]
          if !["visits", "mean"].contains(column.name) {
            members += [("head", .string(column.head)), ("meaning", .string(column.meaning))]
          }
          if !column.choices.isEmpty {
            members.append(("choices", .array(column.choices.map { .string($0) })))
          }
          return JSONValue(members)
        }), "value": ["perspective": .string("root")],
    ])
    var counts: [String: Int] = [:]
    for row in rows { counts[label(of: row), default: 0] += 1 }
    writer.raw("\n{\"type\":\"expand\",\"node\":0,\"children\":[")
    for (place, row) in rows.enumerated() {
      writer.comma(before: place)
      writer.raw("{\"id\":")
      writer.integer(place + 1)
      writer.raw(",\"action\":")
      let label = label(of: row)
      // Trees of one name are told apart by their places in the file.
      let isShared = counts[label, default: 1] > 1
      writer.string(label + (isShared ? row.number.map { "  tree \($0)" } ?? "" : ""))
      writer.raw(",\"text\":")
      writer.string(text(of: row))
      writer.raw("}")
    }
    // The root stands for no tree: nothing is known of it.
    writer.raw("]}\n{\"type\":\"stats\",\"stats\":[[0")
    for _ in columns { writer.raw(",null") }
    writer.raw("]")
    for (place, row) in rows.enumerated() {
      writer.raw(",[")
      writer.integer(place + 1)
      for column in columns {
        writer.raw(",")
        writer.number(column.number(row) ?? .nan)
      }
      writer.raw("]")
    }
    writer.raw("]}\n")
    for other in others.prefix(100) {
      writer.value([
        "type": .string("log"), "level": .string("info"),
        "text": .string("\(other.name): \(other.reason)"),
      ])
      writer.raw("\n")
    }
    return writer.bytes
  }

  private func label(of row: Row) -> String {
    let line = row.text.split(whereSeparator: \.isNewline).first.map { String($0) } ?? ""
    let name = isFolder && line != row.file ? row.file + "  " : ""
    return String((name + line.prefix(160)).prefix(400))
  }

  private func text(of row: Row) -> String {
    var lines = [row.text]
    if let answer = row.answer { lines.append("answer: " + answer) }
    if let isRight = row.isRight { lines.append(isRight ? "right" : "wrong") }
    let tree = row.number.map { ", tree \($0)" } ?? ""
    lines.append(row.file + tree)
    return lines.joined(separator: "\n")
  }
}

extension TreeList.Row {
  /// Reads all of a recording.
  fileprivate init?(_ file: RecordedFile) {
    let recording: Recording
    do throws(JournalProblem) {
      recording = Recording(try JournalBytes(mapping: file.path))
      recording.readWhole()
      try recording.check()
    } catch {
      return nil
    }
    recording.checkTree()
    let report = recording.report
    let summary = report.summary
    self.init(
      file: file.name, text: summary.title.isEmpty ? file.name : summary.title,
      nodes: summary.nodes, depth: summary.depth, visits: report.rootVisits,
      value: report.rootValue, answer: report.answer.path.joined(separator: " "), isRight: nil,
      faults: recording.findings().count, cost: nil, path: file.path, number: nil)
    if answer?.isEmpty ?? true { answer = nil }
  }

  fileprivate init(_ tree: Importer.Entry, file: String, path: String) {
    self.init(
      file: file, text: tree.text, nodes: tree.nodes, depth: tree.depth, visits: tree.visits,
      value: tree.value, answer: tree.answer, isRight: tree.isRight, faults: tree.faults,
      cost: tree.cost, path: path, number: tree.number)
  }
}
