import Groundwork

/// A file of named tensors in the safetensors format.
///
/// Eight bytes give the length of a header in JSON, little-endian; what follows the header is the
/// tensors' numbers, without gaps. Every claim of the header is checked against the file when it is
/// read, so that a tensor's bytes are there when they are asked for.
public struct SafeTensors: Sendable {
  /// How the numbers of a tensor are written.
  public enum NumberType: String, Hashable, Sendable {
    /// Half precision, two bytes.
    case half = "F16"
    /// Single precision, four bytes.
    case single = "F32"

    /// Bytes per number.
    public var size: Int { self == .half ? 2 : 4 }
  }

  /// Where a tensor stands and what it is.
  public struct Tensor: Hashable, Sendable {
    /// How its numbers are written.
    public var type: NumberType
    /// Its extents, outermost first.
    public var shape: [Int]
    /// Its bytes, as a range of the file.
    public var range: Range<Int>
    /// How many numbers it has.
    public var count: Int { range.count / type.size }
  }

  /// What the file is called in errors.
  public let name: String
  /// The whole file.
  let bytes: [UInt8]
  /// The tensors by name.
  public let tensors: [String: Tensor]
  /// The strings that stand beside the tensors.
  public let metadata: [String: String]

  /// The longest header that is read, in bytes.
  private static let longestHeader = 1 << 24

  /// Reads a file's header and checks it against the file.
  ///
  /// - Throws: ``ModelFileError`` at the first thing that is wrong.
  public init(_ bytes: [UInt8], name: String) throws(ModelFileError) {
    func wrong(_ place: String, _ problem: String) -> ModelFileError {
      ModelFileError(file: name, place: place, problem: problem)
    }
    guard bytes.count >= 8 else {
      throw wrong("header", "8 bytes with its length expected, the file has \(bytes.count)")
    }
    var length: UInt64 = 0
    for index in (0..<8).reversed() { length = length << 8 | UInt64(bytes[index]) }
    guard length <= UInt64(Self.longestHeader), Int(length) <= bytes.count - 8 else {
      throw wrong("header", "it says that it is \(length) bytes long, \(bytes.count - 8) are left")
    }
    let start = 8 + Int(length)
    let header: JSONNode
    do throws(JSONError) {
      header = try JSONDocument(reading: bytes[8..<start]).root
    } catch {
      throw wrong("header, byte \(error.offset)", error.reason)
    }
    guard header.content == .object else {
      throw wrong("header", "an object expected, \(header.kind) found")
    }
    var tensors: [String: Tensor] = [:]
    var metadata: [String: String] = [:]
    for member in header.children {
      let name = member.key ?? ""
      do throws(Finding) {
        if name == "__metadata__" {
          metadata = try Self.strings(member)
        } else {
          tensors[name] = try Self.tensor(member, from: start, to: bytes.count)
        }
      } catch {
        throw wrong(name == "__metadata__" ? name : "tensor \(name)", error.problem)
      }
    }
    var end = start
    let ends = { (range: Range<Int>) in (range.lowerBound, range.upperBound) }
    for (name, tensor) in tensors.sorted(by: { ends($0.value.range) < ends($1.value.range) }) {
      guard tensor.range.lowerBound == end else {
        throw wrong(
          "tensor \(name)",
          "byte \(end - start) expected as its first, \(tensor.range.lowerBound - start) found")
      }
      end = tensor.range.upperBound
    }
    guard end == bytes.count else {
      throw wrong("end", "\(end) bytes expected, the file has \(bytes.count)")
    }
    self.name = name
    self.bytes = bytes
    self.tensors = tensors
    self.metadata = metadata
  }
}
