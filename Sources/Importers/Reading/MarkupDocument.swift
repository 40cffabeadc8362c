/// The elements of a text in XML, in their order.
///
/// O(n), and no entity is expanded but the five of XML and characters by number.
struct MarkupDocument {
  /// One element.
  struct Element {
    var name: String
    /// The element it stands in, -1 for none.
    var parent: Int
    var attributes: [String: String]
    /// The names of the attributes, as they stand.
    var order: [String]
    /// What stands in it beside other elements, without blanks at both ends.
    var text = ""
    /// Where it begins.
    var start: Int
    var hasElements = false

    /// Whether it holds nothing but a text.
    var isValue: Bool { !hasElements && attributes.isEmpty }
  }

  private(set) var elements: [Element] = []
  /// The names of elements that stand in one of the same name.
  private(set) var recursive: Set<String> = []
  /// Whether it is a page of HTML.
  private(set) var isPage = false

  /// Elements of HTML that have no end.
  private static let void: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr",
  ]

  /// Reads all elements.
  ///
  /// - Throws: a fault where an element is not closed, or another one is.
  init(_ source: SourceText) throws(ReadingFault) {
    var scanner = MarkupScanner(source)
    var open: [Int] = []
    var names: [String: Int] = [:]
    var last = 0
    while let tag = try scanner.next() {
      if let element = open.last {
        let text = MarkupText.plain(Self.withoutComments(source.text(last..<tag.range.lowerBound)))
          .trimmingBlanks
        if !text.isEmpty {
          elements[element].text += (elements[element].text.isEmpty ? "" : " ") + text
        }
      }
      last = tag.range.upperBound
      if tag.name.lowercased() == "html" { isPage = true }
      guard tag.isClosing else {
        if let element = open.last { elements[element].hasElements = true }
        if names[tag.name] ?? 0 > 0 { recursive.insert(tag.name) }
        elements.append(
          Element(
            name: tag.name, parent: open.last ?? -1, attributes: tag.attributes, order: tag.order,
            start: tag.range.lowerBound))
        if tag.isEmpty || isPage && Self.void.contains(tag.name.lowercased()) { continue }
        open.append(elements.count - 1)
        names[tag.name, default: 0] += 1
        continue
      }
      guard let element = open.popLast() else {
        throw ReadingFault(
          offset: tag.range.lowerBound, reason: "</\(tag.name)> closes nothing that is open")
      }
      let name = elements[element].name
      guard name == tag.name else {
        let place = source.place(of: elements[element].start)
        throw ReadingFault(
          offset: tag.range.lowerBound,
          reason:
            "expected </\(name)>, which ends the element of \(place.line):\(place.column), not </\(tag.name)>"
        )
      }
      names[name, default: 1] -= 1
    }
    if let element = open.last, !source.isCut {
      throw ReadingFault(
        offset: elements[element].start,
        reason: "<\(elements[element].name)> has no </\(elements[element].name)> at its end")
    }
  }

  private static func withoutComments(_ text: String) -> String {
    guard text.contains("<!") || text.contains("<?") else { return text }
    return text.replacing(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/, with: "")
  }
}
