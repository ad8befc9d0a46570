import Testing

@testable import fob_scan

@Suite struct `A payload's line` {
  @Test(arguments: [
    ("otpauth://totp/a?secret=b", #"{"payload": "otpauth://totp/a?secret=b"}"#),
    ("", #"{"payload": ""}"#),
    (#"say "hi" \ bye"#, #"{"payload": "say \"hi\" \\ bye"}"#),
    ("a\nb\tc\u{0}\u{1B}]52;", #"{"payload": "a\nb\u0009c\u0000\u001b]52;"}"#),
    ("\u{7F}\u{9B}31m", #"{"payload": "\u007f\u009b31m"}"#),
    ("Zoë 東京 🔑", #"{"payload": "Zoë 東京 🔑"}"#),
  ])
  func `is one JSON object, and nothing that a terminal would act on`(text: String, line: String) {
    #expect(PayloadLine(payload: Array(text.utf8), part: nil).json == line + "\n")
  }

  /// The bytes of RFC 4648, section 10, after one that is never UTF-8.
  @Test(arguments: [
    ([0xFF], "/w=="), ([0xFF, 0x66], "/2Y="), ([0xFF, 0x66, 0x6F], "/2Zv"),
    ([0xFF, 0x66, 0x6F, 0x6F], "/2Zvbw=="),
  ])
  func `carries bytes that are not UTF-8 exactly`(bytes: [UInt8], base64: String) {
    let text = String(decoding: bytes, as: UTF8.self)
    let line = #"{"payload": "\#(text)", "payload_base64": "\#(base64)"}"#
    #expect(PayloadLine(payload: bytes, part: nil).json == line + "\n")
  }
}
