import Groundwork
import Journals
import SearchTrees
import Testing

@testable import Importers

/// The language of `--map`.
@Suite struct MappingTests {
  static let record =
    #"{"n": 4, "w": 3, "l": [1, 2, 6], "m": {"uci": "e4", "a b": 7}, "t": "N=12 Q=.5", "z": null, "children": []}"#

  @Test(arguments: [
    ("n", "4"), ("w/n", "0.75"), ("w / n * 2", "1.5"), ("n - w - 1", "0"), ("2*(n+w)", "14"),
    ("-1 * w", "-3"), ("m.uci", "e4"), ("m.'a b'", "7"), ("l[0]", "1"), ("l[-1]", "6"),
    ("l[9]", "-"), ("mean(l)", "3"), ("sum(l)", "9"), ("count(l)", "3"), ("last(l)", "6"),
    ("z ?? w", "3"), ("nothing ?? n", "4"), ("nothing", "-"), ("z/n", "-"), ("n/0", "inf"),
    (#"t ~ /N=(\d+)/"#, "12"), (#"t ~ /Q=\S+/"#, "Q=.5"), (#"t ~ /X=(\d+)/"#, "-"),
  ])
  func `an expression says what it says of a record`(text: String, result: String) throws {
    let source = SourceText(Array(Self.record.utf8))
    let reading = try #require(try JSONForest.read(source, FileOutline(source, root: [])))
    let forest = ForestBuilder.forest(of: reading, Mapping())
    var parser = MapParser(text)
    let expression = try parser.expression()
    let value = FieldReader(forest: forest).value(expression, of: 0)
    let words = FieldReader.text(of: value) ?? "-"
    #expect(words == result || value.number == Double(result))
  }

  @Test(arguments: [
    ("visits=", "an expression is expected"), ("visits=(n", "\")\" is expected"),
    ("visits=a ~ b", "begins a regular expression"), ("visits=a ~ /(/", "is no regular expression"),
    ("view=up", "view is root or mover"), ("range=3", "range is LOW:HIGH"),
    ("visits=l[x]", "in brackets stands a whole number"), ("nobody", "is no preset"),
    ("=n", "a field or the name of a preset"), ("visits=n mean=q", "\",\" or the end"),
    ("c=n", "c is a number"),
  ])
  func `a mapping that makes no sense is refused with what is accepted`(
    text: String, words: String
  ) {
    do throws(ImportError) {
      var options = Importer.Options()
      try options.setMapping(text)
      Issue.record("it was taken")
    } catch {
      #expect(error.kind == .usage && error.reason.contains(words), "\(error.reason)")
    }
  }

  @Test func `a mapping overrules what was guessed, and adds numbers`() throws {
    let text =
      #"{"visits": 9, "n": 4, "s": 2, "kids": [{"visits": 9, "n": 3, "s": 2, "kids": []}]}"#
    let file = try ReadFile(text, map: "visits=n, sum=s, view=root, twice=2*n")
    #expect(file.report.rootVisits == 4 && file.report.rootValue == 0.5)
    #expect(file.report.children[0].statistics.first { $0.name == "twice" }?.value == 6)
  }

  @Test func `each format has a mapping that can be read, and a name of its own`() {
    #expect(Set(FormatPreset.all.map(\.name)).count == FormatPreset.all.count)
    for preset in FormatPreset.all { _ = preset.mapping }
  }
}
