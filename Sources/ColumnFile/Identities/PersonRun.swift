public import CensusModel

/// Persons of one customer that follow each other in a group and, with their names, in a block.
public struct PersonRun: Sendable {
  /// Index into the customers of both files.
  public let customer: Int
  /// How many persons there are.
  public let count: Int
  let persons: PersonTable
  let firstPerson: Int
  let names: NamedRows
  let firstRow: Int

  /// The facts of a person.
  public func facts(_ index: Int) -> FactSet { persons.facts[firstPerson + index] }

  /// The types of a person's devices, as indexes into the file's.
  public func deviceTypes(_ index: Int) -> ArraySlice<UInt16> {
    persons.devices(of: firstPerson + index)
  }

  /// A person's names.
  public func row(_ index: Int) -> IdentityRow {
    IdentityRow(customer: customer, names, firstRow + index)
  }

  /// A person.
  public func person(_ index: Int) -> NamedPerson {
    NamedPerson(
      customer: customer, facts: facts(index), deviceTypes: deviceTypes(index), row: row(index))
  }

  /// The names of all persons of the block, and the first row of the run: for those who read many.
  public var table: (rows: NameTable, first: Int) { (names.table, firstRow) }
}
