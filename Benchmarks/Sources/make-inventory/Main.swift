public import ArgumentParser
internal import ColumnFile
public import SyntheticInventory

extension InventoryShape.Facts: ExpressibleByArgument {}
extension InventoryShape.Sizes: ExpressibleByArgument {}

/// The command line: makes one inventory in a directory.
@main
struct Main: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make-inventory", abstract: "Make a synthetic inventory of any size from a seed.",
    discussion: """
      Writes inventory.ucol, and with --raw the same persons and devices as flat little-endian \
      columns, customer after customer, in no order within each: person-customer.u32, \
      person-facts.u16 (bit n is the fact with number n), device-customer.u32, device-person.u32 (row \
      of the person, 4294967295 for a standalone device), device-type.u16, and the tables \
      device-types.csv and customers.csv.
      """)

  @Option(help: "Persons of all customers together.") var persons: Int
  @Option(help: "Device rows of all customers together, standalone ones included.") var devices: Int
  @Option(help: "Customers.") var customers: Int
  @Option(help: "The same seed and options make the same inventory.") var seed: UInt64
  @Option(help: "How facts are drawn: realistic or uniform.")
  var facts = InventoryShape.Facts.realistic
  @Option(help: "How persons are spread over customers: logNormal or equal.")
  var sizes = InventoryShape.Sizes.logNormal
  @Option(help: "Persons in a row group (default: the writer's).") var groupPersons: Int?
  @Option(help: "Threads.") var threads = 2
  @Flag(help: "Write the flat columns, too.") var raw = false
  @Option(name: .shortAndLong, help: "The directory; made if it is not there.") var output: String

  func validate() throws {
    guard persons >= 0, devices >= 0, customers > 0, customers < 1 << 24, threads > 0 else {
      throw ValidationError("counts must not be negative; customers and threads not 0")
    }
    guard max(persons, devices) < 1 << 32 - 1 else {
      throw ValidationError("rows are numbered in 32 bits: fewer than 4294967295")
    }
    if let groupPersons, !(1...1 << 20).contains(groupPersons) {
      throw ValidationError("--group-persons takes a number from 1 to 1048576")
    }
  }

  func run() throws {
    let inventory = try SyntheticInventory(
      InventoryShape(
        personCount: persons, deviceCount: devices, customerCount: customers, seed: seed,
        facts: facts, sizes: sizes))
    try OutputFile.makeDirectory(output)
    var options = ColumnFileWriter.Options(threads: threads)
    if let groupPersons { options.groupPersonCount = groupPersons }
    let file = try OutputFile(path: "\(output)/inventory.ucol")
    let columns = raw ? try RawColumns(directory: output, types: inventory.deviceTypes) : nil
    try inventory.write(options, emit: file.append) { index, customer in
      try columns?.append(customer, index: index, seed: seed)
    }
    try file.close()
    try columns?.close()
    print("\(output): \(persons) persons, \(devices) devices, \(customers) customers")
  }
}
