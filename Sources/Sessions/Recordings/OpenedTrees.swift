import Groundwork
public import Importers
import Journals

/// What a path leads to: one tree, or a list of several.
public enum OpenedTrees {
  /// A recording, or one tree of another program's file.
  case recording(RecordedFile)
  /// The trees of a file or of a folder.
  case list(TreeList)

  /// Whether a path leads to a folder.
  public static func isFolder(_ path: String) -> Bool { FolderFiles.isFolder(path) }

  /// Opens a folder: as one tree, where each of its files is a record of one node, else as a list.
  ///
  /// - Parameter isKept: whether the journal of a tree is written at once, for whoever reads it more than once.
  /// O(bytes of all files).
  public init(
    folder: String, name: String, _ options: Importer.Options, isKept: Bool = true
  ) throws(ImportedFile.Failure) {
    if let source = Self.records(in: folder) {
      let importer: Importer
      do throws(ImportError) {
        importer = try Importer(source, names: [name], options)
      } catch {
        throw .unusable(error)
      }
      self = .recording(
        try RecordedFile(importer, paths: [], names: [name], options, isKept: isKept))
      return
    }
    self = .list(TreeList(folder: folder, name: name, options))
  }

  /// Opens a file of another program.
  ///
  /// - Parameters:
  ///   - isList: whether several trees become a list, and not the largest of them.
  ///   - isKept: whether the journal of a tree is written at once, for whoever reads it more than once.
  public init(
    importing path: String, name: String, _ options: Importer.Options, isList: Bool,
    isKept: Bool = true
  ) throws(ImportedFile.Failure) {
    let importer = try ImportedFile.read([path], names: [name], options)
    if isList, options.tree == nil, importer.trees.count(where: { !$0.isPart }) > 1 {
      self = .list(TreeList(importer, paths: [path], name: name, options))
    } else {
      self = .recording(
        try RecordedFile(importer, paths: [path], names: [name], options, isKept: isKept))
    }
  }

  /// The files of a folder one behind the other, each on a line, if each is the record of one node; nil where
  /// they are anything else.
  private static func records(in folder: String) -> SourceText? {
    let paths = FolderFiles(folder).paths
    guard paths.count > 1 else { return nil }
    var parts: [SourceText] = []
    for path in paths {
      guard let part = try? SourceText(mapping: path), part.isRecord else { return nil }
      // Each one that is mapped is an open file.
      parts.append(part.onOneLine)
    }
    return SourceText(joining: parts)
  }
}
