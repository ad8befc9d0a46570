/// Lines that are filled in: a new account, an account's names, a path.
struct Form: Sendable, Equatable {
  /// What becomes of it.
  enum Purpose: Sendable, Equatable {
    case add
    case picture
    case edit(Row)
  }

  /// A line; the secret's text is the driver's, and only its length is known here.
  struct Field: Sendable, Equatable {
    enum Name: String, Sendable {
      case issuer = "Issuer"
      case account = "Account"
      case tags = "Tags"
      case note = "Note"
      case path = "Path"
      case secret = "Secret"
    }

    let name: Name
    var input: TextInput
    var typed = 0

    init(_ name: Name, _ text: String = "") {
      self.name = name
      input = TextInput(text, limit: name == .path || name == .note ? 4096 : 512)
    }
  }

  let purpose: Purpose
  private(set) var fields: [Field]
  private(set) var focus = 0
  /// Why it could not be taken.
  var problem: String?

  static let add = Form(purpose: .add, fields: [Field(.issuer), Field(.account), Field(.secret)])
  static let picture = Form(purpose: .picture, fields: [Field(.path)])

  static func edit(_ row: Row) -> Form {
    Form(
      purpose: .edit(row),
      fields: [
        Field(.issuer, row.issuer), Field(.account, row.account),
        Field(.tags, row.tags.joined(separator: ", ")), Field(.note, row.note),
      ])
  }

  private init(purpose: Purpose, fields: [Field]) {
    self.purpose = purpose
    self.fields = fields
  }

  var focused: Field { fields[focus] }
  var hasSecret: Bool { fields.contains { $0.name == .secret } }
  /// Whether another line is to be filled in first.
  var goesOn: Bool { purpose == .add && focus + 1 < fields.count }

  var title: String {
    switch purpose {
    case .add: "add an account"
    case .picture: "add from a picture or a file"
    case .edit(let row): "edit \(row.title)"
    }
  }

  /// What Enter does, in a word.
  var enterHint: String {
    switch purpose {
    case .add: goesOn ? "go on" : "look"
    case .picture: "read"
    case .edit: "save"
    }
  }

  /// What the line under the cursor is for.
  var hint: String {
    switch focused.name {
    case .issuer: "the service: GitHub"
    case .account: "your name there: alice@example.com"
    case .secret: "letters A-Z and digits 2-7, or an otpauth URI; it is not shown"
    case .tags: "your own words, with commas between them"
    case .note: "anything"
    case .path: "of a picture, a backup or a list of URIs; ~ is your home"
    }
  }

  /// The trimmed text of a line.
  func text(_ name: Field.Name) -> String {
    (fields.first { $0.name == name }?.input.text ?? "").trimmingSpaces
  }

  mutating func moveFocus(by distance: Int) {
    focus = min(max(0, focus + distance), fields.count - 1)
  }

  mutating func type(_ scalar: Unicode.Scalar) {
    problem = nil
    fields[focus].input.type(scalar)
  }

  mutating func perform(_ action: Action) {
    problem = nil
    fields[focus].input.perform(action)
  }

  /// Notes how much of the secret was typed.
  mutating func noteTyped(_ count: Int) {
    problem = nil
    for index in fields.indices where fields[index].name == .secret { fields[index].typed = count }
  }

  /// What an edit changes; what stays as it was is left out, since others may have changed it.
  var edit: RowEdit {
    var edit = RowEdit()
    guard case .edit(let row) = purpose else { return edit }
    if text(.issuer) != row.issuer { edit.issuer = text(.issuer) }
    if text(.account) != row.account { edit.account = text(.account) }
    if text(.note) != row.note { edit.note = text(.note) }
    let tags = Self.tags(in: text(.tags))
    if tags != row.tags { edit.tags = tags }
    return edit
  }

  private static func tags(in text: String) -> [String] {
    var seen: Set = [""]
    return text.split(separator: ",").map { String($0).trimmingSpaces }
      .filter { seen.insert($0).inserted }
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    let start = drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }
}
