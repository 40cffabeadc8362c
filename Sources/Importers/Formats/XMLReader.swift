import Groundwork

/// Reads XML of any names whose elements are nodes: elements within elements, or elements that name their parents
/// or stand beside edges.
///
/// A node is an element that stands in another one of its name, or that has a number that a search has. What else
/// stands in it are its facts: attributes, elements with nothing but a text, and properties with a name and a value.
struct XMLReader {
  private let source: SourceText
  private let document: MarkupDocument
  private let table: RecordTable
  private let reading: ForeignReading
  /// The names of elements that are nodes, and of those that are edges.
  private var nodes: Set<String> = []
  private var edges: Set<String> = []
  private var further = 0

  static func recognizes(_ text: String) -> Bool {
    guard text.first(where: { !$0.isWhitespace }) == "<", text.contains(/^\s*<[?!A-Za-z]/),
      WordText.holds(text, "</") || WordText.holds(text, "/>")
    else { return false }
    // Of a page its lists are read.
    return !text.contains(/<html[ >]/.ignoresCase()) || WordText.holds(text, "<li")
  }

  static func read(_ source: SourceText) throws(ImportError) -> ForeignReading {
    let document: MarkupDocument
    do throws(ReadingFault) {
      document = try MarkupDocument(source)
    } catch {
      throw error.error(in: source)
    }
    var reader = XMLReader(source, document)
    reader.findNames()
    guard !reader.nodes.isEmpty else {
      let place = source.place(of: document.elements.first?.start ?? 0)
      throw ImportError(
        .unreadable, line: place.line, column: place.column,
        "XML, but no element is a node: expected elements that stand in one of their own name, or have visits or "
          + "a value, as <node visits=\"4\">")
    }
    reader.fill()
    return reader.reading
  }

  private init(_ source: SourceText, _ document: MarkupDocument) {
    (self.source, self.document) = (source, document)
    table = RecordTable(source)
    reading = ForeignReading(table, link: .parents, format: FormatPreset.xml.title)
  }

  // MARK: - Which elements are nodes

  /// Elements that only hold others.
  private static let holders: Set<String> = Set(
    MapField.children.keys.map { WordText.normalized($0) } + ["ul", "ol", "items", "list"])

  /// The names of a fact that each stand in an attribute of their own.
  private static let propertyNames = ["name", "key", "for", "NAME"]
  private static let propertyValues = ["value", "val", "VALUE"]
  private static let properties: Set<String> = [
    "attribute", "property", "prop", "data", "attvalue", "param", "stat", "field", "entry", "att",
    "metric",
  ]

  private mutating func findNames() {
    let elements = document.elements
    for element in elements where isEdge(element) { edges.insert(element.name) }
    if !edges.isEmpty {
      var counts: [(name: String, count: Int)] = []
      for element in elements
      where element.attributes["id"] != nil && !edges.contains(element.name)
        && !Self.properties.contains(element.name)
      {
        if let place = counts.firstIndex(where: { $0.name == element.name }) {
          counts[place].count += 1
        } else {
          counts.append((element.name, 1))
        }
      }
      if let most = counts.max(by: { $0.count < $1.count }), most.name != "key" {
        nodes = [most.name]
        return
      }
      edges = []
    }
    // An element that never says anything itself only holds others.
    var saying: Set<String> = []
    for element in elements where !element.attributes.isEmpty || !element.text.isEmpty {
      saying.insert(element.name)
      if element.isValue, element.parent >= 0 { saying.insert(elements[element.parent].name) }
    }
    nodes = document.recursive.filter {
      saying.contains($0) && !Self.holders.contains(WordText.normalized($0))
    }
    if document.isPage {
      nodes.formIntersection(["li"])
      return
    }
    if nodes.isEmpty {
      // A tree without any facts has nothing but nodes.
      let bare = document.recursive.filter { !Self.holders.contains(WordText.normalized($0)) }
      let isAll = elements.dropFirst().allSatisfy {
        bare.contains($0.name) || Self.holders.contains(WordText.normalized($0.name))
      }
      if isAll { nodes = bare }
    }
    var numbers = nodes.isEmpty ? JSONShape.statisticKeys : []
    for element in elements where nodes.contains(element.name) {
      numbers.formUnion(keys(of: element))
    }
    numbers.formIntersection(JSONShape.statisticKeys)
    for element in elements where !Self.properties.contains(element.name) {
      if !numbers.isDisjoint(with: keys(of: element)) { nodes.insert(element.name) }
      // A number that stands in an element of its own is one of the element around it.
      if element.isValue, element.parent >= 0, numbers.contains(WordText.normalized(element.name)),
        !Self.holders.contains(WordText.normalized(elements[element.parent].name))
      {
        nodes.insert(elements[element.parent].name)
      }
    }
  }

  private func keys(of element: MarkupDocument.Element) -> [String] {
    element.order.map { WordText.normalized($0) }
  }

  private func isEdge(_ element: MarkupDocument.Element) -> Bool {
    JSONShape.edgeKeys.contains {
      element.attributes[$0.source] != nil && element.attributes[$0.target] != nil
    }
  }

  // MARK: - Records

  private mutating func fill() {
    let elements = document.elements
    // Where facts name their key by an id, as in GEXF: its title.
    var titles: [String: String] = [:]
    for element in elements where element.name == "attribute" {
      if let id = element.attributes["id"], let title = element.attributes["title"] {
        titles[id] = title
      }
    }
    let edgeTable = RecordTable(source)
    var rows = [Int](repeating: -1, count: elements.count)
    var isOfEdge = [Bool](repeating: false, count: elements.count)
    var prefixes = [String](repeating: "", count: elements.count)
    var facts: [JSONValue.Member] = []
    for (place, element) in elements.enumerated() {
      let outer = element.parent
      if nodes.contains(element.name) || edges.contains(element.name) {
        isOfEdge[place] = edges.contains(element.name)
        let parent = edges.isEmpty && outer >= 0 ? rows[outer] : -1
        rows[place] = isOfEdge[place] ? edgeTable.add() : table.add(parent: parent)
        take(element, "", isOfEdge[place] ? edgeTable : table, rows[place])
        continue
      }
      guard outer >= 0, rows[outer] >= 0 else {
        if element.isValue, !element.text.isEmpty {
          facts.append(.init(element.name, .string(element.text)))
        }
        continue
      }
      (rows[place], isOfEdge[place]) = (rows[outer], isOfEdge[outer])
      let target = isOfEdge[place] ? edgeTable : table
      if Self.properties.contains(element.name),
        let key = Self.propertyNames.lazy.compactMap({ element.attributes[$0] }).first,
        let value = Self.propertyValues.lazy.compactMap({ element.attributes[$0] }).first
          ?? (element.text.isEmpty ? nil : element.text)
      {
        set(value, titles[key] ?? key, target, rows[place])
        continue
      }
      let isHolder = Self.holders.contains(WordText.normalized(element.name))
      prefixes[place] = isHolder ? prefixes[outer] : prefixes[outer] + element.name + "."
      take(element, prefixes[place], target, rows[place])
    }
    nameByTags(elements, rows)
    if further > 0 { reading.leaveOut("further elements of one name in a node", further) }
    reading.groups = [
      .init(rows: 0..<table.count, edges: 0..<edgeTable.count, facts: .object(facts))
    ]
    if !edges.isEmpty {
      EdgeEnds.name(in: edgeTable)
      (reading.edges, reading.link) = (edgeTable, .ids)
    } else if table.parents.allSatisfy({ $0 < 0 }), TableText.areOfTree(table.names) {
      reading.link = .ids
    }
  }

  private mutating func take(
    _ element: MarkupDocument.Element, _ prefix: String, _ table: RecordTable, _ row: Int
  ) {
    for key in element.order { set(element.attributes[key] ?? "", prefix + key, table, row) }
    let name = prefix.isEmpty ? "text" : String(prefix.dropLast())
    if !element.text.isEmpty { set(element.text, name, table, row) }
  }

  private mutating func set(_ word: String, _ name: String, _ table: RecordTable, _ row: Int) {
    guard let column = table.column(name) else {
      further += 1
      return
    }
    if table.cell(column, row).bits != Cell.missing.bits {
      further += 1
    } else {
      table.set(word: word, under: name, row)
    }
  }

  /// Takes the names of elements for actions, where they differ and nothing else names the nodes.
  private func nameByTags(_ elements: [MarkupDocument.Element], _ rows: [Int]) {
    let names = Set(table.names.map { WordText.normalized($0) })
    guard nodes.count > 1, edges.isEmpty,
      !(MapField.action.keys + ["text"]).contains(where: { names.contains(WordText.normalized($0)) }
      )
    else { return }
    for (place, element) in elements.enumerated() where nodes.contains(element.name) {
      table.set(element.name, under: "action", rows[place])
    }
  }
}
