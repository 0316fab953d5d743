import Testing
import TextOutput

@testable import Report

/// Rows that are made of bytes are those that `ListText` makes of texts.
@Suite struct ListPieceTests {
  private static let names = [
    "jdoe", "", "a,b", "say \"yes\"", "=1+1", "+1", "-x", "@x", "\tx", "\rx", "\nx", "x\ny", "é, ü",
    "mid=dle", "a-b", "a@b.example",
  ]

  private func row(_ name: String, _ devices: [String], line: Int?) -> ListRow {
    var row = ListRow(pkid: "5b", customer: "Bank, \(name)", kind: .user, name: name)
    row.count = ListRow.PersonCount(
      facts: ["U", "V"], phones: 12, columns: ("Multiple, Phones", "U and P >= 2", [name]),
      licenses: name.isEmpty ? nil : 2)
    row.devices = devices
    row.source = ListRow.Source(model: "m", file: "=a.json", line: line, place: "sys, \(name)")
    return row
  }

  @Test(arguments: [true, false], [OutputFormat.csv, .json])
  func areTheRowsOfTheText(_ isComplete: Bool, _ format: OutputFormat) {
    final class Bytes { var bytes: [UInt8] = [] }
    let (texts, pieces) = (Bytes(), Bytes())
    var text = ListText(format, isComplete: isComplete) { texts.bytes += $0 }
    var joined = ListText(format, isComplete: isComplete) { pieces.bytes += $0 }
    for (index, name) in Self.names.enumerated() {
      var piece = ListPiece(format, isComplete: isComplete)
      let lists = [[], [name], [name, "sep1"]]
      for devices in index % 4 == 3 ? [] : lists {
        let row = row(name, devices, line: index == 0 ? nil : index * 999)
        text.append(row)
        guard format == .csv else {
          piece.append(row)
          continue
        }
        piece.beginRow(
          piece.customer(of: row), piece.kind(of: row), name: ArraySlice(Array(name.utf8)))
        for device in isComplete ? devices : [] {
          piece.add(device: ArraySlice(Array(device.utf8)))
        }
        piece.endRow(
          piece.verdict(of: row),
          ListPiece.Source(
            file: piece.file(of: row), line: row.source?.line, place: piece.place(of: row)))
      }
      joined.append(piece)
    }
    text.finish()
    joined.finish()
    #expect(
      String(decoding: pieces.bytes, as: UTF8.self) == String(decoding: texts.bytes, as: UTF8.self))
    #expect(texts.bytes.count > 1000)
  }
}
