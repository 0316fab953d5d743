internal import CensusModel
internal import CensusRules
internal import Parquet
internal import Report
internal import TextOutput

/// The tables with a row for each customer.
extension ExportTables {
  /// As the table of customers has it.
  var customerValues: [ParquetValues] {
    let customers = total.customers
    let settings = [CustomerSettings.publicSector, .inactiveBilling]
    let providers = customers.map(\.provider)
    return [
      .integers(Array(customers.indices)), .each(customers.map(\.result.pkid)),
      .each(providers.map(\.name)), .each(providers.map(\.pkid)),
    ]
      + settings.map { setting in
        .booleans(customers.map { $0.result.settings.contains(setting) })
      } + [.integers(customers.map(\.result.siteCount))]
      + [\CustomerCounts.userLicenses, \.licensedPersons, \.additionalLicenses].map { count in
        .integers(customers.map { $0.result.counts[keyPath: count] })
      }
      + CustomerCounters.all.map { counter in
        .integers(customers.map { $0.result.counters[keyPath: counter] })
      }
      + DeviceClass.allCases.map { deviceClass in
        .integers(tallies.map { $0.repeated[deviceClass] })
      }
  }

  /// As the table of counts has it: the fields of the report.
  func countValues(_ report: ReportTable) -> [ParquetValues] {
    [.each(report.rows.map(\.pkid))]
      + report.titles.indices.map { index in
        let fields = report.rows.map { $0.fields[index] }
        if case .setting? = fields.first { return .each(fields.map(\.description)) }
        return .integers(fields.map(\.number))
      }
  }

  /// As the table of names of customers has it.
  func nameValues(_ names: [String: CustomerNames]) -> [ParquetValues] {
    let named = total.customers.map { names[$0.result.pkid.pkidKey]! }
    return [.integers(Array(named.indices))]
      + [\CustomerNames.provider, \.reseller, \.customer].map { name in
        .each(named.map { $0[keyPath: name] })
      }
  }

  /// The tables with their rows and sizes.
  var summary: [String] {
    request.tables.map { table in
      let file = files[table]!
      return "\(table.fileName): \(file.rowCount) rows, \(file.byteCount) bytes"
    }
  }

  /// The same for programs.
  var json: JSONOutput {
    .object([
      (
        "tables",
        .array(
          request.tables.map { table in
            let file = files[table]!
            return .object([
              ("table", .string(table.rawValue)), ("file", .string(request.path(of: table))),
              ("rows", .integer(file.rowCount)), ("bytes", .integer(file.byteCount)),
            ])
          })
      )
    ])
  }
}

extension ParquetValues {
  /// A text for each row.
  static func each(_ texts: [String]) -> ParquetValues {
    .texts(indexes: Array(texts.indices), of: texts)
  }
}
