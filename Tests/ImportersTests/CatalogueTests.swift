import Fixtures
import Importers
import Testing

@Suite struct `The catalogue of formats` {
  @Test func `has every name once`() {
    let names = ImportFormat.catalogue.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test func `stands in the README as it is`() {
    let readme = String(decoding: Fixture.bytes(of: "../README.md"), as: UTF8.self)
    #expect(
      readme.contains("<!-- Scripts/formats -->\n\n\(ImportFormat.table)\n\n<!-- end -->"),
      "Scripts/formats puts it there")
  }
}
