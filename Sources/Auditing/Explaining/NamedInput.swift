internal import CensusKernel
internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import Files
internal import Report
internal import TextOutput

/// A columnar file and its identities, with the rules under which they are looked at.
struct NamedInput {
  let columns: ColumnFile
  let identities: IdentityFile
  let rules: RuleSet
  /// By device type of the file.
  let classOfType: [DeviceClass]
  /// The customers who are looked at, by index.
  let customers: [Int]
  /// The columnar file, where there are several.
  private(set) var label: String?
  /// True if records above every customer are looked at, too.
  let looksAboveCustomers: Bool
  /// How many blocks or groups are read at once.
  let threads: Int
  private let census: Census

  /// A run that looks at the inputs of a request.
  ///
  /// - Parameter outputs: the files that it writes beside that of rejected records.
  static func run(
    of request: NamedRequest, _ outputs: OutputSet? = nil
  ) throws(Failure) -> ReadingRun {
    try ReadingRun(request.dump, inputs: files(of: request), outputs: outputs)
  }

  /// The files and directories that are read for a request.
  static func files(of request: NamedRequest) -> [String] {
    let others = [
      request.identities, request.rules, request.dump.platform, request.dump.profile,
      request.dump.deviceClasses,
    ]
    return request.inputs + others.compactMap(\.self) + request.dump.deviceClassChanges
  }

  /// Reads the inputs of a request, to be looked at under the rules that it names: columnar files one by
  /// one, dumps as one.
  ///
  /// - Throws: what stopped it; also where no input has the customer of the request.
  static func all(
    _ request: NamedRequest, _ rules: RuleSet, _ run: inout ReadingRun
  ) throws(Failure) -> [NamedInput] {
    var inputs: [NamedInput] = []
    for one in try separated(request) {
      var input = try NamedInput(one, rules, &run)
      if request.inputs.count > 1, !one.isDump { input.label = input.columns.source.name }
      if let same = inputs.first(where: { $0.columns.identity == input.columns.identity }) {
        throw Failure(
          .malformed,
          "\(same.columns.source.name) and \(input.columns.source.name) are the same columnar file",
          hint: "leave one of them out")
      }
      try checkSharing(input, inputs, request)
      inputs.append(input)
    }
    if let customer = request.customer, inputs.allSatisfy(\.customers.isEmpty) {
      throw unknownCustomer(
        customer, among: Set(inputs.flatMap { $0.identities.customers.map(\.names.customer) }))
    }
    return inputs
  }

  /// The refusal of a customer who is in no input.
  static func unknownCustomer(_ customer: String, among names: Set<String>) -> Failure {
    let close = CloseNames.question(customer, among: names)
    return Failure(
      .usage, "no customer has the PKID or the name \"\(customer)\"", hint: close,
      remedy: close == nil ? .listCustomers : nil)
  }

  /// Refuses a file that holds customers of another one: they would be looked at twice.
  private static func checkSharing(
    _ input: NamedInput, _ others: [NamedInput], _ request: NamedRequest
  ) throws(Failure) {
    if request.addSharedCustomers { return }
    for other in others {
      let known = Set(other.columns.customers.lazy.map(\.pkid.pkidKey))
      let shared = input.columns.customers.lazy.map(\.pkid).filter { known.contains($0.pkidKey) }
      guard !shared.isEmpty else { continue }
      throw MergedParts.sharing(
        Array(shared), other.columns.source.name, input.columns.source.name)
    }
  }

  /// A request for each columnar file, or one for dumps.
  private static func separated(_ request: NamedRequest) throws(Failure) -> [NamedRequest] {
    var columnFiles: [NamedRequest] = []
    for path in request.inputs {
      guard try CountableInput(at: path, request.dump.fileSystem) == .columnFile else { continue }
      var one = request
      one.inputs = [path]
      one.isDump = false
      columnFiles.append(one)
    }
    if columnFiles.isEmpty { return [request] }
    guard columnFiles.count == request.inputs.count else {
      throw Failure(.usage, "give columnar files, or dumps, not both")
    }
    if columnFiles.count > 1, request.identities != nil {
      throw Failure(
        .usage, misuse: .identitiesOfSeveral, hint: "those of several are looked for beside them")
    }
    return columnFiles
  }

  private init(
    _ request: NamedRequest, _ rules: RuleSet, _ run: inout ReadingRun
  ) throws(Failure) {
    self.rules = rules
    let table = try DataFiles.deviceClasses(of: request.dump).content
    (columns, identities) =
      request.isDump
      ? try Self.converted(request, table, &run)
      : try Self.pair(request, request.inputs[0])
    let deciding = request.dump.hasDeviceClasses ? table : nil
    classOfType = columns.deviceTypes.map {
      deciding?.deviceClass(of: $0.type) ?? $0.deviceClass
    }
    customers = Self.customers(request.customer, in: identities)
    looksAboveCustomers = request.customer == nil
    threads = request.dump.threads
    census = Census(
      rules: rules, deviceClasses: deciding, threads: request.dump.threads,
      path: request.kernel.path)
  }

  /// A columnar file and the identities beside it.
  private static func pair(
    _ request: NamedRequest, _ path: String
  ) throws(Failure) -> (ColumnFile, IdentityFile) {
    let columns = try mapping(Failure.init) { () throws(ColumnFileError) in
      try ColumnFile(
        ColumnSource(path: path, fileSystem: request.dump.fileSystem),
        memoryLimit: request.memoryLimit)
    }
    if StandardInput.isMeant(path), request.identities == nil {
      throw Failure(
        .usage,
        "a columnar file on standard input has no identities beside it; name their file, too")
    }
    let names = request.identities ?? IdentityFile.path(besides: path)
    do throws(Failure) {
      let sources = try IdentitySources(
        [names], memoryLimit: request.memoryLimit, request.dump.fileSystem)
      return (columns, try sources.file(of: columns))
    } catch  where error.status == .inputUnreadable && request.identities == nil {
      throw Failure(
        .inputUnreadable, error.message, remedy: .convertForNames)
    }
  }

  /// Dumps, converted in memory.
  private static func converted(
    _ request: NamedRequest, _ table: DeviceClassTable, _ run: inout ReadingRun
  ) throws(Failure) -> (ColumnFile, IdentityFile) {
    if request.identities != nil {
      throw Failure(.usage, misuse: .identitiesOfDump)
    }
    let dump = try LoadedDump(request, keeping: \.keepsIdentities, &run)
    let name = request.inputs.map(StandardInput.shown).joined(separator: " and ")
    final class Memory { var (columns, names): ([UInt8], [UInt8]) = ([], []) }
    let memory = Memory()
    do {
      try dump.writeColumnFile(
        deviceClasses: table, groupPersonCount: nil, threads: request.dump.threads,
        identities: { memory.names += $0 }, emit: { memory.columns += $0 })
      return (
        try ColumnFile(ColumnSource(name: name, bytes: memory.columns), memoryLimit: .max),
        try IdentityFile(ColumnSource(name: name, bytes: memory.names), memoryLimit: .max)
      )
    } catch let error as ColumnFileError {
      throw Failure(error)
    } catch {
      throw Failure(.invariantFailed, "\(error)")
    }
  }

  private static func customers(_ wanted: String?, in identities: IdentityFile) -> [Int] {
    let all = identities.customers
    guard let wanted else { return Array(all.indices) }
    return all.indices.filter {
      all[$0].pkid.isSamePKID(as: wanted) || all[$0].names.customer.isExactly(wanted)
    }
  }

  /// The counts of the kernel for every customer.
  func counts() throws(Failure) -> [CustomerCounts] {
    try mapping(Failure.init) { () throws(ColumnFileError) in Array(try census.count(columns)) }
  }

  /// The verdict of the rules on a person.
  func verdict(on person: NamedPerson) -> PersonVerdict {
    rules.verdict(
      facts: person.facts, devices: person.deviceTypes.lazy.map { classOfType[Int($0)] })
  }

  /// The product of a device type as the dump writes it; empty for a record of another class.
  func product(of type: UInt16) -> String { identities.context.products[Int(type)] }

  /// The customer of a row; nil for a record above every customer.
  func customer(_ index: Int) -> IdentityCustomer? {
    index == identities.aboveEveryCustomer ? nil : identities.customers[index]
  }

  /// Records that were left out above every customer, of the whole input.
  var aboveEveryCustomerCount: Int {
    FileMetadata(columns.metadata)?.findings.aboveEveryCustomer ?? 0
  }

  /// Calls a body for each person of the customers who are looked at.
  func forEachPerson(_ body: (NamedPerson) -> Void) throws(Failure) {
    try Self.forEachRange(of: customers) { range throws(ColumnFileError) in
      try identities.forEachPerson(of: columns, customers: range, body)
    }
  }

  /// Calls a body for each standalone device of the customers who are looked at.
  func forEachStandaloneDevice(_ body: (NamedDevice) -> Void) throws(Failure) {
    try forEachStandaloneDevice(of: customers, body)
  }

  /// Calls a body for each standalone device of some customers, by index.
  func forEachStandaloneDevice(
    of customers: [Int], _ body: (NamedDevice) -> Void
  ) throws(Failure) {
    try Self.forEachRange(of: customers) { range throws(ColumnFileError) in
      try identities.forEachStandaloneDevice(of: columns, customers: range, body)
    }
  }

  /// Calls a body for each row of another section. Of records above every customer all
  /// are looked at.
  func forEachRow(
    _ section: CustomerIdentities.Section, _ body: (IdentityRow) -> Void
  ) throws(Failure) {
    let all =
      section == .aboveEveryCustomer ? [identities.aboveEveryCustomer] : customers
    try Self.forEachRange(of: all) { range throws(ColumnFileError) in
      try identities.forEachRow(section, customers: range, body)
    }
  }

  /// The customers in ranges that are as long as can be: each costs a pass.
  private static func forEachRange(
    of customers: [Int], _ body: (Range<Int>) throws(ColumnFileError) -> Void
  ) throws(Failure) {
    try mapping(Failure.init) { () throws(ColumnFileError) in
      var rest = customers[...]
      while let first = rest.first {
        var end = first + 1
        rest.removeFirst()
        while rest.first == end {
          end += 1
          rest.removeFirst()
        }
        try body(first..<end)
      }
    }
  }
}
