/// The dump to make, from the command line.
struct Options {
  static let help = """
    usage: tools/make dump --subscribers N --seed S -o DIRECTORY [options]
      --subscribers N   users of the call manager, all customers together
      --seed S          the same seed, sizes and options give the same dump
      -o DIRECTORY      where the files go; must be absent or empty
      --customers C     customers (default: one for every 2,000 subscribers, at least 4)
      --form F          jsonl (default), pages or array
      --page-size P     records a page (default 2000)
      --compress C      none (default), gzip, zstd or lz4; needs the program of that name
      --files K         files of each model at most (default 1)
      --nodes WHEN      last (default) or first: where the hierarchy is in the dump
    """

  enum Nodes: String, CaseIterable { case first, last }

  var subscriberCount = 0
  var seed: UInt64 = 0
  var directory = ""
  var customerCount = 0
  var form = Form.jsonl
  var pageSize = 2000
  var compression = Compression.none
  var fileCount = 1
  var nodes = Nodes.last

  init(arguments: [String]) throws(GeneratorError) {
    var given: Set<String> = []
    var rest = arguments[...]
    while let name = rest.popFirst() {
      guard let value = rest.popFirst() else { throw .usage("\(name) needs a value") }
      try set(name, to: value)
      given.insert(name)
    }
    for name in ["--subscribers", "--seed", "-o"] where !given.contains(name) {
      throw .usage("\(name) is missing")
    }
    if !given.contains("--customers") { customerCount = max(4, subscriberCount / 2000) }
  }

  private mutating func set(_ name: String, to value: String) throws(GeneratorError) {
    switch name {
    case "--subscribers": subscriberCount = try Options.number(name, value, 0...100_000_000)
    case "--seed": seed = UInt64(try Options.number(name, value, 0...Int.max))
    case "-o": directory = value
    case "--customers": customerCount = try Options.number(name, value, 1...1_000_000)
    case "--form": form = try Options.choice(name, value)
    case "--page-size": pageSize = try Options.number(name, value, 1...1_000_000)
    case "--compress": compression = try Options.choice(name, value)
    case "--files": fileCount = try Options.number(name, value, 1...10_000)
    case "--nodes": nodes = try Options.choice(name, value)
    default: throw .usage("\(name) is not an option")
    }
  }

  private static func number(
    _ name: String, _ value: String, _ range: ClosedRange<Int>
  ) throws(GeneratorError) -> Int {
    guard let number = Int(value), range.contains(number) else {
      throw .usage("\(name) needs a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private static func choice<Choice>(
    _ name: String, _ value: String
  ) throws(GeneratorError) -> Choice
  where Choice: RawRepresentable<String> & CaseIterable {
    guard let choice = Choice(rawValue: value) else {
      let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw .usage("\(name) needs one of \(names)")
    }
    return choice
  }
}
