import Drawing
import Testing

@testable import Exploring

/// The file of settings: what it says, what is wrong with it, how it is changed.
struct SettingsFileTests {
  @Test func `a file sets what its lines say, whatever blanks and comments are around them`() {
    let file = SettingsFile(
      """
      # mine
        theme=light

      signs   =  ascii
      mouse = off
      mouse = on
      key g x = goto-note
      key Alt-= = zoom
      key x b = none
      """)
    #expect(file.problems == [])
    #expect(file.settings.given == [.theme: "light", .signs: "ascii", .mouse: "on"])
    #expect(
      file.settings.bindings == [
        KeyBinding("g x", to: .nextNote), KeyBinding("Alt-=", to: .zoomIn),
        KeyBinding("x b", to: nil),
      ])
  }

  @Test(arguments: [
    ("theme", "expected NAME = VALUE"), ("= dark", "expected NAME = VALUE"),
    ("them = dark", "did you mean theme?"), ("theme = drak", "did you mean dark?"),
    ("key = run", "key takes keys"), ("key Foo = run", "\"Foo\" is no key"),
    ("key g x = nonsense", "no command is called \"nonsense\""),
    ("key x = simulat", "did you mean simulate?"), ("key ^C = run", "cannot be bound"),
    ("key 3 = run", "begins with a digit"), ("\u{1B}[31m = on", "no setting is called"),
  ])
  func `a line that cannot be read is named with its number, and the others hold`(
    line: String, words: String
  ) {
    let file = SettingsFile("ids = on\n\n" + line + "\nmouse = off\n")
    #expect(file.problems.map(\.line) == [3])
    #expect(file.problems.first?.reason.contains(words) == true, "\(file.problems)")
    #expect(file.settings.given == [.ids: "on", .mouse: "off"])
    #expect(file.settings.bindings == [])
  }

  @Test func `a setting is kept in its own line, and all other lines stay`() {
    var file = SettingsFile("# mine\ntheme = dark\nnonsense\nkey g x = goto-note")
    file.keep(.theme, "light")
    file.keep(.ids, "on")
    #expect(
      file.text == "# mine\ntheme = light\nnonsense\nkey g x = goto-note\nids = on\n")
    #expect(file.settings.given == [.theme: "light", .ids: "on"])
    file.keep(.ids, "off")
    #expect(file.text.hasSuffix("\nids = off\n"))
    var empty = SettingsFile()
    empty.keep(.mouse, "off")
    #expect(empty.text == "mouse = off\n")
  }

  @Test func `the listing reads back as the settings and keys that are in force`() {
    var settings = Settings()
    _ = settings.set(.theme, to: "light-contrast")
    settings.bind(KeyBinding("g x", to: .nextNote))
    let file = SettingsFile(SettingsFile.listing(settings))
    #expect(file.problems == [])
    for name in Setting.Name.allCases { #expect(file.settings[name] == settings[name]) }
    let (listed, own) = (KeyMap(file.settings.bindings), KeyMap(settings.bindings))
    #expect(listed.bindings.mapValues(\.name) == own.bindings.mapValues(\.name))
    for setting in Setting.all {
      #expect(file.text.contains(setting.help))
      for word in setting.words { #expect(file.text.contains(word)) }
    }
  }
}
