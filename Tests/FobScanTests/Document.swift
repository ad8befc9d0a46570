import Fixtures

/// A PDF document that is made up of parts that no program would put together so.
struct Document {
  struct Page {
    /// Its width and height in points, 1/72 inch.
    var side = 210
    /// What it draws; `/I Do` draws the code in a unit square.
    var content = ""
    /// Where the content is packed, how: the value of `/Filter`.
    var filter = ""
    var bytes: [UInt8] = []

    static let blank = Page()
    static let code = Page(content: "q 150 0 0 150 30 30 cm /I Do Q")
  }

  let pages: [Page]

  /// The file.
  var bytes: [UInt8] {
    var objects = [
      Array("<</Type/Catalog/Pages 2 0 R>>".utf8),
      Array("<</Type/Pages/Count \(pages.count)/Kids[\(kids)]>>".utf8), Self.picture,
    ]
    for (index, page) in pages.enumerated() {
      objects.append(
        Array(
          """
          <</Type/Page/Parent 2 0 R/MediaBox[0 0 \(page.side) \(page.side)]/Resources<</XObject\
          <</I 3 0 R>>>>/Contents \(5 + 2 * index) 0 R>>
          """.utf8))
      let filter = page.filter.isEmpty ? "" : "/Filter \(page.filter)"
      objects.append(Self.stream(page.bytes + Array(page.content.utf8), filter))
    }
    return Self.file(objects)
  }

  private var kids: String { pages.indices.map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ") }

  /// The code of the fixture `plain.pgm` as a picture.
  private static var picture: [UInt8] {
    let file = Fixture.bytes(of: "Formats/readable/plain.pgm")
    let numbers = file.prefix(20).split { $0 <= 0x20 }.map { String(decoding: $0, as: UTF8.self) }
    let side = Int(numbers[1]) ?? 0
    return stream(
      file.suffix(side * side),
      "/Type/XObject/Subtype/Image/Width \(side)/Height \(side)/BitsPerComponent 8"
        + "/ColorSpace/DeviceGray")
  }

  private static func stream(_ bytes: [UInt8], _ more: String) -> [UInt8] {
    Array("<<\(more)/Length \(bytes.count)>>\nstream\n".utf8) + bytes + Array("\nendstream".utf8)
  }

  private static func file(_ objects: [[UInt8]]) -> [UInt8] {
    var (file, table) = (Array("%PDF-1.7\n".utf8), "0000000000 65535 f \n")
    for (index, object) in objects.enumerated() {
      let place = String(file.count)
      table += String(repeating: "0", count: 10 - place.utf8.count) + "\(place) 00000 n \n"
      file += Array("\(index + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
    }
    let end = """
      xref
      0 \(objects.count + 1)
      \(table)trailer
      <</Size \(objects.count + 1)/Root 1 0 R>>
      startxref
      \(file.count)
      %%EOF

      """
    return file + Array(end.utf8)
  }
}
