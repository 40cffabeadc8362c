import Groundwork

/// An id of a record, so that 7 and "7" are one.
enum Identity: Hashable {
  case number(UInt64)
  case text(String)

  /// Takes a value for an id; nil where it is none.
  init?(_ value: JSONValue) {
    switch value {
    case .null, .array: return nil
    case .number(let number):
      if number.isNaN { return nil }
      self = .number(number.bitPattern)
    case .whole(let number): self = .text(String(number))
    case .bool(let truth): self = .text("\(truth)")
    case .string(let text):
      if text.utf8.count <= WordText.longestNothing, WordText.nothing.contains(text.lowercased()) {
        return nil
      }
      if text.utf8.count < 16, let number = Int(text), String(number) == text {
        self = .number(Double(number).bitPattern)
      } else {
        self = .text(text)
      }
    case .object:
      for key in MapField.id.keys {
        if let inner = value[key], let id = Identity(inner) {
          self = id
          return
        }
      }
      return nil
    }
  }

  /// Takes a cell for an id; nil where it is none.
  @inline(__always)
  init?(_ cell: Cell, of table: RecordTable) {
    if cell.isNumber {
      self = .number(cell.bits)
    } else if cell.isEmpty {
      return nil
    } else if let id = Identity(table.value(cell)) {
      self = id
    } else {
      return nil
    }
  }

  /// Whether an id that no record has is how writers say that there is no parent.
  var meansNone: Bool { self == .number((-1.0).bitPattern) || self == .number((0.0).bitPattern) }

  /// The id as it is written.
  var words: String {
    switch self {
    case .number(let bits): WordText.text(of: Double(bitPattern: bits))
    case .text(let text): text
    }
  }

  /// The id as a small whole number; nil for any other.
  @inline(__always)
  fileprivate func place(below limit: Int) -> Int? {
    guard case .number(let bits) = self else { return nil }
    let number = Double(bitPattern: bits)
    guard number >= 0, number < Double(limit) else { return nil }
    let place = Int(number)
    return Double(place) == number ? place : nil
  }
}

/// The nodes of records by their ids.
///
/// Most ids are whole numbers from 0 or 1 on: those are found in an array.
struct IdentityNodes {
  private var small: [Int32] = []
  private var others: [Identity: Int] = [:]
  private let limit: Int

  /// `records` is how many ids there may be.
  init(records: Int) { limit = records * 2 + 64 }

  /// The node of an id; nil where there is none.
  @inline(__always)
  subscript(id: Identity) -> Int? {
    get {
      if let place = id.place(below: limit) {
        return place < small.count && small[place] >= 0 ? Int(small[place]) : nil
      }
      return others[id]
    }
    set {
      guard let place = id.place(below: limit) else {
        others[id] = newValue
        return
      }
      if place >= small.count {
        small.append(contentsOf: repeatElement(-1, count: max(0, place + 1 - small.count)))
      }
      small[place] = Int32(newValue ?? -1)
    }
  }
}

/// A field that holds ids, its column looked up once.
struct IdentityColumn {
  private let table: RecordTable
  private let column: Int?
  private let expression: MapExpression
  private let fields: FieldReader

  /// Looks a field up; nil where the mapping does not have it.
  init?(_ expression: MapExpression?, _ table: RecordTable) {
    guard let expression else { return nil }
    self.expression = expression
    self.table = table
    var records = Forest(table: table, edges: nil)
    // Lists that stand nowhere in the file have a column without them.
    let isList = expression.text == "@children"
    column = isList ? nil : FieldReader(forest: records).column(of: expression)?.1
    // An expression that is more is worked out for records as if they were nodes.
    if column == nil { for row in 0..<table.count { _ = records.add(row: row, parent: -1) } }
    fields = FieldReader(forest: records)
  }

  /// The id in a record; nil where there is none.
  @inline(__always)
  func id(of row: Int) -> Identity? {
    if let column { return Identity(table.cell(column, row), of: table) }
    return Identity(fields.value(expression, of: row))
  }

  /// What the field says of a record.
  func value(of row: Int) -> JSONValue {
    column.map { table.value(table.cell($0, row)) } ?? fields.value(expression, of: row)
  }
}
