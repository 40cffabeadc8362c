import Groundwork

/// How a file is recognised and its records are read.
extension Importer {
  /// Recognises a file and reads its records.
  static func reading(
    _ source: SourceText, _ options: Options
  ) throws(ImportError) -> (ForeignReading, Mapping) {
    if let plain = source.withoutLogPrefixes {
      do throws(ImportError) { return try recognized(plain, options) } catch {
        // What looked like a logger's words may have been the file's own.
      }
    }
    do throws(ImportError) { return try recognized(source, options) } catch {
      guard let strict = source.strictJSON else { throw error }
      do throws(ImportError) { return try recognized(strict, options) } catch let other {
        // Of text in another notation the first word says more than what was made of it.
        throw other.line != nil && strict.liberties != [LooseJSON.Liberty.singleQuotes.words]
          ? other : error
      }
    }
  }

  private static func recognized(
    _ source: SourceText, _ options: Options
  ) throws(ImportError) -> (ForeignReading, Mapping) {
    var source = source
    var outline = FileOutline(source, root: options.mapping.root)
    // What a comment or a name without quotes ends would be taken for another kind of text.
    if outline.fault != nil || source.begins(with: "/"), let strict = source.strictJSON {
      let other = FileOutline(strict, root: options.mapping.root)
      if other.fault == nil, other.document != .null { (source, outline) = (strict, other) }
    }
    var preset = options.format ?? FormatPreset.all.first { $0.recognizes(outline) }
    if preset == nil || preset?.name == FormatPreset.indented.name, options.format == nil,
      outline.lines.count == 1, let inner = outline.inner
    {
      (preset, outline, source.base) = inner
    }
    var known = Mapping()
    var reading: ForeignReading?
    if let preset {
      known = preset.mapping
      if let read = preset.read {
        reading = try read(source, outline)
      }
    }
    if reading == nil { reading = try JSONForest.read(source, outline) }
    guard let reading else { throw Self.unknown(source, outline) }
    if let preset {
      reading.preset = preset
      if preset.read == nil { reading.format = preset.title }
      reading.isJournal = preset.isJournal
      preset.derive?(reading.table)
    } else {
      LabelNumbers.derive(reading.table)
    }
    if reading.table.existing(RecordReader.leafColumn) != nil {
      reading.notes.append(
        .init(
          field: "leaf", value: "its name",
          how: "texts and numbers in the place of a child are taken for what it is called"))
    }
    StatedExport.take(from: reading, into: &known)
    known.merge(options.mapping)
    Self.dropUnknown(&known, in: reading, options.mapping)
    return (reading, known)
  }

  /// Forgets what a format would have, where this file has no such key.
  private static func dropUnknown(
    _ mapping: inout Mapping, in reading: ForeignReading, _ given: Mapping
  ) {
    for (field, expression) in mapping.fields where given.fields[field] == nil {
      guard case .path(let steps) = expression, case .key(let first) = steps.first else { continue }
      let names = (first == "edge" ? reading.edges : reading.table)?.names ?? []
      let path = first == "edge" ? steps.dropFirst() : steps[...]
      guard case .key(let key) = path.first else { continue }
      let isThere = names.contains { $0 == key || $0.hasPrefix(key + ".") } || first == "parent"
      if !isThere { mapping.fields[field] = nil }
    }
  }

  private static func unknown(_ source: SourceText, _ outline: FileOutline) -> ImportError {
    if outline.document != .null {
      let keys = (outline.document.members ?? []).prefix(6).map { "\"\($0.key.prefix(30))\"" }
      let words = keys.isEmpty ? "a list" : "keys " + keys.joined(separator: ", ")
      return ImportError(
        .unrecognized,
        "JSON of no known shape (\(words)); --map children=KEY or --map 'id=KEY, parent=KEY' names one"
      )
    }
    if let fault = outline.fault { return fault.error(in: source) }
    if IndentedText.isYAML(outline.text) {
      return ImportError(
        .unreadable,
        "this is YAML; python3 -c 'import json,sys,yaml; json.dump(yaml.safe_load(sys.stdin),sys.stdout)' "
          + "makes JSON of it")
    }
    return ImportError(
      .unrecognized, "no tree of a known shape: JSON, a table, DOT or indented text")
  }
}
