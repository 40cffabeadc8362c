extension SafeTensors {
  /// What is wrong with a member of the header.
  struct Finding: Error {
    var problem: String
  }

  /// Reads an object of strings.
  static func strings(_ value: JSONText) throws(Finding) -> [String: String] {
    guard case .object(let members) = value else {
      throw Finding(problem: "an object expected, \(value.kind) found")
    }
    var result: [String: String] = [:]
    for member in members {
      guard case .text(let text) = member.value else {
        throw Finding(problem: "\(member.name): a string expected, \(member.value.kind) found")
      }
      result[member.name] = text
    }
    return result
  }

  /// Reads what the header says of a tensor; its numbers lie in `start..<end` of the file.
  static func tensor(
    _ value: JSONText, from start: Int, to end: Int
  ) throws(Finding) -> Tensor {
    guard case .object(let members) = value else {
      throw Finding(problem: "an object expected, \(value.kind) found")
    }
    for member in members where !["dtype", "shape", "data_offsets"].contains(member.name) {
      throw Finding(problem: "dtype, shape and data_offsets expected, \(member.name) found")
    }
    guard case .text(let code) = value["dtype"], let type = NumberType(rawValue: code) else {
      var found = value["dtype"]?.kind ?? "nothing"
      if case .text(let code) = value["dtype"] { found = code }
      throw Finding(problem: "dtype F16 or F32 expected, \(found) found")
    }
    let shape = try counts(value, "shape")
    let offsets = try counts(value, "data_offsets")
    guard offsets.count == 2, offsets[0] <= offsets[1], offsets[1] <= end - start else {
      throw Finding(problem: "data_offsets within 0...\(end - start) expected, \(offsets) found")
    }
    var size = type.size
    for extent in shape {
      let (product, overflows) = size.multipliedReportingOverflow(by: extent)
      guard !overflows else { throw Finding(problem: "shape \(shape) is too large") }
      size = product
    }
    guard size == offsets[1] - offsets[0] else {
      let found = offsets[1] - offsets[0]
      throw Finding(
        problem: "\(size) bytes expected for \(code) of shape \(shape), \(found) found")
    }
    return Tensor(type: type, shape: shape, range: start + offsets[0]..<start + offsets[1])
  }

  private static func counts(_ value: JSONText, _ name: String) throws(Finding) -> [Int] {
    guard case .list(let list) = value[name] else {
      throw Finding(problem: "\(name): a list expected, \(value[name]?.kind ?? "nothing") found")
    }
    var result: [Int] = []
    for element in list {
      guard let count = element.count else {
        throw Finding(problem: "\(name): whole numbers expected, \(element.kind) found")
      }
      result.append(count)
    }
    return result
  }
}
