public import CensusModel
public import ColumnFile
internal import Dispatch

/// An inventory that is made from a seed, customer by customer; none is kept.
///
/// What a customer is like depends on the shape and on its index, not on who was made before, so that
/// several can be made at once.
public struct SyntheticInventory: Sendable {
  /// The shape of the inventory.
  public let shape: InventoryShape
  private let mix: DeviceMix
  private let personStarts: [Int]

  /// - Throws: if the built-in device table cannot be read.
  public init(_ shape: InventoryShape) throws {
    self.shape = shape
    mix = try DeviceMix()
    personStarts = shape.personStarts
  }

  /// The metadata of the file: its own name, and nothing else that an audit needs.
  public var metadata: [String: String] {
    [
      "program": "make-inventory", "platform/hostname": "SYNTHETIC",
      "platform/Software Version": "21.4",
    ]
  }

  /// The providers of the inventory: one.
  public var providers: [Provider] {
    [Provider(pkid: "5c0000000000000000000000", name: "Synthetic")]
  }

  /// The device types of the inventory, with the classes of the built-in device table.
  public var deviceTypes: [DeviceTypeEntry] { mix.types }

  /// Makes the customer with this index, persons and devices in no order. PKIDs ascend with the index.
  public func customer(_ index: Int) -> CustomerInventory {
    var random = RandomStream(seed: shape.seed, stream: UInt64(index))
    let facts = FactMix(shape.facts, customer: index, using: &random)
    var maker = CustomerMaker(
      pkid: pkid(index), facts: facts, devices: mix, random: random)
    let persons = personStarts[index]..<personStarts[index + 1]
    return maker.make(
      personCount: persons.count,
      deviceCount: rows(before: persons.upperBound) - rows(before: persons.lowerBound))
  }

  /// Calls `body` with every customer in order. Memory holds no more customers at a time than have
  /// 400,000 persons, or one.
  public func forEachCustomer(
    threads: Int, _ body: (Int, CustomerInventory) throws -> Void
  ) rethrows {
    let personCountMax = 400_000
    var start = 0
    while start < shape.customerCount {
      var end = start + 1
      while end < shape.customerCount,
        personStarts[end + 1] - personStarts[start] <= personCountMax
      { end += 1 }
      for (offset, customer) in make(start..<end, threads: threads).enumerated() {
        try body(start + offset, customer)
      }
      start = end
    }
  }

  /// Writes the inventory as a columnar file.
  ///
  /// - Parameters:
  ///   - options: how the file is written; customers are made on as many threads.
  ///   - emit: takes the bytes of the file, in order.
  ///   - customer: sees every customer in order.
  public func write(
    _ options: ColumnFileWriter.Options, emit: @escaping ([UInt8]) throws -> Void,
    customer: (Int, CustomerInventory) throws -> Void = { _, _ in }
  ) throws {
    var writer = try ColumnFileWriter(
      metadata: metadata, providers: providers, deviceTypes: deviceTypes, options: options,
      emit: emit)
    try forEachCustomer(threads: options.threads) { index, made in
      try writer.append(made)
      try customer(index, made)
    }
    _ = try writer.finish()
  }

  private func make(_ customers: Range<Int>, threads: Int) -> [CustomerInventory] {
    if threads == 1 { return customers.map(customer) }
    let nothing = CustomerInventory(pkid: "", provider: 0)
    var made = [CustomerInventory](repeating: nothing, count: customers.count)
    made.withUnsafeMutableBufferPointer { slots in
      nonisolated(unsafe) let slots = slots  // each index is written by one thread
      DispatchQueue.concurrentPerform(iterations: customers.count) { offset in
        slots[offset] = customer(customers.lowerBound + offset)
      }
    }
    return made
  }

  /// Device rows of all persons before one: as many as their share.
  private func rows(before person: Int) -> Int {
    shape.personCount == 0 ? 0 : shape.deviceCount.scaled(by: person, over: shape.personCount)
  }

  private func pkid(_ index: Int) -> String {
    let digits = String(0x5C00_0000 + index, radix: 16) + String(shape.seed % (1 << 32), radix: 16)
    return digits + String(repeating: "0", count: 24 - digits.count)
  }
}
