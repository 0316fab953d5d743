internal import CensusModel
internal import DumpReading
internal import Files
internal import Inventory

extension LoadedDump {
  /// Reads the dumps of a request that names records; the rejected ones go where it says.
  ///
  /// - Parameter kept: what is kept beyond what counting needs.
  init(
    _ request: NamedRequest, keeping kept: WritableKeyPath<DumpRequest, Bool>,
    _ run: inout ReadingRun
  ) throws(Failure) {
    var dumpRequest = request.dump
    dumpRequest.dumps = request.inputs
    dumpRequest[keyPath: kept] = true
    dumpRequest.wantedNames.customer = request.customer
    dumpRequest.wantedNames.text = request.wantedText
    dumpRequest.temporaryDirectory =
      dumpRequest.temporaryDirectory ?? StandardInput.temporaryDirectory
    dumpRequest.isDateTimeDecided = true
    let given = try DataFiles.givenFacts(
      request.dump.platform, request.dump.fileSystem, warnings: &run.remarks.warnings)
    try self.init(
      dumpRequest, given: given, &run.remarks)
    try run.add(rejects, of: contents)
  }
}
