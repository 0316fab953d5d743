internal import BuiltInData
internal import Documents

/// The numbers that the database of CUCM has for classes and models.
enum DeviceNumbers {
  private static let classes: [String: String] = [
    "1": "Phone", "2": "Gateway", "10": "CTI Route Point", "18": "Trunk",
    "20": "Remote Destination Profile", "248": "EMCC Base Phone Template",
    "249": "EMCC Base Phone", "253": "Phone Template", "254": "Device Profile", "255": "Invalid",
    "301": "Interactive Voice Response",
  ]

  /// Names of models by number, of `device-classes.csv`.
  private static let models: [String: String] = {
    let document = SourceDocument(file: "device-classes.csv", bytes: BuiltInData.deviceClasses)
    var models: [String: String] = [:]
    guard var reader = try? CSVReader(document) else { return [:] }
    while let record = try? reader.next() {
      if record.fields.count == 3, !record.fields[0].isEmpty, models[record.fields[0]] == nil {
        models[record.fields[0]] = record.fields[1]
      }
    }
    return models
  }()

  /// The name of a class; one that is not known keeps its number.
  static func className(
    _ field: Field, _ row: borrowing Row, _ context: inout FileContext
  ) throws(DocumentError) -> TextID {
    let text = context.text(field, of: row)
    if let known = context.deviceClasses[text] { return known }
    let number = row[field]
    guard let name = classes[number] ?? Int(number).map({ "tkclass \($0)" }) else {
      throw context.refusal(
        row, "'\(number)' is not the number of a device class; select 'tkclass' as it is")
    }
    let named = context.records.texts.number(of: name)
    context.deviceClasses[text] = named
    return named
  }

  /// The name of a model; a number that is not known keeps its number, and is reported as an
  /// unknown product by the audit.
  static func modelName(
    _ field: Field, _ row: borrowing Row, _ context: inout FileContext
  ) throws(DocumentError) -> TextID {
    let text = context.text(field, of: row)
    if let known = context.deviceModels[text] { return known }
    let number = row[field]
    guard Int(number) != nil else {
      throw context.refusal(
        row, "'\(number)' is not the number of a model; select 'tkmodel' as it is")
    }
    let named = context.records.texts.number(of: models[number] ?? "tkmodel \(number)")
    context.deviceModels[text] = named
    return named
  }
}
