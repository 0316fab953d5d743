package import ArgumentParser
package import Auditing
internal import Documents
internal import TextOutput

/// The names of all commands and options, as the parser of arguments describes them. A misspelled
/// name is reported before anything else: whatever else is wrong may follow from it.
package struct CommandNames {
  private struct Command {
    var name: String
    var commands: [Command] = []
    /// Options as they are written, and whether a value follows.
    var options: [String: Bool] = [:]
    /// True if the rest of the arguments belongs to another program.
    var passesOn = false
  }

  private let root: Command

  /// The names below a command.
  package init(of type: any ParsableCommand.Type) {
    let description = try? JSONNode(parsing: Array(type._dumpHelp().utf8), file: "")
    root = Self.command(description?["command"])
  }

  private static func command(_ node: JSONNode?) -> Command {
    var command = Command(name: node?["commandName"]?.string ?? "")
    command.commands = elements(node?["subcommands"]).map(Self.command)
    for argument in elements(node?["arguments"]) {
      if argument["kind"]?.string == "positional" {
        command.passesOn = argument["parsingStrategy"]?.string == "allRemainingInput"
      }
      for name in elements(argument["names"]) {
        let dashes = name["kind"]?.string == "long" ? "--" : "-"
        command.options[dashes + (name["name"]?.string ?? "")] =
          argument["kind"]?.string == "option"
      }
    }
    return command
  }

  private static func elements(_ node: JSONNode?) -> [JSONNode] {
    guard case .array(let elements)? = node?.value else { return [] }
    return elements
  }

  /// True for arguments that ask for help, which the parser gives for any command.
  package static func isAskingForHelp(_ words: [String]) -> Bool {
    words.first == "help" || words.prefix { $0 != "--" }.contains { $0 == "-h" || $0 == "--help" }
  }

  /// The failure of the first name that there is not; nil if there are all.
  package func misspelling(in words: [String]) -> Failure? {
    var command = root
    var path = [root.name]
    var rest = words.prefix { $0 != "--" }
    let isHelp = rest.first == "help"
    if isHelp { rest.removeFirst() }
    while let word = rest.popFirst() {
      if word.hasPrefix("-"), word != "-" {
        guard let takesValue = Self.takesValue(word, command) else {
          return Self.unknown(option: word, command, path)
        }
        if takesValue { _ = rest.popFirst() }
      } else if let next = command.commands.first(where: { $0.name == word }) {
        command = next
        path.append(word)
        if command.passesOn { return nil }
      } else if !command.commands.isEmpty || isHelp {
        return Self.unknown(command: word, command, path)
      }
    }
    return nil
  }

  /// True if the next word is the value of the option; nil if the command does not have the option.
  private static func takesValue(_ word: String, _ command: Command) -> Bool? {
    if word.hasPrefix("--") {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return command.options[String(parts[0])].map { $0 && parts.count == 1 }
    }
    // Short options may be joined, with each other and with a value.
    return command.options[String(word.prefix(2))].map { $0 && word.count == 2 }
  }

  private static func unknown(
    option word: String, _ command: Command, _ path: [String]
  ) -> Failure {
    let name = String(word.prefix { $0 != "=" })
    let place = path.joined(separator: " ")
    return Failure(
      .usage, "\(place) has no option '\(name)'",
      hint: CloseNames.question(name, among: command.options.keys.filter { $0.hasPrefix("--") })
        ?? "'\(place) --help' shows all")
  }

  private static func unknown(
    command word: String, _ command: Command, _ path: [String]
  ) -> Failure {
    let names = command.commands.map(\.name)
    let place = path.joined(separator: " ")
    return Failure(
      .usage, "\(place) has no command '\(word)'",
      hint: CloseNames.question(word, among: names)
        ?? (names.isEmpty
          ? "'\(place) --help' shows its options" : "there are: " + names.joined(separator: ", ")))
  }
}
