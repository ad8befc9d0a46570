import Testing

@testable import Importers

@Suite struct `A table of comma-separated values` {
  @Test(arguments: [
    "Name,Secret\r\nA,1\r\nB,2\r\n", "name;SECRET\nA;1\nB;2", "Name\tSecret\rA\t1\r\rB\t2\r",
    "\"Name\",\"Secret\"\n\"A\",\"1\"\n\n\"B\",\"2\"\n", "Name, Secret \n A ,1\nB,2,more\n",
  ])
  func `names its columns in its first row`(text: String) throws {
    let table = try #require(CSVTable(text))
    #expect(table.columns == ["name", "secret"] && table.has("secret", "name"))
    #expect(table.rows.map { $0["NAME"] } == ["A", "B"])
    #expect(table.rows.map { $0["secret"] } == ["1", "2"])
    #expect(table.rows.map(\.number) == [1, 2])
  }

  @Test func `may have quotes, separators and lines in its cells`() throws {
    let table = try #require(CSVTable("a,b\n\"x,\"\"y\"\"\nz\",\"\"\nu\"v,w\n"))
    #expect(table.rows[0].cells == ["x,\"y\"\nz", ""] && table.rows[0]["b"] == nil)
    #expect(table.rows[1].cells == ["u\"v", "w"])
  }

  @Test func `may have rows of any length`() throws {
    let table = try #require(CSVTable("a,b,c\n1\n1,2,3,4\n,,\n"))
    #expect(table.rows.map(\.cells.count) == [1, 4, 3] && table.rows[0]["c"] == nil)
  }

  @Test func `gives the first of two columns with one name`() throws {
    #expect(try #require(CSVTable("a,a\n1,2")).rows[0]["a"] == "1")
  }

  @Test(arguments: ["", "one column\nx", "a,b\n\"never closed,1\n"])
  func `is nothing else`(text: String) { #expect(CSVTable(text) == nil) }

  @Test func `has no more cells than it may`() {
    #expect(CSVTable("a,b\n1,2\n,", mostCells: 6) != nil)
    #expect(CSVTable("a,b\n1,2\n,", mostCells: 5) == nil)
  }
}
