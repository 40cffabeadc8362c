import Groundwork

extension SafeTensors {
  /// What is wrong with a member of the header.
  struct Finding: Error {
    var problem: String
  }

  /// Reads an object of strings.
  static func strings(_ value: JSONNode) throws(Finding) -> [String: String] {
    guard value.content == .object else {
      throw Finding(problem: "an object expected, \(value.kind) found")
    }
    var result: [String: String] = [:]
    for member in value.children {
      let name = member.key ?? ""
      guard let text = member.string else {
        throw Finding(problem: "\(name): a string expected, \(member.kind) found")
      }
      result[name] = text
    }
    return result
  }

  /// Reads what the header says of a tensor; its numbers lie in `start..<end` of the file.
  static func tensor(
    _ value: JSONNode, from start: Int, to end: Int
  ) throws(Finding) -> Tensor {
    guard value.content == .object else {
      throw Finding(problem: "an object expected, \(value.kind) found")
    }
    for name in value.children.compactMap(\.key)
    where !["dtype", "shape", "data_offsets"].contains(name) {
      throw Finding(problem: "dtype, shape and data_offsets expected, \(name) found")
    }
    let code = value["dtype"]?.string
    guard let code, let type = NumberType(rawValue: code) else {
      let found = code ?? value["dtype"]?.kind ?? "nothing"
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

  private static func counts(_ value: JSONNode, _ name: String) throws(Finding) -> [Int] {
    guard let list = value[name], list.content == .array else {
      throw Finding(problem: "\(name): a list expected, \(value[name]?.kind ?? "nothing") found")
    }
    var result: [Int] = []
    for element in list.children {
      guard let count = element.count else {
        throw Finding(problem: "\(name): whole numbers expected, \(element.kind) found")
      }
      result.append(count)
    }
    return result
  }
}
