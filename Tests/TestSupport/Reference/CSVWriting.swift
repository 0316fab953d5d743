/// One CSV line with its LF, quoted after RFC 4180 only where a field has a comma, a quote, CR or LF.
func csvLine(_ fields: [String]) -> String {
  fields.map(csvField).joined(separator: ",") + "\n"
}

private func csvField(_ field: String) -> String {
  let special: Bytes = [0x2C, 0x22, 0x0D, 0x0A]
  if !field.utf8.contains(where: { special.contains($0) }) { return field }
  var result: Bytes = [0x22]
  for byte in field.utf8 {
    if byte == 0x22 { result.append(0x22) }
    result.append(byte)
  }
  result.append(0x22)
  return String(decoding: result, as: UTF8.self)
}

/// A name that a spreadsheet would take for a formula gets a leading apostrophe (AuditRules.md §3).
func withoutFormula(_ name: String) -> String {
  guard let first = name.utf8.first else { return name }
  let dangerous: Bytes = [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D, 0x0A]
  return dangerous.contains(first) ? "'" + name : name
}
