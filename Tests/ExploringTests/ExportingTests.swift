import Drawing
import Environments
import Presets
import SearchTrees
import Testing
import TreeSearch

@testable import Exploring

/// `:export` writes what is shown for other programs.
@Suite struct ExportingTests {
  private static let forms = [
    TreeExporter.Form(name: "csv", title: "a table"),
    TreeExporter.Form(name: "html", title: "a page"),
  ]

  /// An explorer on a search that can be exported; what is written is said, and nothing is.
  private func harness() throws -> ExplorerHarness {
    var options = LiveSearch.Options()
    options.exporter = TreeExporter(forms: Self.forms) { order, facts, summary in
      order.path == "taken"
        ? .refused("taken: there is a file of this name; nothing was written")
        : .written(
          "\(order.form) to \(order.path): \(facts.nodeCount) nodes, "
            + "\(summary.iterations) iterations, \(order.filter ?? "all")")
    }
    var harness = ExplorerHarness(
      SearchPlan(try Problem.named("connect-four"), .uct), size: Size(width: 120, height: 24),
      options: options)
    harness.run(100)
    return harness
  }

  @Test func `a form and a file are written, and it is said`() throws {
    var harness = try harness()
    harness.press(":")
    harness.type("export csv out.csv")
    harness.press("Enter")
    #expect(harness.screen.text.contains("csv to out.csv: "))
    #expect(harness.screen.text.contains(" 100 iterations, all"))
  }

  @Test func `what a filter hides is left out`() throws {
    var harness = try harness()
    harness.press("f")
    harness.type("N > 3")
    harness.press("Enter :")
    harness.type("export html a page.html")
    harness.press("Enter")
    #expect(harness.screen.text.contains("html to a page.html: "))
    #expect(harness.screen.text.contains(" iterations, N > 3"))
  }

  @Test func `a file that is there is not overwritten`() throws {
    var harness = try harness()
    harness.press(":")
    harness.type("export csv taken")
    harness.press("Enter")
    #expect(
      harness.screen.text.contains("taken: there is a file of this name; nothing was written"))
  }

  @Test(
    arguments: [
      ("csv out.csv", nil), ("csv", "a file is missing: export csv FILE"),
      ("zebra out", "there is no form \"zebra\"; accepted are csv, html"),
      ("htlm out", "there is no form \"htlm\"; did you mean html? accepted are csv, html"),
    ] as [(String, String?)])
  func `what means nothing is refused with what is accepted`(
    typed: String, refusal: String?
  )
    throws
  {
    #expect(Explorer.exportRefusal(typed, Self.forms) == refusal)
    var harness = try harness()
    harness.press(":")
    harness.type("export " + typed)
    let effects = harness.press("Enter")
    let isSent = effects.contains { if case .send(.export) = $0 { true } else { false } }
    #expect(isSent == (refusal == nil))
  }

  @Test(
    arguments: [
      ("cs", nil), ("csv", nil), ("csv o", nil), ("x", "there is no form"),
      ("x o", "there is no form"),
    ] as [(String, String?)])
  func `a wrong form is named while it is typed, a missing file is not`(
    typed: String, problem: String?
  ) throws {
    let command = try #require(CommandTable.command(.export))
    let found = ArgumentCheck.problem(typed, of: command, exportForms: Self.forms)
    #expect((found == nil) == (problem == nil))
    if let found, let problem { #expect(found.hasPrefix(problem)) }
  }

  @Test func `Tab completes the form and then the path`() throws {
    var harness = try harness()
    harness.press(":")
    harness.type("export ht")
    harness.press("Tab")
    #expect(harness.state.prompt?.text == "export html ")
    harness.type("out/a")
    #expect(harness.press("Tab") == [.completePath("out/a")])
  }

  @Test func `where nothing can be exported the command says so`() throws {
    var harness = try ExplorerHarness(simulations: 20)
    harness.press(":")
    harness.type("export csv out.csv")
    harness.press("Enter")
    #expect(harness.screen.text.contains("nothing is exported from here"))
  }
}
