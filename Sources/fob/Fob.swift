internal import ArgumentParser

/// The command tree.
struct Fob: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "fob",
    abstract: "An offline authenticator: login codes from an encrypted vault.",
    discussion: """
      Without a command, fob opens the live screen; where the output is no terminal, it prints the \
      codes once.

      Exit statuses: 0 done, 1 failed, 2 no account matches, 3 several match, 4 wrong password or \
      locked, 5 the vault is damaged or newer than this fob, 6 the input cannot be read or holds \
      nothing to import, 64 wrong usage.
      """,
    version: version,
    groupedSubcommands: [
      CommandGroup(name: "Codes", subcommands: [Live.self, GetCode.self, List.self]),
      CommandGroup(
        name: "Accounts",
        subcommands: [
          Add.self, Import.self, Show.self, Edit.self, Remove.self, Restore.self, Purge.self,
          Undo.self, History.self, Export.self,
        ]),
      CommandGroup(name: "Vault", subcommands: [Initialize.self, ChangePassword.self]),
    ],
    defaultSubcommand: Live.self)
}
