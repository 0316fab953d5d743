internal import Glibc

/// Writes the whole provider: its customers, its hierarchy and the facts of its platform.
struct ProviderWriter {
  private let options: Options
  private let plan: ProviderPlan
  private let templates: Templates

  init(options: Options) {
    self.options = options
    plan = ProviderPlan(options: options)
    templates = Templates(seed: options.seed)
  }

  /// Makes the dump; gives the records of each model.
  func writeAll() throws(GeneratorError) -> [Int] {
    var totals: [Int] = []
    if options.form == .pages {
      let counting = Dump(counting: options)
      try writeRecords(to: counting)
      totals = counting.counts
    } else {
      totals = Model.allCases.map { _ in 0 }
    }
    let dump = try Dump(writing: options, totals: totals)
    try writeRecords(to: dump)
    try dump.closeFiles()
    try writePlatform()
    return dump.counts
  }

  private func writeRecords(to dump: Dump) throws(GeneratorError) {
    var hardwareNumber = options.seed &* 0x1_0001
    var subscribers = 0
    for customer in plan.customers {
      var writer = CustomerWriter(
        dump: dump, templates: templates, plan: customer, seed: options.seed,
        hardwareNumber: hardwareNumber)
      try writer.writeAll(after: subscribers)
      if customer.index == 0 { try writer.writeAtProvider(plan.nodes[0]) }
      hardwareNumber = writer.hardwareNumber
      subscribers += customer.size
    }
    try writeNodes(to: dump)
  }

  private func writeNodes(to dump: Dump) throws(GeneratorError) {
    var random = RandomSource(seed: options.seed, stream: 0x0DE)
    var values = FieldValues()
    for node in plan.nodes {
      values.set(.place, text: "\"path\":\"\(node.parentPath)\"")
      values.set(.nodePkid, text: node.pkid)
      values.set(.nodeName, text: node.name)
      values.set(.nodeType, text: node.type)
      try dump.write(.node, templates.variant(of: .node, using: &random), &values)
    }
  }

  /// The facts of the platform are the same for all seeds but for the name of the host.
  private func writePlatform() throws(GeneratorError) {
    let sink = try Sink(path: "\(options.directory)/platform.json", compression: .none)
    sink.buffer.append(
      text: """
        {
          "OrgID": "larkspur",
          "Platform ID": "LARK-0\(options.seed % 10)",
          "hostname": "uc-\(options.seed).larkspur.example",
          "Provider Name": "Larkspur UC",
          "Software Version": "21.4",
          "Platform Version": "21.4.0",
          "Deployment Mode": "Provider with resellers",
          "License Token": "SAMPLE-TOKEN",
          "License Expiry": "2031-12-31",
          "Audit Version": "4.1.5"
        }

        """)
    try sink.close()
  }
}
