import Foundation
import Testing

extension TerminalTests {
  /// Files that another program makes shorter while they are open, as one does that begins again with
  /// `open(path, "w")`, or that rotates its logs.
  @Suite struct ShrinkingTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.path + "/a.jsonl" }

    /// How a file becomes shorter.
    enum Cut: CaseIterable {
      case toNothing, toHalf, toAWholeLine, andWrittenAnew, rotated
    }

    /// Two megabytes of events; half of them lie far behind the first page.
    private static let journal: String = {
      var lines = [
        #"{"type":"search","version":1,"engine":"x","root":{"id":0},"statistics":["visits","mean"]}"#
      ]
      for number in 1...15_000 {
        let parent = number / 8
        lines.append(
          #"{"type":"expand","node":\#(parent),"children":[{"id":\#(number),"action":"a\#(number)"}]}"#
        )
        lines.append(
          #"{"type":"backup","iteration":\#(number),"path":[0],"stats":[[0,\#(number),0.5]]}"#)
      }
      return lines.joined(separator: "\n") + "\n"
    }()

    /// The same search begun again, not yet far.
    private static let begunAgain =
      journal.split(separator: "\n").prefix(41)
      .joined(separator: "\n").replacingOccurrences(of: "\"a", with: "\"again ") + "\n"

    private func cut(_ cut: Cut) {
      let size = Self.journal.utf8.count
      switch cut {
      case .toNothing: #expect(truncate(path, 0) == 0)
      case .toHalf: #expect(truncate(path, size / 2 + 7) == 0)
      case .toAWholeLine:
        let half = Array(Self.journal.utf8.prefix(size / 2))
        let end = half.lastIndex(of: UInt8(ascii: "\n")) ?? 0
        #expect(truncate(path, end + 1) == 0)
      case .andWrittenAnew: #expect(TextFile.write(Self.begunAgain, to: path))
      case .rotated:
        #expect(TextFile.write(Self.journal, to: path + ".1"))
        #expect(truncate(path, 0) == 0)
        // The writer goes on behind a hole, or at the beginning.
        #expect(TextFile.write(Self.begunAgain, to: path))
      }
    }

    /// Whether a file that is cut so holds nothing for a moment.
    private func isEmptied(by cut: Cut) -> Bool { cut == .andWrittenAnew || cut == .rotated }

    /// Whether the end of the recording comes to show one of these; drawn anew, they come whole.
    private func shows(_ words: [String], _ treetop: Treetop) -> Bool {
      Deadline(seconds: 30).poll {
        treetop.type("g$\u{C}")
        return words.contains { treetop.sees($0, within: 0.5) }
      }
    }

    /// The iterations that the file holds now.
    private func iterationsLeft() throws -> Int {
      TextFile.read(path).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        .count { $0.hasPrefix("{\"type\":\"backup\"") }
    }

    @Test(arguments: ["open", "follow"], Cut.allCases)
    func `the explorer survives it, says so, and shows what is left`(
      command: String, cut: Cut
    ) throws {
      #expect(TextFile.write(Self.journal, to: path))
      let treetop = try Treetop([command, path], width: 160)
      #expect(shows(["15,000 sims"], treetop), "\(treetop.rest.suffix(2_000))")
      treetop.forget()
      self.cut(cut)
      // A key that needs what is gone; what is followed is found out without one.
      treetop.type("15000S")
      try treetop.expect("the file")
      // One that is cut and then written again was empty in between; a follower may have looked then.
      let left = try iterationsLeft()
      let counts = command == "follow" && self.isEmptied(by: cut) ? [left, 0] : [left]
      // Of a file without a line nobody knows how many there were.
      let words =
        counts.map { "\($0.formatted(.number.locale(.init(identifier: "en")))) sims" }
        + (counts.contains(0) ? ["- sims"] : [])
      #expect(shows(words, treetop), "\(words): \(treetop.rest.suffix(2_000))")
      treetop.type("jlSsg^g$\u{C}")
      try treetop.expect("help")
      treetop.type("Q")
      #expect(treetop.end() == .code(0))
      treetop.expectRestored()
    }

    @Test(arguments: Cut.allCases)
    func `it is survived while the file is still being read`(cut: Cut) throws {
      for delay in [0, 1_000, 5_000, 20_000, 60_000] as [UInt32] {
        #expect(TextFile.write(Self.journal, to: path))
        let treetop = try Treetop(["open", path])
        usleep(delay)
        self.cut(cut)
        // A file that is empty before it is opened is refused; else it is shown.
        _ = Deadline(seconds: 20).poll {
          treetop.type("\u{C}")
          return treetop.sees("help", within: 0.3) || treetop.process.hasEnded
        }
        treetop.type("Q")
        let ending = treetop.end(within: 30)
        #expect(ending == .code(0) || ending == .code(1), "\(delay)")
        #expect(treetop.terminal.modes == treetop.modesBefore)
      }
    }

    @Test(arguments: ["--json", "--batch"], Cut.allCases)
    func `what is printed is what one file holds, or nothing`(format: String, cut: Cut) throws {
      for delay in [0, 500, 2_000, 8_000, 30_000, 90_000] as [UInt32] {
        #expect(TextFile.write(Self.journal, to: path))
        let run = try Program.start(["open", path, format])
        usleep(delay)
        self.cut(cut)
        let ending = run.end()
        let place = "\(delay): \(ending.status) \(ending.error)"
        switch ending.status {
        case 0, 3:
          #expect(!ending.output.isEmpty, "\(place)")
          if format == "--json" {
            let object = try JSONSerialization.jsonObject(with: Data(ending.output.utf8))
            let found = (object as? [String: Any])?["iterations"] as? Int ?? -1
            #expect([15_000, try iterationsLeft()].contains(found), "\(place): \(found)")
          }
          if ending.status == 3 { #expect(ending.error.contains("the file"), "\(place)") }
        case 1: #expect(ending.output == "" && !ending.error.isEmpty, "\(place)")
        default: Issue.record("\(place)")
        }
      }
    }
  }
}
