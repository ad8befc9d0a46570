internal import ArgumentParser
internal import Authenticator
internal import TerminalUI

/// A setting that the user may change, as the command line names it.
enum Setting: String, ExpressibleByArgument, CaseIterable {
  case agent
  case agentTimeout = "agent-timeout"
  case screenTimeout = "screen-timeout"
  case hideCodes = "hide-codes"
  case sort

  var meaning: String {
    switch self {
    case .agent: "a command that asked for the password starts an agent"
    case .agentTimeout: "seconds without a question, then the agent locks"
    case .screenTimeout: "seconds without a key, then the live screen locks"
    case .hideCodes: "the live screen hides codes until Space"
    case .sort: "the order of accounts: name or use"
    }
  }

  /// The key in JSON, whose keys have no dashes.
  var key: String { String(rawValue.map { $0 == "-" ? "_" : $0 }) }

  func value(in settings: Settings) -> JSON {
    switch self {
    case .agent: .flag(settings.startsAgent)
    case .agentTimeout: .number(settings.agentTimeout)
    case .screenTimeout: .number(settings.screenTimeout)
    case .hideCodes: .flag(settings.hidesCodes)
    case .sort: .text(settings.sort.rawValue)
    }
  }

  /// As it is printed, and typed.
  func text(in settings: Settings) -> String {
    switch value(in: settings) {
    case .flag(let flag): flag ? "on" : "off"
    case .text(let text): text
    case let value: value.text
    }
  }

  /// - Throws: `Failure` with `.usage` where it has no such value.
  func set(_ text: String, in settings: inout Settings) throws(Failure) {
    switch self {
    case .agent: settings.startsAgent = try flag(text)
    case .agentTimeout: settings.agentTimeout = try timeout(text)
    case .screenTimeout: settings.screenTimeout = try timeout(text)
    case .hideCodes: settings.hidesCodes = try flag(text)
    case .sort:
      guard let order = Settings.Order(rawValue: text) else {
        throw refusal(of: text, expected: "name or use")
      }
      settings.sort = order
    }
  }

  private func flag(_ text: String) throws(Failure) -> Bool {
    guard let flag = ["on": true, "off": false][text] else {
      throw refusal(of: text, expected: "on or off")
    }
    return flag
  }

  private func timeout(_ text: String) throws(Failure) -> UInt64 {
    guard let seconds = UInt64(text), Settings.timeouts.contains(seconds) else {
      throw refusal(of: text, expected: "seconds, 1 to \(Settings.timeouts.upperBound)")
    }
    return seconds
  }

  private func refusal(of text: String, expected: String) -> Failure {
    let shown = DisplayText.escaped(text, columns: DisplayText.listColumns)
    return Failure(
      "\(rawValue) cannot be \"\(shown)\"", hint: "it takes \(expected)", status: .usage)
  }
}
