internal import CensusModel
internal import Sealing

extension IdentityFile {
  /// Verifies the whole file: every checksum, every rule that a block can break, and that blocks and
  /// directory agree on the rows of every customer.
  public func verify() throws(ColumnFileError) {
    var found = customers.map { $0.rowCounts.map { _ in 0 } }
    var aboveEveryCustomer = 0
    var last = (customer: 0, section: 0)
    for number in 0..<blockCount {
      for segment in try decode(block: number).segments {
        let section = Int(segment.section.rawValue) - 1
        guard last <= (segment.customer, section) else {
          throw corrupt(number, "rows are out of order")
        }
        last = (segment.customer, section)
        if segment.section == .aboveEveryCustomer {
          aboveEveryCustomer += segment.rowCount
        } else {
          found[segment.customer][section] += segment.rowCount
        }
      }
    }
    for (customer, counts) in zip(customers, found) where customer.rowCounts != counts {
      throw .corrupt(
        file: source.name, byte: source.byteCount - SealedConstants.trailerByteCount,
        reason: "blocks and directory disagree on the rows of customer \(customer.pkid)")
    }
    guard aboveEveryCustomer == directory.aboveEveryCustomer else {
      throw .corrupt(
        file: source.name, byte: source.byteCount - SealedConstants.trailerByteCount,
        reason: "blocks and directory disagree on the rows above every customer")
    }
  }

  /// Verifies the checksum of every block, and decodes none: for an audit, which uses a part of the
  /// file only.
  public func verifyChecksums() throws(ColumnFileError) {
    for (number, block) in directory.blocks.enumerated() {
      let stored = try source.bytes(at: block.offset, count: block.storedByteCount)
      guard Checksum.ofBlock(stored, number: number) == block.checksum else {
        throw corrupt(number, "the checksum does not match")
      }
    }
  }

  /// Verifies that the rows are those of a columnar file with the identity that this file names: as
  /// many of every kind, customer by customer. Directories alone are compared.
  public func verify(against file: ColumnFile) throws(ColumnFileError) {
    guard file.identity == columnFile else {
      throw .otherColumnFile(file: source.name, columnFile: file.source.name)
    }
    guard zip(customers, file.customers).allSatisfy({ $0.rowsFit($1) }),
      customers.count == file.customers.count,
      zip(context.products, file.deviceTypes).allSatisfy({ $1.isSpelled($0) }),
      context.products.count == file.deviceTypes.count
    else { throw contradiction(file) }
  }

  /// Verifies, of files that fit by their directories, that every person has as many devices in
  /// both.
  public func verifyRows(of file: ColumnFile) throws(ColumnFileError) {
    try forEachPerson(of: file, customers: customers.indices) { _ in }
    try forEachStandaloneDevice(of: file, customers: customers.indices) { _ in }
  }
}

extension IdentityCustomer {
  /// True if the customer has as many rows as a columnar file says.
  fileprivate func rowsFit(_ entry: CustomerEntry) -> Bool {
    pkid.isExactly(entry.pkid) && rowCount(.persons) == entry.personCount
      && rowCount(.standaloneDevices) == entry.standaloneCount
      && rowCount(.phoneServerPhones) == entry.counters.phoneServerPhones
      && rowCount(.sites) == entry.siteCount
      && rowCount(.orphanOwners) == entry.counters.orphanOwners
      && rowCount(.aboveSiteLevel) == entry.counters.aboveSiteLevel
      && rowCount(.mergedRecords) == entry.counters.mergedRecords
      && rowCount(.emptyKeys) == entry.counters.emptyKeys
  }
}

extension DeviceTypeEntry {
  /// True if a product is that of the type, as a dump may write it.
  fileprivate func isSpelled(_ product: String) -> Bool {
    switch type {
    case .otherClass: product.isEmpty
    case .product(let name): Folding.product(product).isExactly(name)
    }
  }
}
