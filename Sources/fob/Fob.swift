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

      Examples:
        fob init
        fob import screenshot.png
        fob code github

      Exit statuses: 0 done, 1 failed, 2 no account matches, 3 several match, 4 wrong password or \
      locked, 5 the vault is damaged or newer than this fob, 6 the input cannot be read or holds \
      nothing to import, 64 wrong usage.
      """,
    version: version,
    subcommands: [KeepClipboard.self, HoldVault.self],
    groupedSubcommands: [
      CommandGroup(
        name: "Codes",
        subcommands: [Live.self, GetCode.self, Copy.self, Menu.self, List.self, CompareCode.self]),
      CommandGroup(
        name: "Accounts",
        subcommands: [
          Add.self, Import.self, Show.self, Edit.self, Remove.self, Restore.self, Purge.self,
          Undo.self, History.self, ShowQR.self, Export.self, BackupCodes.self,
        ]),
      CommandGroup(
        name: "Vault",
        subcommands: [
          Initialize.self, Unlock.self, Lock.self, Slots.self, ChangePassword.self, Rekey.self,
          Sync.self, ShowSettings.self, Doctor.self,
        ]),
      CommandGroup(name: "Backups", subcommands: [Backup.self, RestoreVault.self]),
    ],
    defaultSubcommand: Live.self)
}

extension Fob {
  /// Reads the command line: the command that it names alone, where nothing is wrong, else the whole
  /// tree, which knows help and completions, and says what is wrong.
  ///
  /// The parser goes over the root, the default command and then the named one, and asks Swift's
  /// runtime about every type that it meets, at 180,000 instructions each: of the 12 million that
  /// `fob code` took to read its options, this saves 4.
  ///
  /// - Parameter arguments: without the program's name.
  /// - Returns: the command, ready to run.
  /// - Throws: what `exitCode(for:)` and `fullMessage(for:)` take.
  static func parse(_ arguments: ArraySlice<String>) throws -> any ParsableCommand {
    if let command = configuration.command(named: arguments.first),
      let parsed = try? command.parseAsRoot(Array(arguments.dropFirst())),
      type(of: parsed) == command
    {
      return parsed
    }
    // Else the parser would take the word for the default command's, and show how that is used.
    if let word = arguments.first, !word.hasPrefix("-"), !word.isEmpty, word != "help",
      configuration.command(named: word) == nil
    {
      throw Failure.unknownCommand(word)
    }
    return try parseAsRoot(Array(arguments))
  }
}

extension Fob {
  /// The names of the commands that help shows.
  static var commandNames: [String] {
    configuration.groupedSubcommands.flatMap { $0.subcommands }
      .compactMap { $0.configuration.commandName }
  }
}

extension CommandConfiguration {
  /// One of fob's commands. It says whose it is, which is what its help shows, and keeps the parser
  /// from looking for the options of the root in it.
  init(
    command: String, abstract: String, discussion: String = "",
    subcommands: [any ParsableCommand.Type] = [],
    defaultSubcommand: (any ParsableCommand.Type)? = nil
  ) {
    self.init(
      commandName: command, _superCommandName: "fob", abstract: abstract, discussion: discussion,
      subcommands: subcommands, defaultSubcommand: defaultSubcommand)
  }

  fileprivate func command(named name: String?) -> (any ParsableCommand.Type)? {
    subcommands.first { $0.configuration.commandName == name }
  }
}
