internal import Glibc

/// The command line: makes one dump and says how much it is.
@main
struct Main {
  static func main() {
    // A compressing program that stops early is an error of a write, not an end without words.
    signal(SIGPIPE, SIG_IGN)
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments == ["--help"] { return print(Options.help) }
    do throws(GeneratorError) {
      let options = try Options(arguments: arguments)
      let counts = try ProviderWriter(options: options).writeAll()
      print("\(options.directory): \(counts.reduce(0, +)) records")
    } catch {
      let message = Array("dump: \(error)\n".utf8)
      _ = write(STDERR_FILENO, message, message.count)
      exit(2)
    }
  }
}
