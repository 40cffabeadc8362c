import Foundation
import Goldens

/// The golden cases of a folder, each checked by the rule of its file.
struct GoldenCheck {
  private let folder: String

  init(_ arguments: inout Arguments) throws {
    folder = try arguments.operand("goldens FOLDER")
    try arguments.finish()
  }

  /// Checks all files, prints a line for each case, and returns the exit status.
  func run() throws -> Int32 {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { $0.hasSuffix(".json") }.sorted()
    } catch {
      throw Arguments.Mistake(reason: "\(folder): the folder cannot be read")
    }
    guard !names.isEmpty else {
      throw Arguments.Mistake(reason: "\(folder): there are no files *.json")
    }
    var report = GoldenReport()
    for file in names {
      let path = folder + "/" + file
      if let data = FileManager.default.contents(atPath: path) {
        do throws(GoldenFileError) {
          report.check(
            try GoldenFile(name: String(file.dropLast(5)), reading: [UInt8](data)))
        } catch {
          report.note(unreadable: file, error.reason)
        }
      } else {
        report.note(unreadable: file, "the file cannot be read")
      }
    }
    for line in report.lines + [report.summary] { print(Self.printable(line)) }
    return report.status
  }

  /// Returns a text with what is not printable ASCII as escapes: names come from files.
  private static func printable(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { line, scalar in
      line += 0x20..<0x7f ~= scalar.value ? String(scalar) : scalar.escaped(asASCII: true)
    }
  }
}
