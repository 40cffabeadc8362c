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

  @Test func `columns by preset are read and written, with their widths and shades`() {
    let line =
      "columns sc-mcts* = N, Q:+2, Q - P:+3:shade, term(\"U\"), stat(\"R\'s\"), action = \"a, b\""
    let file = SettingsFile(line + "\ncolumns uct =\n")
    #expect(file.problems == [])
    var choices = [
      ColumnSettings.Choice(.standard(.visits)), .init(.standard(.value)),
      .init(.expression("Q - P")), .init(.term("U")), .init(.statistic("R's")),
      .init(.expression("action = \"a, b\"")),
    ]
    choices[1].extraWidth = 2
    choices[2].extraWidth = 3
    choices[2].isShaded = true
    #expect(file.settings.columns.choices == ["sc-mcts*": choices, "uct": []])
    #expect("columns sc-mcts* = " + ColumnSettings.text(choices) == line)
    #expect(
      SettingsFile(SettingsFile.listing(file.settings)).settings.columns == file.settings.columns)
  }

  @Test(arguments: [
    ("columns uct = N >", "columns: column 4: the end stands"),
    ("columns uct = N, Q:+99", "columns: column 5: \":\" means nothing"),
    ("columns uct = N, Q, N", "columns: column 7: N stands there twice"),
    ("columns uct = Q:wide", "columns: column 2: \":\" means nothing"),
    ("columns = N", "no setting is called \"columns\""),
  ])
  func `columns that cannot be read are named with their place`(line: String, words: String) {
    let file = SettingsFile("ids = on\n" + line + "\n")
    #expect(file.problems.map(\.line) == [2])
    #expect(file.problems.first?.reason.contains(words) == true, "\(file.problems)")
    #expect(file.settings.columns.choices.isEmpty && file.settings.given == [.ids: "on"])
  }

  @Test
  func `columns are kept in their own line, and taken out where they are the usual ones again`() {
    var file = SettingsFile("# mine\ncolumns uct = N\ncolumns puct = Q\n")
    var settings = file.settings
    settings.columns.choices["uct"] = [.init(.standard(.value)), .init(.expression("depth"))]
    settings.columns.choices["puct"] = nil
    settings.columns.choices["a=b"] = [.init(.standard(.value))]
    #expect(file.keep(settings) == ["columns of puct", "columns of uct"])
    #expect(file.text == "# mine\ncolumns uct = Q, depth\n")
    #expect(file.keep(settings) == [])
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
      #expect(file.text.contains(setting.accepted))
      guard setting.name != .allow else { continue }
      for word in setting.words { #expect(file.text.contains(word)) }
    }
  }
}
