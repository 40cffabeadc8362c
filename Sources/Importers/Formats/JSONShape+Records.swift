import Groundwork

/// Records that name one another.
extension JSONShape {
  /// Whether objects are records that name their parents, or the ids of their children.
  ///
  /// - Parameter keys: the keys under which they stand; nil where they stand in a list.
  static func areRecords(_ values: [JSONValue], keys: Set<String>? = nil) -> Bool {
    let sample = values.prefix(200)
    guard !sample.isEmpty, sample.allSatisfy({ $0.members != nil }) else { return false }
    let records = sample.count { isRecord($0, keys: keys) }
    return records * 2 >= sample.count && sample.contains { saysMore($0) }
      || keys == nil && PathTable.areRecords(Array(sample))
  }

  /// Whether one of some records names another one of them, or any of them has no id.
  static func areLinked(_ values: [JSONValue]) -> Bool {
    let ids = Set(values.compactMap { Identity($0) })
    return ids.count < values.count
      || values.contains { value in
        (value.members ?? []).contains { member in
          let key = WordText.normalized(member.key)
          if placeKeys.parents.contains(key) {
            return Identity(member.value).map(ids.contains) ?? true
          }
          return placeKeys.children.contains(key)
            && member.value.elements?.contains { Identity($0).map(ids.contains) ?? false } ?? false
        }
      }
  }

  /// Whether objects of a list have no ids and name their parents or children by their places in it, from 0.
  static func arePlaces(_ values: [JSONValue]) -> Bool {
    var isNamed = false
    for value in values.prefix(200) {
      guard hasStatistics(value) else { return false }
      for member in value.members ?? [] {
        let key = WordText.normalized(member.key)
        if placeKeys.ids.contains(key), isScalar(member.value) { return false }
        if placeKeys.parents.contains(key), member.value != .null {
          guard let place = member.value.integer, place >= -1 else { return false }
          if place >= 0 { isNamed = true }
        } else if placeKeys.children.contains(key), let places = member.value.elements {
          guard places.allSatisfy({ $0.integer ?? -2 >= -1 }) else { return false }
          if !places.isEmpty { isNamed = true }
        }
      }
    }
    return isNamed
  }

  /// Whether columns have no ids and name the parents of rows by their places, from 0.
  static func arePlaces(_ head: [String]) -> Bool {
    let keys = Set(head.map { WordText.normalized($0) })
    return !keys.isDisjoint(with: placeKeys.parents) && !keys.isDisjoint(with: statisticKeys)
      && keys.isDisjoint(with: placeKeys.ids)
  }

  /// The keys by which records without ids are told from others.
  private static let placeKeys: (ids: Set<String>, parents: Set<String>, children: Set<String>) = {
    func normalized(_ field: MapField) -> Set<String> {
      Set(field.keys.map { WordText.normalized($0) })
    }
    return (
      normalized(.id), normalized(.parent).filter { $0.hasPrefix("parent") }, normalized(.children)
    )
  }()

  /// Whether an object is a record of a node: it has an id, and names its parent or its children.
  static func isRecord(_ value: JSONValue, keys: Set<String>? = nil) -> Bool {
    let members = value.members ?? []
    func has(_ field: MapField, _ accepts: (JSONValue) -> Bool) -> Bool {
      field.keys.contains { key in
        members.contains {
          WordText.normalized($0.key) == WordText.normalized(key) && accepts($0.value)
        }
      }
    }
    guard keys != nil || has(.id, { isScalar($0) && $0 != .null }) else { return false }
    if has(.parent, { isScalar($0) || $0.members != nil && $0["id"] != nil }) { return true }
    if BranchColumns.keys(in: members.filter { isScalar($0.value) }.map(\.key)) != nil {
      return true
    }
    return has(.children) { value in
      if let elements = value.elements {
        return elements.allSatisfy { $0.string != nil || $0.number != nil }
      }
      // Ids by the actions that lead to them, and no numbers by their names.
      guard let keys, let members = value.members else { return false }
      return members.allSatisfy {
        FieldReader.text(of: $0.value).map { keys.contains($0) } ?? false
      }
    }
  }

  static func isScalar(_ value: JSONValue) -> Bool {
    value.elements == nil && value.members == nil
  }

  /// Whether an object names a parent, or the id of a child: an empty list of children is no id.
  private static func saysMore(_ value: JSONValue) -> Bool {
    (value.members ?? []).contains { member in
      let key = WordText.normalized(member.key)
      if MapField.parent.keys.contains(where: { WordText.normalized($0) == key }) { return true }
      if BranchColumns.all.contains(key), member.value.number != nil || member.value.string != nil {
        return true
      }
      guard MapField.children.keys.contains(where: { WordText.normalized($0) == key }) else {
        return false
      }
      return !(member.value.elements?.isEmpty ?? true)
        || member.value.members?.contains { isScalar($0.value) } ?? false
    }
  }
}
