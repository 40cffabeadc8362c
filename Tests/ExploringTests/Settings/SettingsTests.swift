import Drawing
import Testing

@testable import Exploring

/// What is typed after `:set`.
struct SettingsTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var typed: String
    var name: Setting.Name
    var value: String
    var testDescription: String { typed }

    init(_ typed: String, _ name: Setting.Name, _ value: String) {
      (self.typed, self.name, self.value) = (typed, name, value)
    }
  }

  @Test(arguments: [
    Row("theme=light", .theme, "light"), Row("theme = dark-contrast", .theme, "dark-contrast"),
    Row("theme mono", .theme, "mono"), Row("mouse=off", .mouse, "off"),
    Row("nomouse", .mouse, "off"),
    Row("mouse!", .mouse, "off"), Row("ids!", .ids, "on"), Row("ids", .ids, "on"),
    Row("signs=ascii", .signs, "ascii"), Row("noshare", .share, "off"),
    Row("inspector off", .inspector, "off"),
  ])
  func `a setting is changed as it is typed`(row: Row) {
    var settings = Settings()
    #expect(settings.set(typed: row.typed) == .success(row.name))
    #expect(settings[row.name] == row.value)
    #expect(settings.given == [row.name: row.value])
  }

  @Test(arguments: [
    ("thme=dark", "did you mean theme?"), ("theme=drak", "did you mean dark?"),
    ("theme", "accepted are dark, light, plain, dark-contrast, light-contrast, mono"),
    ("mouse=maybe", "accepted are on, off"),
    ("signs!", "accepted are unicode, blocks-free, ascii, braille-free"),
    ("notheme", "no setting is called"), ("a b c", "set takes NAME=VALUE"),
    ("", "set takes NAME=VALUE"),
  ])
  func `what is wrong is said with what is accepted, and changes nothing`(
    typed: String, words: String
  ) throws {
    var settings = Settings()
    guard case .failure(let refusal) = settings.set(typed: typed) else {
      Issue.record("\(typed) was accepted")
      return
    }
    #expect(refusal.reason.contains(words), "\(refusal.reason)")
    #expect(settings == Settings())
  }

  @Test func `every setting is in the list once, with a usual value among those accepted`() {
    #expect(Setting.all.map(\.name) == Setting.Name.allCases)
    for setting in Setting.all {
      if let usual = setting.usual { #expect(setting.refusal(of: usual) == nil) }
      #expect((10...80).contains(setting.help.count))
    }
  }

  @Test func `set changes what is shown at once`() throws {
    var harness = try ExplorerHarness(simulations: 50)
    #expect(harness.state.showsShare)
    harness.press(": s e t Space n o s h a r e Enter")
    #expect(!harness.state.showsShare)
    harness.press(": s e t Space s h a r e ! Enter")
    #expect(harness.state.showsShare)
    harness.press("%")
    harness.press(": s e t Space s h a r e ! Enter")
    #expect(harness.state.showsShare, "a switch goes by what the key has made of it")
    harness.press(": s e t Space s i g n s = a s c i i Enter")
    #expect(harness.state.glyphs == .ascii)
    #expect(
      harness.press(": s e t Space t h e m e = l i g h t Enter") == [.theme(.light)])
    #expect(harness.press(": s e t Space n o m o u s e Enter") == [.mouse(false)])
    #expect(!harness.state.hasMouse)
    harness.press(": s e t Space x Enter")
    #expect(harness.state.message?.isError == true)
  }

  @Test func `names and values are completed, and what was set is asked to be kept`() throws {
    var harness = try ExplorerHarness(simulations: 5)
    harness.press(": s e t Space t h Tab")
    #expect(harness.state.prompt?.text == "set theme=")
    harness.press("l Tab")
    #expect(harness.state.prompt?.text == "set theme=light")
    harness.press("Enter")
    harness.press("#")
    let kept = harness.press(": k e e p Tab Enter")
    #expect(kept == [.keep(harness.state.currentSettings)])
    #expect(harness.state.currentSettings.given == [.theme: "light", .ids: "on"])
    harness.handle(.kept("kept in the file", isError: false))
    #expect(harness.state.message?.text == "kept in the file")
  }

  @Test func `a word is taken back with one key`() throws {
    var harness = try ExplorerHarness(simulations: 5)
    harness.press(": s e t Space t h e m e Space d a r k ^W")
    #expect(harness.state.prompt?.text == "set theme ")
    harness.press("^W ^W")
    #expect(harness.state.prompt?.text == "")
  }
}
