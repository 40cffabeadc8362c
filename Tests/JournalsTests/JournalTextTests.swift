import Journals
import Testing

@Suite struct JournalTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("", ""), (#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{c}\n\r\t"),
    (#"\u00e9\u6728"#, "é木"), (#"\ud83d\ude00!"#, "😀!"), (#"\uD83D\uDE00"#, "😀"),
    (#"\ud83d"#, "\u{fffd}"), (#"\ude00x"#, "\u{fffd}x"), (#"\ud83dA"#, "\u{fffd}A"),
    (#"\ud83d\ud83d\ude00"#, "\u{fffd}😀"), (#"\ud83d\n"#, "\u{fffd}\n"), (#"\u0000"#, "\0"),
    (#"a\q\u12"#, #"a\q\u12"#), (#"\"#, #"\"#), (#"\u"#, #"\u"#),
  ])
  func `escapes are resolved, half a character is replaced`(text: String, resolved: String) {
    #expect(JournalReader.text(text.utf8.span) == resolved)
  }

  @Test(
    arguments: [
      [0x61, 0xff, 0x62], [0xe2, 0x82], [0xc0, 0xaf], [0xe2, 0x82, 0x5c, 0x6e], [0xed, 0xa0, 0x80],
    ] as [[UInt8]])
  func `bytes that are not UTF-8 are replaced as the standard library does`(bytes: [UInt8]) {
    let plain = bytes == [0xe2, 0x82, 0x5c, 0x6e] ? [0xe2, 0x82, 0x0a] : bytes
    #expect(JournalReader.text(bytes.span) == String(decoding: plain, as: UTF8.self))
  }
}
