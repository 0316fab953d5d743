import Auditing
import History
import TestSupport

/// A report by hand: three columns, a customer for each pair of counts.
struct HandmadeReport {
  var provider = "Larkspur"
  var host = "uc.example"
  var dateTime = "2026-06-30 12:00"
  var titles = ["One", "Two", "Public Sector"]
  var rows = [("5e54067d116fa10046313224", "3,4,Y"), ("5e54067d116fa10046313225", "10,0,N")]

  var text: String {
    """
    #Provider Name=\(provider)
    #hostname=\(host)
    #Date Time=\(dateTime)
    Customer PKID,\(titles.joined(separator: ","))

    """ + rows.map { "\($0.0),\($0.1)\n" }.joined()
  }

  func file(_ workdir: Workdir, _ name: String = "report.csv") throws -> ReportFile {
    try workdir.write(name, text)
    return try ReportFile(reading: workdir.path(name))
  }
}

extension Workdir {
  /// The history of this directory.
  func store() throws -> HistoryStore { try HistoryStore(path("history.sqlite"), isCreating: true) }
}

/// The failure that a body must end in.
func failure(_ body: () throws -> Void) -> Failure? {
  do {
    try body()
    return nil
  } catch {
    return error as? Failure
  }
}
