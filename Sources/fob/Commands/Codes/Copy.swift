internal import ArgumentParser

/// `fob copy`: the code on the clipboard, and never on the screen.
struct Copy: ParsableCommand {
  static let configuration = CommandConfiguration(
    command: "copy", abstract: "Copy an account's code to the clipboard.",
    discussion: """
      The clipboard is cleared when the code expires, unless it holds something else by then. What \
      copies is wl-copy, xclip or xsel.

      Examples:
        fob copy github
        fob copy github --min-left 5 --next
        fob copy github --clear-after 15
        fob copy github --osc52
      """)

  @Argument(help: AccountChoice.help) var query: String
  @OptionGroup var options: VaultOptions
  @OptionGroup var timing: CodeTimingOptions
  @OptionGroup var copying: CopyOptions

  func run() throws {
    let request = CodeRequest(
      queries: [query], access: options.access, timing: timing.timing,
      output: .clipboard(copying.wish))
    try request.run()
  }
}
